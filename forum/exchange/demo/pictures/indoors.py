"""Scenes under a roof; whatever they share with the others is a motif."""

from .brush import Canvas, mix
from .geometry import FRAME, HEIGHT, WIDTH, blade, box, mirror, oval, smooth, turn
from .motifs import clump


def library(c: Canvas) -> None:
    """Tall shelves and one lit reading lamp."""
    c.wash(FRAME, "#2a1d1b", "#38251e")
    for bay in range(-1, 5):
        _bay(c, 20 + bay * 330, 300)
    _ladder(c)
    c.dim(620, 590, 980, "#0d1118f4", 760)
    c.glow(620, 570, 640, "#ffc26a90", 520)
    c.wash(box(0, 742, WIDTH, HEIGHT), "#5f3522", "#2a1712")
    c.glow(620, 760, 560, "#ffce86c0", 90)
    c.line([(0, 742), (WIDTH, 742)], 5, "#8f5a34")
    _desk(c)
    c.dim(620, 640, 1250, "#0b0d14e0", 900)
    _reading_lamp(c, 620, 770)


BINDINGS = ("#8c3327", "#b5612f", "#d19a4e", "#2f5148", "#56705c", "#e0c893", "#3d3550", "#6d2a33")


def _bay(c: Canvas, x: float, wide: float) -> None:
    wood, edge = "#4b2d1f", "#7d4f30"
    c.poly(box(x, 96, x + wide, 760), "#1d1414")
    c.poly(oval(x + wide / 2, 100, wide / 2, 70, 180, 360), "#1d1414")
    for shelf in range(5):
        foot = 216 + shelf * 128
        _books(c, x + 6, x + wide - 6, foot)
        c.poly(box(x, foot, x + wide, foot + 12), wood)
        c.line([(x, foot + 2), (x + wide, foot + 2)], 3, edge)
    c.poly(box(x - 32, 0, x, 760), wood)
    c.wash(box(x - 32, 0, x, 760), "#00000050", "#ffca8030", "#00000060", across=True)
    c.line(oval(x + wide / 2, 100, wide / 2 + 6, 76, 180, 360), 12, wood)
    c.line(oval(x + wide / 2, 100, wide / 2 - 1, 69, 180, 360), 3, edge)


def _books(c: Canvas, x: float, end: float, foot: float) -> None:
    while x < end - 30:
        wide, tall = c.random.uniform(13, 28), c.random.uniform(72, 108)
        if c.random.random() < 0.06:
            x += wide * 1.6
            continue
        colour = c.random.choice(BINDINGS)
        lean = c.random.choice((0, 0, 0, 0, 0, 0, 7))
        spine = [(0, 0), (0, -tall), (wide - 1.5, -tall), (wide - 1.5, 0)]
        c.poly(turn(spine, x, foot, lean), colour)
        c.poly(
            turn(box(wide * 0.68, -tall, wide - 1.5, 0), x, foot, lean), mix(colour, "#1d1414", 0.4)
        )
        for band in c.random.choice(((0.2, 0.8), (0.15, 0.22, 0.8), (0.5,), ())):
            c.poly(
                turn(box(1, -tall * band - 4, wide - 2.5, -tall * band), x, foot, lean),
                mix(colour, "#f3d9a0", 0.6),
            )
        x += wide + lean * 2


def _ladder(c: Canvas) -> None:
    for x in (1110, 1196):
        c.line([(x - 90, 60), (x + 30, 760)], 13, "#9a6238")
    for i in range(12):
        y, slip = 100 + i * 56, -83 + i * 9.6
        c.line([(1110 + slip, y), (1196 + slip, y)], 9, "#84512f")
    c.line([(0, 66), (WIDTH, 66)], 7, "#b98a4c")


def _desk(c: Canvas) -> None:
    for y, colour, x0, x1 in (
        (792, "#8c3327", 900, 1090),
        (768, "#2f5148", 916, 1070),
        (746, "#d19a4e", 906, 1060),
    ):
        c.poly(box(x0, y, x1, y + 22), colour)
        c.poly(box(x1 - 14, y + 4, x1, y + 18), "#ecd9ae")
        c.poly(box(x0 + 16, y, x0 + 24, y + 22), mix(colour, "#f3d9a0", 0.5))
    c.poly([(250, 838), (290, 794), (640, 794), (690, 838)], "#5b2a22")
    left = smooth([(262, 828), (296, 790), (380, 776), (466, 794)])
    right = smooth([(466, 794), (540, 774), (620, 786), (676, 828)])
    c.wash([*left, *right, (560, 816), (470, 834), (370, 816)], "#fff0c8", "#e5c48c")
    c.line([(466, 794), (470, 832)], 3, "#a8794a")
    for i in range(4):
        y = 792 + i * 9
        c.line([(322 - i * 9, y), (440, y + 2)], 2, "#b0875c")
        c.line([(500, y + 2), (612 + i * 10, y)], 2, "#b0875c")
    c.line([(720, 850), (820, 812)], 5, "#2a1712")


