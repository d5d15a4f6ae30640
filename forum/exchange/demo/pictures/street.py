"""Scenes at street level by daylight; whatever they share with the others is a motif."""

from forum.exchange.demo.pictures.brush import Canvas, mix
from forum.exchange.demo.pictures.geometry import (
    FRAME,
    HEIGHT,
    WIDTH,
    box,
    lens,
    mirror,
    outline,
    oval,
    smooth,
    turn,
)
from forum.exchange.demo.pictures.motifs import birds, clump, frond, gable, windows

CREAM = "#f6ebd0"
STALLS = (  # x, foot, size, stripe, fruit
    (590, 640, 0.78, "#d9a441", ("#d97a22", "#e2a63a", "#b5482a")),
    (1010, 646, 0.82, "#2f6f73", ("#6d8f3f", "#9cae4e", "#3f6b3f")),
    (190, 740, 1.15, "#b8432f", ("#a8322a", "#d0582f", "#7d2430")),
    (1420, 752, 1.2, "#35506b", ("#d99a35", "#6d8f3f", "#7a3f63")),
)


def market(c: Canvas) -> None:
    """Striped stalls on a square under a pale sky."""
    c.wash(FRAME, "#cfdedb", "#e9e9d8", "#f8ead0")
    c.gouge(box(0, 20, WIDTH, 200), 18, "#ffffff90", 420, 14)
    birds(c, 1120, 110, 5, "#8c9690")
    _square(c)
    for x0, x1 in ((-60, 820), (820, 1680)):
        c.line(smooth([(x0, 196), ((x0 + x1) / 2, 296), (x1, 196)]), 2.4, "#6b5a4a")
        for i in range(1, 20):
            x, y = x0 + (x1 - x0) * i / 20, 196 + i * (20 - i)
            pennant = [(x - 13, y), (x + 13, y), (x, y + 34)]
            c.poly(pennant, ("#b8432f", "#d9a441", "#2f6f73", CREAM)[i % 4])
    for x, foot, size, stripe, fruit in STALLS:
        with c.at(x, foot, size):
            _stall(c, stripe, fruit)
    for x, y in ((640, 820), (700, 846), (830, 812), (930, 850), (990, 836)):
        with c.at(x, y, flip=c.random.random() < 0.5):
            _pigeon(c)


def _square(c: Canvas) -> None:
    with c.at(805, 0):
        c.poly(box(-46, 150, 46, 620), "#cdb9a0")
        c.wash(box(10, 150, 46, 620), "#a98f7c80", "#a98f7c40")
        c.poly(outline("-56,154 0,14 56,154"), "#8fa39c")
        c.poly(outline("0,14 56,154 14,154"), "#7d928c")
        c.disc(0, 200, 29, CREAM)
        c.line(outline("10,212 0,200 0,180"), 3, "#5f5a52")
    x, tones = -30, ("#dfb79a", "#e8d3ac", "#c9c3a4", "#d9a78c", "#bcc7b8")
    for i in range(13):
        wide, tall = c.random.uniform(112, 146), c.random.uniform(320, 420)
        front, trim = gable(x, 622, wide, tall, (0, 2, 1)[i % 3]), mix(tones[i % 5], "#8a5f4c", 0.5)
        c.poly(front, tones[i % 5])
        c.wash(front, "#ffffff20", "#8a6a5a30")
        windows(c, box(x + 10, 622 - tall * 0.8, x + wide - 10, 610), 2, 5, "#8c9690", "#f2e8d2", 1)
        c.line(front[1:-1], 5, trim)
        x += wide
    c.wash(box(0, 620, WIDTH, HEIGHT), "#dcc9a6", "#b99e78")
    for y in range(632, HEIGHT, 14):
        near = (y - 620) / 280
        for _ in range(26):
            stone = lens(c.random.uniform(0, WIDTH), y, 24 + 50 * near, 2 + 5 * near)
            c.poly(stone, c.random.choice(("#9c815c50", "#f2e2c060")))


