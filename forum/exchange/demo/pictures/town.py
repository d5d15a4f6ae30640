"""Scenes in streets by daylight; whatever they share with the others is a motif."""

from .brush import Canvas, mix
from .geometry import (
    FRAME,
    HEIGHT,
    WIDTH,
    Point,
    Shape,
    box,
    lens,
    mirror,
    oval,
    smooth,
    turn,
)
from .motifs import birds, clump, gable, puff, sun, windows


def market(c: Canvas) -> None:
    """Striped stalls on a square under a pale sky."""
    c.wash(FRAME, "#d3e0dc", "#e9e9d8", "#f8ead0")
    c.gouge(box(0, 40, WIDTH, 240), 20, "#ffffff90", 420, 14)
    _facades(c)
    c.wash(box(0, 620, WIDTH, HEIGHT), "#dcc9a6", "#b99e78")
    for y in range(632, 900, 14):
        for _ in range(26):
            near = (y - 620) / 280
            c.poly(lens(c.random.uniform(0, WIDTH), y, 24 + 50 * near, 2 + 5 * near), "#9c815c50")
    _bunting(c, 220, 210)
    _stall(c, 590, 640, 0.78, ("#d9a441", "#f6ebd0"), ("#d98a2b", "#e8b84a", "#b5482a"))
    _stall(c, 1010, 646, 0.82, ("#2f6f73", "#f6ebd0"), ("#7a9a4a", "#a9bb62", "#4f7a45"))
    _stall(c, 190, 740, 1.15, ("#b8432f", "#f6ebd0"), ("#b8432f", "#d96a45", "#8f2c2c"))
    _stall(c, 1420, 752, 1.2, ("#35506b", "#f6ebd0"), ("#d9a441", "#7a9a4a", "#8a4a6b"))
    for x, y in ((640, 820), (700, 846), (830, 812), (930, 850), (990, 836)):
        _pigeon(c, x, y, c.random.choice((-1, 1)))


def _facades(c: Canvas) -> None:
    tower = "#cdb9a0"
    c.poly(box(760, 150, 850, 620), tower)
    c.poly([(750, 154), (805, 20), (860, 154)], "#8fa39c")
    c.disc(805, 214, 27, "#f6ebd0")
    c.line([(805, 214), (805, 196)], 3, "#5f5a52")
    c.line([(805, 214), (817, 220)], 3, "#5f5a52")
    x, tones = -30, ("#dfb79a", "#e8d3ac", "#c9c3a4", "#d9a78c", "#bcc7b8")
    for i in range(13):
        wide, tall = c.random.uniform(112, 146), c.random.uniform(250, 380)
        front = gable(x, 622, wide, tall, (0, 2, 1)[i % 3])
        c.poly(front, tones[i % 5])
        c.wash(front, "#ffffff20", "#8a6a5a30")
        windows(
            c, box(x + 10, 622 - tall * 0.76, x + wide - 10, 600), 2, 4, "#8c9690", "#f2e8d2", 1
        )
        c.line(front[1:-1], 5, mix(tones[i % 5], "#8a5f4c", 0.5))
        x += wide


def _bunting(c: Canvas, y: float, sag: float) -> None:
    for x0, x1 in ((-60, 820), (820, 1680)):
        rope = smooth([(x0, y), ((x0 + x1) / 2, y + sag * 0.5), (x1, y)])
        c.line(rope, 2.4, "#6b5a4a")
        for i in range(1, 20):
            t = i / 20
            x, drop = x0 + (x1 - x0) * t, y + sag * 2 * t * (1 - t)
            c.poly(
                [(x - 13, drop), (x + 13, drop), (x, drop + 34)],
                ("#b8432f", "#d9a441", "#2f6f73", "#f6ebd0")[i % 4],
            )


def _stall(c: Canvas, x: float, foot: float, size: float, stripes, fruit) -> None:
    """A stall whose counter stands on the ground at (x, foot)."""

    def part(shape: Shape, colour: str) -> None:
        c.poly(turn(shape, x, foot, 0, size), colour)

    wood, shade = "#7a5236", "#3d2c2a"
    part(oval(0, 6, 240, 22), "#6b523c70")
    part(box(-196, -270, 196, -60), "#4a3a38e8")
    for u in (-196, 186):
        part(box(u, -290, u + 10, 4), wood)
    for row, lift in ((0, -150), (1, -112)):
        for i in range(4):
            _crate(c, x + (-147 + i * 98) * size, foot + lift * size, size, c.random.choice(fruit))
    part(box(-204, -110, 204, -96), "#a87848")
    for i in range(12):
        part(box(-200 + i * 33.4, -96, -166.6 + i * 33.4, -2), stripes[i % 2])
    c.wash(
        turn(box(-200, -96, 200, -2), x, foot, 0, size), shade + "90", shade + "10", shade + "30"
    )
    for i in range(11):
        u0, u1, v0, v1 = -220 + i * 40, -180 + i * 40, -170 + i * 31, -139 + i * 31
        colour = stripes[i % 2]
        part([(v0, -390), (v1, -390), (u1, -280), (u0, -280)], colour)
        part(
            [(u0, -281), (u1, -281), *oval((u0 + u1) / 2, -258, 20, 20, 0, 180)],
            mix(colour, shade, 0.2),
        )
    c.wash(
        turn([(-170, -390), (171, -390), (220, -280), (-220, -280)], x, foot, 0, size),
        "#ffffff38",
        "#ffffff00",
        shade + "30",
    )