def _reading_lamp(c: Canvas, x: float, foot: float) -> None:
    brass, dark = "#d8a24e", "#7c4f22"
    with c.veil("#ffe0a4b8", 22):
        c.wash(
            [
                (x - 96, foot - 150),
                (x + 96, foot - 150),
                (x + 330, foot + 60),
                (x - 330, foot + 60),
            ],
            "#ffffff",
            "#ffffff40",
        )
    c.poly(oval(x, foot + 4, 84, 16), dark)
    c.wash(oval(x, foot - 4, 78, 15), brass, dark, brass, across=True)
    c.wash(box(x - 7, foot - 190, x + 7, foot - 6), dark, brass, dark, across=True)
    shade = mirror([(56, -252), (96, -226), (124, -164), (124, -152)])
    c.wash(turn(shade, x, foot), "#2f7a5a", "#4fae74", "#bfe39a")
    c.wash(
        turn(mirror([(20, -250), (34, -226), (44, -156)]), x - 40, foot), "#ffffff50", "#ffffff10"
    )
    c.poly(oval(x, foot - 152, 122, 8), "#fff6cf")
    c.wash(turn(mirror([(14, -274), (22, -252)]), x, foot), brass, dark)
    c.glow(x, foot - 140, 300, "#ffedbec0", 110)
    c.line([(x + 60, foot - 152), (x + 60, foot - 96)], 2, brass)
    c.disc(x + 60, foot - 92, 5, brass)


def kettle(c: Canvas) -> None:
    """A kettle steaming on a stove by a window."""
    _tiles(c)
    _window(c, 1090, 90)
    _shelf(c)
    _stove(c)
    c.glow(700, 690, 330, "#79c7e070", 90)
    with c.veil("#fff6e4c0", 16):
        for path in (
            ((436, 470), (380, 400), (420, 320), (350, 230), (400, 120), (360, 20)),
            ((440, 468), (470, 390), (420, 310), (500, 210), (450, 100), (520, -20)),
        ):
            for i, (x, y) in enumerate(smooth(path)):
                c.disc(x, y, 10 + i * 0.9, "#ffffffb0")
    _kettle(c, 700, 690)


def _tiles(c: Canvas) -> None:
    c.wash(FRAME, "#2f6468", "#3c7a78", "#2c5a60")
    for row in range(11):
        for i in range(-1, 14):
            x, y = i * 128 + row % 2 * 64, row * 66
            tone = c.random.choice(
                ("#ffffff0c", "#ffffff16", "#0000000c", "#00000016", "#ffffff04")
            )
            c.poly(box(x + 2, y + 2, x + 125, y + 63), tone)
            c.line([(x + 6, y + 5), (x + 120, y + 5)], 1.6, "#ffffff1c")
        c.line([(0, row * 66), (WIDTH, row * 66)], 2, "#234f55")
    c.dim(1250, 300, 1500, "#0e2a35c0", 1000)


def _window(c: Canvas, x: float, y: float) -> None:
    frame = "#efe3c8"
    c.poly(box(x - 20, y - 20, x + 360, y + 420), frame)
    c.wash(box(x, y, x + 340, y + 400), "#a9cfd0", "#e4e6c8", "#fbd9a0")
    c.glow(x + 240, y + 250, 190, "#fff4d0d0")
    c.poly(
        smooth([(x, y + 320), (x + 120, y + 280), (x + 240, y + 310), (x + 340, y + 270)])
        + [(x + 340, y + 400), (x, y + 400)],
        "#7fa58a",
    )
    c.poly(
        smooth([(x, y + 370), (x + 140, y + 336), (x + 340, y + 360)])
        + [(x + 340, y + 400), (x, y + 400)],
        "#4f7f6c",
    )
    c.poly(box(x + 164, y, x + 178, y + 400), frame)
    c.poly(box(x, y + 180, x + 340, y + 192), frame)
    c.wash(box(x - 44, y + 412, x + 384, y + 440), "#fff4dc", "#c9b48c")
    c.poly(
        [(x + 60, y + 412), (x + 50, y + 346), (x + 134, y + 346), (x + 124, y + 412)], "#c4623a"
    )
    clump(c, x + 92, y + 350, 120, 13, "#2f6a4c", "#47855a", "#1f5040")
    with c.veil("#fff0c850", 10):
        c.poly([(x, y + 40), (x + 340, y + 200), (x - 240, 900), (x - 760, 900)], "#fff")


