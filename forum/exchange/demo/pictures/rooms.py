"""Scenes indoors by lamp or window; whatever they share with the others is a motif."""

from forum.exchange.demo.pictures.brush import Canvas, mix
from forum.exchange.demo.pictures.geometry import (
    FRAME,
    HEIGHT,
    WIDTH,
    blade,
    box,
    mirror,
    outline,
    oval,
    ribbon,
    smooth,
)
from forum.exchange.demo.pictures.motifs import clump

BINDINGS = "#8c3327", "#b5612f", "#d19a4e", "#2f5148", "#56705c", "#e0c893", "#3d3550", "#6d2a33"
PAPER, WOOD, EDGE = "#ecd9ae", "#4b2d1f", "#7d4f30"


def library(c: Canvas) -> None:
    """Tall shelves and one lit reading lamp."""
    c.wash(FRAME, "#2a1d1b", "#38251e")
    for x in range(-310, WIDTH, 330):
        with c.at(x, 0):
            _bay(c, 300)
    _ladder(c)
    c.dim(640, 590, 1160, "#0d1118ec", 900)
    c.glow(620, 570, 680, "#ffc26a90", 540)
    c.wash(box(0, 742, WIDTH, HEIGHT), "#5f3522", "#2a1712")
    c.glow(620, 770, 620, "#ffce86c0", 100)
    c.line([(0, 742), (WIDTH, 742)], 5, "#8f5a34")
    c.gouge(box(0, 750, WIDTH, HEIGHT), 60, "#8f5a3450", 260, 4)
    _desk(c)
    c.dim(660, 640, 1400, "#0b0d14d0", 980)
    with c.at(620, 790):
        _reading_lamp(c)


def _bay(c: Canvas, wide: float) -> None:
    arch = [(0, 760), (0, 100), *oval(wide / 2, 100, wide / 2, 70, 180, 360), (wide, 760)]
    c.poly(arch, "#1d1414")
    for foot in range(216, 760, 128):
        _books(c, wide, foot)
        c.poly(box(0, foot, wide, foot + 12), WOOD)
        c.line([(0, foot + 2), (wide, foot + 2)], 3, EDGE)
    c.poly(box(-32, 0, 0, 760), WOOD)
    c.wash(box(-32, 0, 0, 760), "#00000050", "#ffca8030", "#00000060", across=True)
    c.line(oval(wide / 2, 100, wide / 2 + 6, 76, 180, 360), 12, WOOD)
    c.line(oval(wide / 2, 100, wide / 2 - 1, 69, 180, 360), 3, EDGE)


def _books(c: Canvas, end: float, foot: float) -> None:
    x = 6
    while x < end - 32:
        wide, tall = c.random.uniform(13, 28), c.random.uniform(72, 108)
        if c.random.random() < 0.03:
            x += wide
            continue
        colour, lean = c.random.choice(BINDINGS), c.random.choice((0,) * 9 + (7,))
        gilt, dark = mix(colour, "#f3d9a0", 0.6), mix(colour, "#1d1414", 0.4)
        with c.at(x, foot, 1, lean):
            c.poly(box(0, -tall, wide - 1.5, 0), colour)
            c.poly(box(wide * 0.68, -tall, wide - 1.5, 0), dark)
            for band in c.random.choice(((0.2, 0.8), (0.15, 0.22, 0.8), (0.5,), ())):
                c.poly(box(1, -tall * band - 4, wide - 2.5, -tall * band), gilt)
        x += wide + lean * 2


def _ladder(c: Canvas) -> None:
    c.line([(0, 66), (WIDTH, 66)], 7, "#b98a4c")
    for x in (1050, 1136):
        c.line([(x, 60), (x + 120, 760)], 13, "#a86c3e")
    for i in range(12):
        y, x = 100 + i * 56, 1057 + i * 9.6
        c.line([(x, y), (x + 86, y)], 9, "#8f5a34")


def _desk(c: Canvas) -> None:
    for x, y, wide, colour in ((200, 800, 200, 0), (214, 778, 170, 3), (204, 757, 160, 2)):
        c.poly(box(x, y, x + wide, y + 22), BINDINGS[colour])
        c.poly(box(x + wide - 14, y + 4, x + wide, y + 18), PAPER)
        c.poly(box(x + 16, y, x + 24, y + 22), mix(BINDINGS[colour], "#f3d9a0", 0.5))
    with c.at(960, 800):
        c.poly(outline("-214,38 -172,-4 174,-4 220,38"), "#5b2a22")
        left = smooth(outline("-204,30 -170,-8 -86,-24 0,-4"))
        right = smooth(outline("0,-4 74,-24 154,-12 210,30"))
        c.wash([*left, *right, (94, 18), (4, 36), (-96, 18)], "#fff0c8", "#e5c48c")
        c.line([(0, -4), (4, 34)], 3, "#a8794a")
        for i in range(4):
            y = -6 + i * 9
            c.line([(-144 - i * 9, y), (-26, y + 2)], 2, "#b0875c")
            c.line([(34, y + 2), (146 + i * 10, y)], 2, "#b0875c")