def _stall(c: Canvas, stripe: str, fruit: tuple[str, ...]) -> None:
    """A stall whose counter stands at the origin."""
    wood, shade = "#7a5236", "#3d2c2a"
    c.poly(oval(0, 6, 244, 22), "#6b523c70")
    c.wash(box(-196, -290, 196, -60), shade, "#5c4740")
    for x in (-196, 186):
        c.poly(box(x, -290, x + 10, 4), wood)
    for x in (-90, 90):
        c.line([(x, -270), (x, -232)], 2, "#1f1718")
        c.glow(x, -214, 90, "#ffd98ac0")
        c.poly([*oval(x, -222, 17, 14, 180, 360)], CREAM)
    for foot in (-150, -112):
        for x in (-147, -49, 49, 147):
            with c.at(x, foot):
                _crate(c, c.random.choice(fruit))
    c.poly(box(-204, -110, 204, -96), "#a87848")
    for i in range(12):
        x = -200 + i * 33.4
        c.poly(box(x, -96, x + 33.4, -2), (stripe, CREAM)[i % 2])
    c.wash(box(-200, -96, 201, -2), shade + "90", shade + "10", shade + "30")
    for i in range(11):
        x, top, colour = -220 + i * 40, -170 + i * 31, (stripe, CREAM)[i % 2]
        c.poly([(top, -390), (top + 31, -390), (x + 40, -279), (x, -279)], colour)
        hem = [(x, -280), (x + 40, -280), *oval(x + 20, -260, 20, 20, 0, 180)]
        c.poly(hem, mix(colour, shade, 0.22))
    sheen = outline("-170,-390 171,-390 220,-280 -220,-280")
    c.wash(sheen, "#ffffff38", "#ffffff00", shade + "30")


def _crate(c: Canvas, colour: str) -> None:
    for row in range(3):
        for k in range(6 - row):
            x, y = (k - (5 - row) / 2) * 14, -6 - row * 11
            c.disc(x, y, 9.4, mix(colour, "#2a1a1c", 0.3))
            c.disc(x + 1, y - 1.4, 7.6, mix(colour, "#fff0c0", c.random.uniform(0, 0.22)))
    c.poly(box(-46, -4, 46, 40), "#b98a55")
    for y in (8, 22):
        c.line([(-46, y), (46, y)], 2.4, "#7a5236")


def _pigeon(c: Canvas) -> None:
    c.poly(oval(0, 1, 22, 4), "#6b523c60")
    c.line([(0, -8), (0, 0)], 2, "#b8432f")
    c.poly(
        outline("-26,-10 -12,-20 4,-24 10,-36 17,-40 23,-35 29,-32 22,-30 19,-18 8,-6"), "#5f6b72"
    )
    c.poly(outline("-26,-10 -8,-18 4,-14 -6,-7"), "#8b989a")


def bicycle(c: Canvas) -> None:
    """A bicycle leaning at a sunlit wall."""
    _wall(c)
    with c.at(1150, 110):
        _shutters(c)
    with c.veil("#6b2f2a70", 3):
        for x, length, angle in ((-60, 620, 20), (-80, 560, 44), (40, 540, 66), (240, 480, 40)):
            frond(c, x, -60, length, angle, "#fff")
    c.wash(box(0, 720, WIDTH, 744), "#a8683c", "#8a5234")
    _cobbles(c)
    with c.veil("#5f2a2a88", 2, 66, 24), c.at(560, 610):
        _bicycle(c)
    with c.at(560, 610):
        _bicycle(c)
    with c.at(1350, 770):
        _pot(c)


def _wall(c: Canvas) -> None:
    c.wash(FRAME, "#e3a45c", "#e9b26c", "#d8924e")
    for _ in range(60):
        at = c.random.uniform(0, WIDTH), c.random.uniform(0, 640)
        mark = lens(*at, c.random.uniform(40, 190), c.random.uniform(3, 9), c.random.gauss(0, 6))
        c.poly(mark, "#fbd79a38")
    for x, y in ((60, 560), (180, 430), (620, 620), (880, 470), (1240, 520), (1460, 610)):
        for row in range(3):
            for i in range(c.random.randint(1, 4)):
                u, v = x + i * 58 + row % 2 * 29, y + row * 24
                tone = c.random.choice(("#b5673f", "#c2764a", "#a85c3c"))
                c.poly(box(u, v, u + 53, v + 19), tone)