def _shelf(c: Canvas) -> None:
    c.poly(box(60, 250, 330, 266), "#7b4a2c")
    for x, wide, tall, colour in (
        (80, 52, 84, "#d9a24c"),
        (142, 40, 64, "#efe3c8"),
        (196, 58, 96, "#b5502f"),
        (266, 44, 70, "#8fb5a4"),
    ):
        c.poly(box(x, 250 - tall, x + wide, 250), colour)
        c.poly(box(x + 4, 240 - tall, x + wide - 4, 252 - tall), mix(colour, "#20343a", 0.4))
        c.poly(box(x + wide - 9, 250 - tall, x + wide, 250), mix(colour, "#20343a", 0.3))
        c.poly(box(x + 6, 216 - tall / 4, x + wide - 14, 234 - tall / 4), "#f7ecd2")
    c.line([(80, 300), (310, 300)], 5, "#d9a24c")
    for x, long in ((110, 110), (170, 130), (230, 96), (286, 120)):
        c.line([(x, 300), (x, 300 + long)], 5, "#20343a")
        c.poly(oval(x, 306 + long, 15, 22), "#20343a")
        c.line(oval(x, 306 + long, 11, 17, 190, 260), 2, "#7fa9a4")


def _stove(c: Canvas) -> None:
    c.wash(box(0, 736, WIDTH, HEIGHT), "#e9dcc0", "#bda680")
    c.wash(box(250, 716, 1150, HEIGHT), "#2a3d44", "#16242b")
    c.poly(box(230, 706, 1170, 728), "#3e565c")
    c.line([(232, 708), (1168, 708)], 3, "#86a5a2")
    for x in (380, 520, 880, 1020):
        c.disc(x, 800, 32, "#0f1a20")
        c.disc(x, 797, 27, "#d9cba8")
        c.line([(x, 797), (x + 9, 775)], 6, "#8a4a2c")
    c.wash(box(600, 786, 800, 812), "#86a5a2", "#4b666a")
    for u in range(-150, 151, 15):
        tall = c.random.uniform(20, 30)
        c.poly(blade(700 + u, 704, tall, 10, -90), "#6fd0ee")
        c.poly(blade(700 + u, 704, tall * 0.5, 5, -90), "#e8fbff")
    for u in (-190, -95, 0, 95, 190):
        c.poly(box(700 + u - 7, 676, 700 + u + 7, 708), "#121d23")
    c.poly(box(496, 672, 904, 684), "#121d23")


def _kettle(c: Canvas, x: float, foot: float) -> None:
    red, deep, cream = "#d2552f", "#7d2a20", "#f7e3bd"
    base = foot - 18
    spout = [
        (x - 150, base - 60),
        (x - 206, base - 110),
        (x - 232, base - 196),
        (x - 276, base - 226),
        (x - 252, base - 242),
        (x - 200, base - 212),
        (x - 172, base - 160),
        (x - 120, base - 150),
    ]
    c.wash(smooth(spout, closed=True), "#e3703f", deep, across=True)
    handle = smooth(
        [
            (x - 120, base - 224),
            (x - 112, base - 330),
            (x, base - 376),
            (x + 112, base - 330),
            (x + 120, base - 224),
        ]
    )
    c.line(handle, 15, "#20343a")
    c.line(handle[14:27], 26, "#8a4a2c")
    body = mirror([(60, -262), (120, -226), (164, -150), (182, -60), (176, -10), (150, 0)])
    c.wash(turn(body, x, base), "#e97a44", red, red, deep, across=True)
    c.wash(turn(body, x, base), "#ffd9a040", "#ffffff00", "#3a0f1440")
    c.poly(turn(mirror([(172, -36), (174, -22)]), x, base), cream)
    c.poly(
        smooth(
            [
                (x - 130, base - 66),
                (x - 120, base - 140),
                (x - 84, base - 204),
                (x - 70, base - 200),
                (x - 100, base - 140),
                (x - 110, base - 66),
            ],
            closed=True,
        ),
        "#ffd2a0a0",
    )
    c.wash(
        turn(mirror([(30, -284), (62, -262), (66, -252)]), x, base),
        "#f0915a",
        red,
        deep,
        across=True,
    )
    c.poly(oval(x, base - 296, 20, 18), "#20343a")
    c.poly(oval(x - 6, base - 301, 6, 4), "#7fa9a4")