def _reading_lamp(c: Canvas) -> None:
    """A banker's lamp standing at the origin."""
    brass, dark = "#d8a24e", "#7c4f22"
    with c.veil("#ffe0a4b8", 22):
        c.wash(outline("-96,-150 96,-150 340,60 -340,60"), "#ffffff", "#ffffff40")
    c.poly(oval(0, 4, 84, 16), dark)
    c.wash(oval(0, -4, 78, 15), brass, dark, brass, across=True)
    c.wash(box(-7, -190, 7, -6), dark, brass, dark, across=True)
    shade = mirror(smooth(outline("46,-258 84,-238 112,-196 126,-150")))
    c.wash(shade, "#245f48", "#3f9a68", "#bfe39a")
    c.wash(outline("-50,-248 -26,-248 -34,-154 -84,-154"), "#ffffff50", "#ffffff10")
    c.poly(oval(0, -151, 125, 8), "#fff6cf")
    c.wash(mirror([(12, -278), (20, -255)]), brass, dark)
    c.glow(0, -140, 300, "#ffedbec0", 110)
    c.line([(70, -152), (70, -96)], 2, brass)
    c.disc(70, -92, 5, brass)


SLATE, CREAM, RED = "#20343a", "#f7e3bd", "#d2552f"


def kettle(c: Canvas) -> None:
    """A kettle steaming on a stove by a window."""
    _tiles(c)
    with c.veil("#fff0c858", 10):
        c.poly(outline("1090,130 1090,490 520,900 40,900"), "#fff")
    with c.at(1090, 90):
        _window(c)
    _shelf(c)
    with c.at(700, 704):
        _stove(c)
        _kettle(c)
    _counter(c)
    for path, width in (
        ("420,462 400,400 440,330 404,250 330,190 320,110 380,40 370,-60", 66),
        ("430,456 452,392 500,320 470,240 424,170 440,90 500,10", 40),
        ("414,444 380,390 396,330 350,270 300,240", 24),
    ):
        with c.veil("#fff6e4a8", 3):
            c.poly(ribbon(outline(path), width), "#fff")


def _tiles(c: Canvas) -> None:
    c.wash(FRAME, "#2f6468", "#3c7a78", "#2c5a60")
    for row in range(11):
        for x in range(row % 2 * 64 - 128, WIDTH, 128):
            tone = c.random.choice(("#ffffff0c", "#ffffff16", "#0000000c", "#00000016"))
            c.poly(box(x + 2, row * 66 + 2, x + 125, row * 66 + 63), tone)
            c.line([(x + 6, row * 66 + 5), (x + 120, row * 66 + 5)], 1.6, "#ffffff1c")
        c.line([(0, row * 66), (WIDTH, row * 66)], 2, "#234f55")
    c.dim(1250, 300, 1500, "#0e2a35b0", 1000)


def _window(c: Canvas) -> None:
    frame = "#efe3c8"
    c.poly(box(-20, -20, 360, 420), frame)
    c.wash(box(0, 0, 340, 400), "#a9cfd0", "#e4e6c8", "#fbd9a0")
    c.glow(236, 220, 170, "#fff4d0d0")
    c.disc(236, 220, 26, "#fff8e2")
    for crest, shade in (
        ("0,320 120,280 240,310 340,270", "#8fb399"),
        ("0,370 140,336 340,360", "#4f7f6c"),
    ):
        c.poly([*smooth(outline(crest)), (340, 400), (0, 400)], shade)
    c.poly(box(340, -20, 360, 420), frame)
    c.poly(box(164, 0, 178, 400), frame)
    c.poly(box(0, 180, 340, 192), frame)
    c.wash(box(-44, 412, 384, 440), "#fff4dc", "#c9b48c")
    clump(c, 92, 352, 120, 13, "#2f6a4c", "#47855a", "#1f5040")
    c.wash(outline("50,346 134,346 124,412 60,412"), "#d9764a", "#9a4a30", across=True)