def _shutters(c: Canvas) -> None:
    green, dark, frame = "#2f6a64", "#1d4748", "#f1dcb4"
    c.poly(box(-14, -14, 224, 330), frame)
    c.wash(box(0, 0, 210, 316), "#27414a", "#4b6d70")
    c.poly(outline("0,0 105,0 20,316 0,316"), "#ffffff18")
    c.line([(105, 0), (105, 316)], 8, frame)
    c.line([(0, 120), (210, 120)], 8, frame)
    for x in (-124, 226):
        c.poly(box(x, -10, x + 108, 326), green)
        for y in range(6, 316, 13):
            c.line([(x + 12, y), (x + 96, y)], 4, dark)
        c.poly(box(x + 108, -6, x + 114, 332), "#8a523480")
    c.wash(box(-30, 330, 240, 350), "#fbe9c4", "#c69a62")
    c.wash(box(-26, 350, 244, 376), "#8a523470", "#8a523400")


def _cobbles(c: Canvas) -> None:
    c.wash(box(0, 744, WIDTH, HEIGHT), "#a88a74", "#6f5850")
    for row in range(8):
        wide = 74 + row * 10
        for i in range(-1, 24 - row):
            x, y = i * wide + row % 2 * wide / 2, 756 + row * 19
            stone = mix("#cdb197", "#8f7464", c.random.random())
            c.poly(oval(x, y, wide * 0.46, 5 + row * 1.6), stone)


def _bicycle(c: Canvas) -> None:
    """Its back wheel around the origin."""
    paint, tyre, chrome, hide = "#a8322a", "#2a2024", "#efe2c8", "#5b3424"
    for x, start, end in ((0, 190, 320), (450, 200, 310)):
        for angle in range(0, 360, 15):
            c.line([(x, 0), turn([(140, 0)], x, 0, angle)[0]], 1.6, chrome)
        c.line(oval(x, 0, 146, 146), 11, tyre)
        c.line(oval(x, 0, 138, 138), 3, chrome)
        c.line(oval(x, 0, 164, 164, start, end), 8, paint)
        c.disc(x, 0, 10, tyre)
    c.line(outline("376,-236 430,-240 440,-170"), 6, tyre)
    for tube in ("0,0 176,8 112,-214 0,0", "176,8 394,-184", "112,-214 372,-222"):
        c.line(outline(tube), 11, paint)
    c.line(outline("372,-246 394,-184"), 17, paint)
    c.line(smooth(outline("394,-184 412,-110 450,0")), 10, paint)
    c.line(outline("112,-214 100,-262"), 8, tyre)
    saddle = "44,-280 66,-266 110,-258 160,-264 168,-274 110,-280 66,-294"
    c.poly(smooth(outline(saddle), closed=True), hide)
    c.line(smooth(outline("374,-240 364,-290 330,-304 280,-296")), 8, tyre)
    c.line(outline("276,-295 316,-302"), 14, hide)
    c.line(outline("176,40 0,12"), 3, tyre)
    c.line(outline("176,-24 0,-10"), 3, tyre)
    c.line(oval(176, 8, 30, 30), 7, tyre)
    c.line(outline("176,8 214,62"), 8, tyre)
    c.line(outline("196,64 236,60"), 10, tyre)
    with c.at(388, -290):
        _basket(c)


def _basket(c: Canvas) -> None:
    clump(c, 62, 20, 110, 9, "#4f7a45", "#6f9a52", "#3d6340")
    for x, y in ((20, -50), (52, -76), (84, -60), (108, -30), (66, -36)):
        c.disc(x, y, 15, "#f6ebd0")
        c.disc(x, y, 6, "#d9a441")
    c.poly(outline("0,0 124,0 108,86 18,86"), "#b9823f")
    for k in range(1, 8):
        c.line([(k * 15.5, 0), (16 + k * 11.4, 86)], 2.4, "#7d5228")
    for k in range(4):
        c.line([(k * 5, k * 24), (124 - k * 5, k * 24)], 5, "#8f5f2e")


def _pot(c: Canvas) -> None:
    c.poly(lens(60, 28, 330, 30), "#5f2a2a70")
    for x in (-24, -10, 4, 16, 26):
        clump(c, x, -110, 170, 8, "#2f5a40", "#47794a", "#6a9550")
    c.wash(mirror([(78, -130), (54, 30)]), "#d9764a", "#9a4a30", across=True)
    c.wash(mirror([(88, -140), (86, -108)]), "#e58a5c", "#a8553a", across=True)