def _crate(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    for i in range(3):
        for k in range(6 - i):
            tone = mix(colour, "#fff0c0", c.random.uniform(0, 0.3))
            c.disc(x + (k - (5 - i) / 2) * 14 * size, y - (6 + i * 11) * size, 9 * size, tone)
    c.poly(box(x - 46 * size, y - 4 * size, x + 46 * size, y + 40 * size), "#b98a55")
    for k in (8, 22):
        c.line(
            [(x - 46 * size, y + k * size), (x + 46 * size, y + k * size)], 2.4 * size, "#7a5236"
        )


def _pigeon(c: Canvas, x: float, y: float, way: int) -> None:
    shape = [
        (-26, -10),
        (-12, -20),
        (4, -24),
        (10, -36),
        (17, -40),
        (23, -35),
        (29, -32),
        (22, -30),
        (19, -18),
        (8, -6),
        (-8, -5),
    ]
    c.poly(oval(x, y + 1, 22, 4), "#6b523c60")
    c.line([(x, y - 8), (x, y)], 2, "#b8432f")
    c.poly([(x + u * way, y + v) for u, v in shape], "#5f6b72")
    c.poly(
        [(x + u * way, y + v) for u, v in [(-26, -10), (-8, -18), (4, -14), (-6, -7)]], "#8b989a"
    )


def rooftops(c: Canvas) -> None:
    """Roofs and chimneys at sunrise."""
    c.wash(box(0, 0, WIDTH, 700), "#54689a", "#9a86a8", "#dd9a9a", "#f7b988", "#fee0a4")
    sun(c, 1060, 452, 104, "#fff0c4", "#ffdf9cc0")
    c.gouge(box(0, 100, WIDTH, 430), 30, "#ffe3c080", 460, 12)
    birds(c, 640, 230, "#5a4a70", 9, 1.1)
    _dome(c, 480, 520, "#c98f94")
    for y, tall, wide, roof, wall in (
        (520, 60, 90, "#cf9292", "#e0a596"),
        (580, 84, 130, "#a9708a", "#c08a92"),
        (660, 110, 180, "#764f78", "#94688a"),
    ):
        _roofs(c, y, tall, wide, roof, wall)
        c.glow(1060, y - 20, 900, "#ffd9a060", 130)
    _roofs(c, 780, 140, 270, "#4a3560", "#5e4670")
    _near_roof(c)


def _dome(c: Canvas, x: float, y: float, colour: str) -> None:
    c.poly(
        turn(
            mirror([(3, -250), (6, -214), (16, -196), (18, -170), (70, -130), (88, -80), (88, 80)]),
            x,
            y,
        ),
        colour,
    )
    for u in (-190, 190):
        c.poly(turn(mirror([(2, -190), (20, -110), (24, -100), (24, 80)]), x + u, y), colour)


def _roofs(c: Canvas, y: float, tall: float, wide: float, roof: str, wall: str) -> None:
    x, lit = -wide / 2, mix(roof, "#ffd0a0", 0.55)
    while x < WIDTH:
        w, h = wide * c.random.uniform(0.8, 1.3), tall * c.random.uniform(0.75, 1.2)
        _chimney(c, x + w * c.random.choice((0.24, 0.74)), y - h * 0.6, wide * 0.13, roof, lit)
        if c.random.random() < 0.5:
            c.poly(box(x, y, x + w, HEIGHT), wall)
            c.poly(
                [(x - 6, y + 4), (x + w / 2, y - h), (x + w / 2 + 5, y - h), (x + w + 6, y + 4)],
                wall,
            )
            c.line([(x - 8, y + 6), (x + w / 2, y - h), (x + w + 8, y + 6)], wide * 0.045, roof)
            windows(
                c,
                box(x + w * 0.3, y - h * 0.3, x + w * 0.7, y + wide * 0.24),
                1,
                1,
                "#ffd98a",
                roof,
                0.4,
            )
        else:
            c.poly(box(x, y, x + w, HEIGHT), wall)
            c.poly(
                [
                    (x - 8, y + 4),
                    (x + w * 0.12, y - h * 0.8),
                    (x + w * 0.88, y - h * 0.8),
                    (x + w + 8, y + 4),
                ],
                roof,
            )
            c.line([(x + w * 0.12, y - h * 0.8), (x + w * 0.88, y - h * 0.8)], 3, lit)
        windows(c, box(x + 8, y + 12, x + w - 8, y + wide * 0.9), 3, 2, "#ffd98a", roof, 0.25)
        x += w


def _chimney(c: Canvas, x: float, foot: float, size: float, ink: str, lit: str) -> None:
    c.poly(box(x - size, foot - size * 3.4, x + size, foot + size * 2), ink)
    c.poly(box(x - size * 1.25, foot - size * 3.6, x + size * 1.25, foot - size * 3), ink)
    for u in (-0.55, 0.55):
        c.poly(turn(mirror([(0.3, -5), (0.42, -3.5)]), x + u * size, foot, 0, size), ink)
    c.line([(x + size, foot - size * 3), (x + size, foot)], size * 0.14, lit)


def _near_roof(c: Canvas) -> None:
    ink, tile, lit = "#2a1d3c", "#3c2a50", "#e89a7c"
    _chimney(c, 330, 690, 62, ink, lit)
    puff(c, [(296, 372), (310, 320), (270, 260), (310, 190), (280, 110)], 44, "#a58aa6", "#f2c4ae")
    slope = [(-20, 700), (640, 700), (860, HEIGHT), (-20, HEIGHT)]
    c.poly(slope, ink)
    for row in range(9):
        y = 712 + row * 24
        for i in range(36):
            x = -20 + i * 30 + row % 2 * 15 + row * 3
            if x < 610 + row * 26:
                c.poly(oval(x, y, 15, 17, 0, 180), tile if (i * 7 + row * 3) % 5 else "#4b3560")
    c.line([(-20, 700), (640, 700)], 12, ink)
    c.line([(-20, 695), (640, 695)], 3, lit)
    _cat(c, 540, 694, ink, lit)
    c.line([(1330, 900), (1330, 560)], 6, ink)
    for y, w in ((570, 70), (600, 56), (630, 44)):
        c.line([(1330 - w, y), (1330 + w, y)], 4, ink)


def _cat(c: Canvas, x: float, y: float, ink: str, lit: str) -> None:
    back = [
        (-34, 2),
        (-38, -30),
        (-22, -64),
        (2, -86),
        (4, -104),
        (8, -122),
        (16, -112),
        (28, -112),
        (36, -122),
        (40, -102),
        (36, -84),
        (22, -74),
        (26, -40),
        (24, 2),
    ]
    c.poly([(x + u, y + v) for u, v in back], ink)
    c.line(smooth([(x - 30, y - 4), (x - 62, y + 14), (x - 70, y + 50), (x - 56, y + 70)]), 9, ink)
    c.line(
        [(x + 40, y - 102), (x + 36, y - 84), (x + 23, y - 73), (x + 27, y - 40), (x + 25, y)],
        2.4,
        lit,
    )


def bicycle(c: Canvas) -> None:
    """A bicycle leaning at a sunlit wall."""
    c.wash(FRAME, "#e3a45c", "#e9b26c", "#d8924e")
    for _ in range(60):
        at = c.random.uniform(0, WIDTH), c.random.uniform(0, 640)
        c.poly(
            lens(*at, c.random.uniform(40, 190), c.random.uniform(3, 9), c.random.gauss(0, 6)),
            "#fbd79a38",
        )
    for _ in range(7):
        _bare_bricks(c, c.random.uniform(0, WIDTH), c.random.uniform(420, 620))
    _shutters(c, 1150, 110)
    with c.veil("#6b2f2a80", 5):
        c.poly([(-20, -20), (520, -20), (-20, 520)], "#fff")
    c.wash(box(0, 720, WIDTH, 744), "#a8683c", "#8a5234")
    c.wash(box(0, 744, WIDTH, HEIGHT), "#b99a80", "#7d6459")
    for row in range(8):
        for i in range(-1, 24 - row):
            w = 74 + row * 10
            c.poly(
                turn(oval(0, 0, w * 0.46, 5 + row * 1.6), i * w + row % 2 * w / 2, 756 + row * 19),
                mix("#cdb197", "#8f7464", c.random.random()),
            )
    with c.veil("#5f2a2a90", 3, 66, 26):
        _bicycle(c, 560, 610)
    _bicycle(c, 560, 610)
    _pot(c, 1330, 760)


def _bare_bricks(c: Canvas, x: float, y: float) -> None:
    for row in range(3):
        for i in range(c.random.randint(1, 4)):
            u = x + i * 58 + row % 2 * 29
            c.poly(
                box(u, y + row * 24, u + 53, y + row * 24 + 19),
                c.random.choice(("#b5673f", "#c2764a", "#a85c3c")),
            )


def _shutters(c: Canvas, x: float, y: float) -> None:
    green, dark = "#2f6a64", "#1d4748"
    c.poly(box(x - 14, y - 14, x + 224, y + 330), "#f1dcb4")
    c.wash(box(x, y, x + 210, y + 316), "#27414a", "#4b6d70")
    c.line([(x + 105, y), (x + 105, y + 316)], 8, "#f1dcb4")
    c.line([(x, y + 120), (x + 210, y + 120)], 8, "#f1dcb4")
    c.poly([(x, y), (x + 105, y), (x + 20, y + 316), (x, y + 316)], "#ffffff14")
    for u in (x - 124, x + 226):
        c.poly(box(u, y - 10, u + 108, y + 326), green)
        for i in range(24):
            c.line([(u + 12, y + 6 + i * 13), (u + 96, y + 6 + i * 13)], 4, dark)
        c.line([(u + 108, y - 10), (u + 108, y + 326)], 4, dark)
    c.wash(box(x - 30, y + 330, x + 240, y + 350), "#fbe9c4", "#c69a62")


def _bicycle(c: Canvas, x: float, y: float) -> None:
    """The back wheel's hub is at the point given."""
    red, ink, chrome = "#a8322a", "#2a2024", "#efe2c8"
    hub, front, crank, seat, head, fork = (
        (0, 0),
        (450, 0),
        (176, 8),
        (112, -214),
        (376, -236),
        (394, -184),
    )

    def at(*points: Point) -> list[Point]:
        return [(x + u, y + v) for u, v in points]

    for u in (0, 450):
        for k in range(0, 360, 15):
            c.line([(x + u, y), turn([(140, 0)], x + u, y, k)[0]], 1.6, chrome)
        c.line(oval(x + u, y, 146, 146), 11, ink)
        c.line(oval(x + u, y, 138, 138), 3, chrome)
    c.line(oval(x, y, 164, 164, 190, 320), 8, red)
    c.line(oval(x + 450, y, 164, 164, 200, 310), 8, red)
    for tube in ((hub, crank), (hub, seat), (crank, seat), (crank, fork), (seat, (372, -222))):
        c.line(at(*tube), 11, red)
    c.line(at(head, fork), 17, red)
    c.line(smooth(at(fork, (412, -110), front)), 10, red)
    c.line(at(seat, (102, -256)), 8, ink)
    c.poly(
        smooth(
            at(
                (48, -276),
                (70, -262),
                (110, -254),
                (160, -262),
                (164, -272),
                (110, -276),
                (66, -288),
            ),
            closed=True,
        ),
        "#5b3424",
    )
    c.line(smooth(at(head, (368, -276), (400, -300), (440, -290))), 8, ink)
    c.line(at((300, -292), (366, -276)), 8, ink)
    c.line(at((284, -290), (322, -294)), 13, "#5b3424")
    c.line(at(crank, (0, 14)), 3, ink)
    c.line(at((176, -18), (0, -10)), 3, ink)
    c.line(oval(x + 176, y + 8, 30, 30), 7, ink)
    c.line(at((176, 8), (214, 62)), 8, ink)
    c.line(at((196, 64), (236, 60)), 10, ink)
    c.disc(x, y, 10, ink)
    c.disc(x + 450, y, 8, ink)
    _basket(c, x + 404, y - 270)


def _basket(c: Canvas, x: float, y: float) -> None:
    clump(c, x + 60, y + 20, 110, 9, "#4f7a45", "#6f9a52", "#3d6340")
    for u, v in ((20, -50), (52, -76), (84, -60), (108, -30), (66, -40)):
        c.disc(x + u, y + v, 15, "#f6ebd0")
        c.disc(x + u, y + v, 6, "#d9a441")
    c.poly([(x, y), (x + 124, y), (x + 108, y + 86), (x + 18, y + 86)], "#b9823f")
    for k in range(1, 8):
        c.line([(x + k * 15.5, y), (x + 16 + k * 11.4, y + 86)], 2.4, "#7d5228")
    for k in range(4):
        c.line([(x + k * 5, y + k * 24), (x + 124 - k * 5, y + k * 24)], 5, "#8f5f2e")


def _pot(c: Canvas, x: float, foot: float) -> None:
    for _ in range(5):
        clump(c, x + c.random.uniform(-20, 20), foot - 110, 170, 8, "#2f5a40", "#47794a", "#6a9550")
    c.wash(turn(mirror([(78, -130), (54, 30)]), x, foot), "#d9764a", "#9a4a30", across=True)
    c.wash(turn(mirror([(88, -140), (86, -108)]), x, foot), "#e58a5c", "#a8553a", across=True)