JARS = (
    (80, 52, 84, "#d9a24c"),
    (142, 40, 64, CREAM),
    (196, 58, 96, "#b5502f"),
    (266, 44, 70, "#8fb5a4"),
)


def _shelf(c: Canvas) -> None:
    c.wash(box(60, 266, 330, 300), "#0e2a3570", "#0e2a3500")
    c.poly(box(50, 250, 340, 266), "#8a5632")
    for x, wide, tall, colour in JARS:
        dark = mix(colour, SLATE, 0.35)
        c.poly(box(x, 250 - tall, x + wide, 250), colour)
        c.poly(box(x + wide - 9, 250 - tall, x + wide, 250), dark)
        c.poly(box(x + 4, 240 - tall, x + wide - 4, 252 - tall), dark)
        c.poly(box(x + 6, 216 - tall / 4, x + wide - 14, 234 - tall / 4), "#f7ecd2")
    c.line([(80, 300), (310, 300)], 5, "#d9a24c")
    for x, long in ((110, 110), (170, 130), (230, 96), (286, 120)):
        c.line([(x, 300), (x, 300 + long)], 5, "#12242b")
        c.poly(oval(x, 306 + long, 15, 22), "#12242b")
        c.line(oval(x, 306 + long, 11, 17, 190, 260), 2, "#7fa9a4")


def _stove(c: Canvas) -> None:
    c.wash(box(-460, 12, 460, 200), "#2a3d44", "#16242b")
    c.poly(box(-480, 2, 480, 24), "#3e565c")
    c.line([(-478, 4), (478, 4)], 3, "#86a5a2")
    for x in (-330, -195, 195, 330):
        c.disc(x, 96, 32, "#0f1a20")
        c.disc(x, 93, 27, "#d9cba8")
        c.line([(x, 93), (x + 9, 71)], 6, "#8a4a2c")
    c.wash(box(-100, 82, 100, 108), "#86a5a2", "#4b666a")
    c.glow(0, -14, 330, "#79c7e070", 80)
    for x in range(-150, 151, 15):
        tall = c.random.uniform(20, 30)
        c.poly(blade(x, 2, tall, 10, -90), "#6fd0ee")
        c.poly(blade(x, 2, tall * 0.5, 5, -90), "#e8fbff")
    for x in (-190, -95, 0, 95, 190):
        c.poly(box(x - 7, -28, x + 7, 4), "#121d23")
    c.poly(box(-204, -32, 204, -20), "#121d23")


def _kettle(c: Canvas) -> None:
    deep = "#7d2a20"
    with c.at(0, -32):
        spout = "-140,-60 -206,-110 -232,-196 -280,-226 -262,-246 -200,-216 -172,-160 -110,-150"
        c.wash(smooth(outline(spout), closed=True), "#e97a44", deep, across=True)
        handle = smooth(outline("-120,-214 -114,-326 0,-376 114,-326 120,-214"))
        c.line(handle, 15, SLATE)
        c.line(handle[14:27], 26, "#8a4a2c")
        half = smooth(outline("40,-268 100,-244 152,-176 180,-80 180,-20 164,0"))
        c.wash(mirror(half), "#e97a44", RED, RED, deep, across=True)
        c.wash(mirror(half), "#ffd9a040", "#ffffff00", "#3a0f1450")
        c.poly(mirror([(181, -40), (180, -24)]), CREAM)
        c.poly(ribbon(outline("-128,-60 -122,-130 -92,-194 -52,-236"), 26), "#ffd2a0b0")
        c.wash(mirror(outline("26,-290 64,-268 70,-254")), "#f0915a", RED, deep, across=True)
        c.poly(oval(0, -302, 20, 18), SLATE)
        c.poly(oval(-6, -307, 6, 4), "#7fa9a4")


def _counter(c: Canvas) -> None:
    for x0, x1 in ((0, 240), (1160, WIDTH)):
        c.wash(box(x0, 728, x1, 752), "#f2e6cb", "#d9c7a2")
        c.wash(box(x0, 752, x1, HEIGHT), "#8a5632", "#5f3a26")
        c.wash(box(x0, 752, x1, 776), "#2a171480", "#2a171400")
    with c.at(1390, 728):
        for x, y in ((-46, -58), (0, -66), (44, -58), (-22, -84), (24, -86)):
            c.poly(oval(x, y, 29, 24), "#e2b33c")
            c.poly(oval(x - 6, y - 6, 15, 10), "#f3d36c")
        c.wash([*oval(0, -54, 104, 54, 0, 180)], "#e9f0e2", "#8fb5b0", across=True)
        c.poly(box(-40, -6, 40, 0), "#6f9896")
