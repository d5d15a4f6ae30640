"""Scenes out of town by daylight; whatever they share with the others is a motif."""

from math import pi, sin

from forum.exchange.demo.pictures.brush import Canvas, mix
from forum.exchange.demo.pictures.geometry import (
    FRAME,
    HEIGHT,
    WIDTH,
    Point,
    blade,
    box,
    lens,
    outline,
    oval,
    smooth,
    turn,
)
from forum.exchange.demo.pictures.motifs import birds, crown, furrow, grass, ridge, sun, windows

SAIL, TAR = "#f6e7c4", "#12303d"


def harbour(c: Canvas) -> None:
    """Small boats under a lighthouse at first light."""
    c.wash(box(0, 0, WIDTH, 540), "#2c5566", "#4f8288", "#9db8a2", "#f0d6a2", "#f6bf86")
    sun(c, 500, 470, 58, "#fff1cf", "#ffe7b0c0")
    c.gouge(box(0, 90, WIDTH, 420), 30, "#f7e2b840", 460, 10)
    birds(c, 760, 220, 8, "#234a5a")
    for far, shade in (
        ("-20,540 -20,452 90,440 210,470 300,486 430,520 520,540", "#9ab3a0"),
        ("-20,540 -20,490 60,478 150,500 260,526 330,540", "#7ba09a"),
        ("640,540 780,516 900,506 1020,478 1180,456 1400,430 1640,420 1640,540", "#6a9492"),
    ):
        c.poly(smooth(outline(far)), shade)
    _lighthouse(c)
    c.reflect(540, 360, "#5f8f8f60")
    c.wash(box(0, 540, WIDTH, HEIGHT), "#f3c58f80", "#4f858ac0", "#1d4a5a", "#0f2f40")
    c.glow(500, 600, 130, "#fff0c8d0", 200)
    c.gouge(box(0, 546, WIDTH, HEIGHT), 170, "#f7dcae48", 130, 5)
    c.gouge(box(0, 560, WIDTH, HEIGHT), 130, "#0f2f4060", 190, 8)
    for x, y, size, hull in (
        *((720, 588, 0.34, "#2b5663"), (930, 608, 0.5, "#b8563d"), (230, 636, 0.6, "#2b5663")),
        *((1130, 676, 0.78, "#1f4452"), (500, 740, 1.2, "#b8563d")),
    ):
        with c.at(x, y, size):
            _boat(c, hull)
    _jetty(c)


def _lighthouse(c: Canvas) -> None:
    rock = "#1d3c49"
    with c.at(1300, 0):
        with c.veil("#fff3cc90", 14):
            beam = outline("0,96 -1500,10 -1500,190")
            c.wash(beam, "#ffffff10", "#ffffff60", "#ffffff", across=True)
        for k in range(5):
            top, foot = 130 + k * 64, 194 + k * 64
            u, v = 34 + k * 4.4, 38.4 + k * 4.4
            c.poly([(-u, top), (u, top), (v, foot), (-v, foot)], ("#f3e6cb", "#b8563d")[k % 2])
        shade = outline("-34,130 34,130 56,450 -56,450")
        c.wash(shade, "#1d3c4900", "#1d3c4920", "#1d3c49b0", across=True)
        for y in (214, 282, 350):
            c.poly(box(-14, y, -2, y + 22), rock)
        c.poly(box(-52, 122, 52, 134), rock)
        for x in range(-48, 49, 16):
            c.line([(x, 122), (x, 104)], 2.4, rock)
        c.line([(-50, 104), (50, 104)], 2.4, rock)
        c.glow(0, 96, 200, "#fff1c0c0")
        c.wash(box(-26, 70, 26, 122), "#fff6d0", "#ffd98a")
        c.line([(0, 70), (0, 122)], 4, rock)
        c.poly([*oval(0, 72, 34, 34, 180, 360), (0, 72)], rock)
        c.line([(0, 40), (0, 18)], 5, rock)
    _rock(c, rock)


def _rock(c: Canvas, rock: str) -> None:
    c.wash(outline("1380,452 1380,372 1420,336 1530,336 1566,372 1566,452"), SAIL, "#cdb894")
    c.poly(outline("1366,378 1414,328 1536,328 1582,378"), rock)
    windows(c, box(1394, 386, 1552, 450), 3, 1, "#ffd98a", rock, 0.7)
    edge = outline("980,545 1040,500 1110,486 1180,452 1300,440 1640,436 1640,545")
    c.poly(edge, rock)
    for _ in range(90):
        x = c.random.uniform(1060, 1600)
        y = c.random.uniform(max(456, 545 - (x - 980) * 0.4), 540)
        c.poly(lens(x, y, c.random.uniform(16, 50), 4, 24), "#3f6a70")


def _boat(c: Canvas, hull: str) -> None:
    c.poly(outline("-112,20 118,10 84,84 -90,84"), "#0b263490")
    for k in range(16):
        x, wide = c.random.gauss(-10, 7), 190 - k * 9 + c.random.uniform(-20, 20)
        c.poly(
            lens(x, 50 + k * 14, wide, 8 - k * 0.25), mix(SAIL, "#2f6a78", 0.2 + k * 0.04) + "90"
        )
    c.poly(box(-43, -300, -36, -20), TAR)
    c.poly([*smooth(outline("-48,-280 -118,-150 -128,-62")), (-50, -56)], "#e9d3a4")
    c.poly(outline("-30,-270 118,-62 -30,-56"), SAIL)
    c.poly(outline("-30,-270 118,-62 60,-60"), "#e4c896")
    c.poly(outline("-36,-300 -10,-292 -36,-284"), "#b8563d")
    c.poly(outline("-30,-18 -24,-54 60,-54 72,-18"), SAIL)
    c.poly(outline("-34,-52 -28,-62 68,-62 72,-52"), TAR)
    for x in (-12, 16, 44):
        c.poly(box(x, -46, x + 14, -32), TAR)
    c.poly(smooth(outline("-140,-34 -112,10 -70,30 0,34 80,30 118,4 142,-44")), hull)
    rail = smooth(outline("-140,-36 -40,-20 60,-24 142,-46"))
    c.poly([*rail, *((x * 0.98, y + 12) for x, y in reversed(rail))], SAIL)
    c.line(smooth(outline("-104,14 -40,24 60,22 110,6")), 3, TAR)


def _jetty(c: Canvas) -> None:
    c.poly(outline("1180,812 1640,796 1640,826 1180,836"), TAR)
    for x in (1196, 1330, 1464, 1590):
        c.poly(box(x, 764, x + 22, HEIGHT), TAR)
        c.poly(oval(x + 11, 764, 11, 4), "#4f858a")
    c.line([(1180, 811), (1640, 795)], 3, "#8fae9c")
    for x in (1207, 1341, 1475):
        rope = [(x, 786), (x + 34, 804), (x + 67, 809), (x + 100, 803), (x + 132, 784)]
        c.line(smooth(rope), 4, "#c9a874")
    with c.at(1341, 762):
        c.poly(outline("-22,-10 -6,-24 8,-30 14,-42 22,-44 32,-38 22,-34 18,-18 4,-6 -8,-6"), SAIL)
        c.poly(outline("-26,-8 -6,-20 6,-16 -6,-8"), "#7ba09a")
        c.line([(2, -8), (2, 0)], 2.4, "#b8563d")


LEAVES = (
    ("#7d2f22", "#d9652f"),
    ("#94451f", "#eaa03a"),
    ("#7a5a22", "#e3b94a"),
    ("#6b6a2c", "#c6b44c"),
)


def orchard(c: Canvas) -> None:
    """Apple trees in rows over a hill in autumn."""
    c.wash(FRAME, "#93bcb9", "#cfdac2", "#f6e3b4")
    sun(c, 1180, 170, 50, "#fff6dc", "#fff2c8c0")
    c.gouge(box(0, 60, WIDTH, 290), 24, "#fff6dc70", 420, 12)
    birds(c, 860, 190, 7, "#5d6b52")
    furrow(c, ridge(c, 350, 34, "#8fb0a0", "#c3c79a"), 60, "#c9d2ac60")
    furrow(c, ridge(c, 404, 30, "#7f9a78", "#c0b070", waves=3), 40, "#b9b87c60")
    hill = smooth(outline("-40,520 260,452 700,400 1100,390 1640,450"))
    c.wash([*hill, (1640, HEIGHT), (-40, HEIGHT)], "#c9a24c", "#b98b3a", "#8f6a2e")
    for row in range(-9, 10):
        near, far = 0.5, 6.5
        edges = ((-0.2, near), (-0.2, far), (0.2, far), (0.2, near))
        c.wash([_ground(row + u, z) for u, z in edges], "#a9a04e", "#86883c", "#6b7434")
    for step in range(9, 0, -1):
        for row in (-5, -4, -3, -2, 5, 4, 3, 2, -1, 1):
            z = step * 0.5 + 0.9
            x, y = _ground(row + c.random.uniform(-0.06, 0.06), z)
            if 620 / z < x + 300 and x < WIDTH + 100:
                _apple_tree(c, x, y, 112 / z, min(0.55, (z - 0.8) * 0.11), c.random.choice(LEAVES))
    _apple_tree(c, 236, 812, 220, 0, LEAVES[1])
    _harvest(c)
    grass(c, box(0, 866, WIDTH, 930), 420, 70, "#6f5526", "#8a6a2c", "#b98b3a", "#7b7a36")


def _ground(row: float, z: float) -> Point:
    """Where a spot so many rows aside and so far away stands on the hill."""
    x = 900 + (row - 0.4) * 360 / z
    return x, 372 + 420 / z + 0.00004 * (x - 900) ** 2


def _apple_tree(
    c: Canvas, x: float, y: float, r: float, haze: float, leaves: tuple[str, str]
) -> None:
    shade, light = leaves
    c.poly(oval(x - r * 0.5, y + 2, r * 1.3, r * 0.18), "#4f421e80")
    bark = mix("#4a2b20", "#c9b98a", haze)
    with c.at(x, y, r):
        c.poly(outline("-0.16,0.02 -0.07,-0.5 -0.3,-1 0,-0.9 0.3,-1 0.07,-0.5 0.17,0.02"), bark)
    y -= r * 1.45
    crown(c, x, y, r, mix(shade, "#d6c898", haze), mix(light, "#f0dfae", haze))
    for _ in range(14):
        u, v = c.random.uniform(-0.72, 0.72) * r, c.random.uniform(-0.6, 0.6) * r
        c.disc(x + u, y + v, 1 + r * 0.06, mix("#b3202a", "#d6a080", haze))
        c.disc(x + u + r * 0.015, y + v - r * 0.02, r * 0.016, mix("#e0706a", "#e6c0a0", haze))


def _harvest(c: Canvas) -> None:
    """A ladder against the nearest tree and two full baskets."""
    for x in (0, 62):
        c.line([(430 + x, 830), (322 + x * 0.6, 400)], 11, "#6a4426")
    for i in range(9):
        t = 0.08 + i * 0.105
        y, x = 830 - 430 * t, 430 - 108 * t
        c.line([(x, y), (x + 62 - 25 * t, y)], 8, "#855a32")
    for x, size in ((590, 1), (700, 0.8)):
        with c.at(x, 840, size):
            c.poly(oval(-20, 2, 84, 12), "#4f421e80")
            for i in range(13):
                tone = mix("#b3202a", "#e0603a", c.random.random())
                c.disc(-48 + i % 7 * 16 + i // 7 * 8, -64 - i // 7 * 13, 11, tone)
            c.poly(outline("-62,-62 62,-62 48,4 -48,4"), "#b9823f")
            for k in range(-3, 4):
                c.line([(k * 16, -62), (k * 13, 4)], 2.4, "#7d5228")
            for y in (-60, -38, -16):
                c.line([(-62 - y * 0.05, y), (62 + y * 0.05, y)], 5, "#8f5f2e")


ARCHES = (1330, 130), (800, 180), (270, 130)


def bridge(c: Canvas) -> None:
    """An arched stone bridge over a river in mist."""
    c.wash(FRAME, "#a9bfbd", "#d0d8cd", "#efe9d8")
    sun(c, 1130, 200, 56, "#fdf8e8", "#fff8e0c0")
    birds(c, 900, 190, 6, "#6f8a86")
    for y, tall, colour in ((440, 150, "#bccac2"), (480, 190, "#a5b8b0"), (530, 210, "#8ba69f")):
        _wood(c, y, tall, colour)
        c.glow(800, y + 20, 1100, "#f0ecdcd0", 90)
    _span(c)
    c.glow(800, 606, 1150, "#f0ecdcc0", 70)
    c.reflect(610, 290, "#a9bbb460")
    c.wash(box(0, 610, WIDTH, HEIGHT), "#e9e6d600", "#8fa8a370", "#3f5f62d0")
    c.gouge(box(0, 616, WIDTH, HEIGHT), 120, "#f6f2e260", 190, 5)
    c.gouge(box(0, 640, WIDTH, HEIGHT), 70, "#35555a50", 220, 7)
    c.glow(800, 618, 1200, "#f4f0e2d0", 46)
    _willow(c)
    with c.at(1270, 800, 0.8):
        _heron(c)
    for x0, x1 in ((-20, 380), (1330, 1640)):
        grass(c, box(x0, 880, x1, 930), 110, 210, "#1f3a3c", "#2b4a48", "#3a5a52")


def _wood(c: Canvas, y: float, tall: float, colour: str) -> None:
    for x in range(-40, WIDTH + 60, 34):
        h = tall * c.random.uniform(0.6, 1.1) * (0.7 + 0.5 * abs(x - 800) / 800)
        c.poly(oval(x, y - h * 0.5, 30 + h * 0.14, h * 0.55), colour)
    c.wash(box(0, y - tall * 0.4, WIDTH, 640), colour, mix(colour, "#efe9d8", 0.7))


def _deck(x: float) -> float:
    return 470 - 110 * sin(pi * (x + 60) / 1720) ** 1.4


def _span(c: Canvas) -> None:
    stone, dark = "#6d7d79", "#4d625f"
    deck = [(x, _deck(x)) for x in range(-60, 1661, 20)]
    under = [(1660, 620)]
    for x, r in ARCHES:
        under += [(x + r, 620), *oval(x, 610, r, r, 0, -180), (x - r, 620)]
    c.wash([*deck, *under, (-60, 620)], stone, "#5f726e", dark)
    for _ in range(700):
        x, y = c.random.uniform(-40, WIDTH + 40), c.random.randrange(410, 612, 15)
        clear = all((x - u) ** 2 + (y - 610) ** 2 > (r + 50) ** 2 for u, r in ARCHES)
        if clear and y > _deck(x) + 22:
            shade = c.random.choice(("#8c9a92", "#566a66", "#9aa69c"))
            c.poly(lens(x, y, c.random.uniform(24, 50), 4), shade)
    for x, r in ARCHES:
        c.line(oval(x, 610, r + 14, r + 14, 180, 360), 24, "#82928b")
        for angle in range(180, 361, 9):
            c.line(turn([(r, 0), (r + 27, 0)], x, 610, angle), 2.6, dark)
        c.line(oval(x, 610, r, r, 180, 360), 4, dark)
    for drop, width, colour in ((16, 6, dark), (0, 14, "#8a9890"), (-6, 4, "#c3c8b8")):
        c.line([(x, y + drop) for x, y in deck], width, colour)


def _willow(c: Canvas) -> None:
    ink = "#223f40"
    left = smooth(outline("-20,900 10,600 6,300 -40,-20"))
    right = smooth(outline("90,-20 74,280 78,600 140,900"))
    c.poly([*left, *right], ink)
    for _ in range(60):
        x, y = c.random.uniform(-10, 76), c.random.uniform(0, 860)
        c.poly(lens(x, y, c.random.uniform(30, 90), 4, 88), "#35585680")
    for i in range(46):
        x = -20 + i * 12 + c.random.uniform(-8, 8)
        long = c.random.uniform(180, 520) * (1 - i / 70)
        stem = smooth([(x, -10), (x + 14, long * 0.5), (x + 4, long)])
        tone = c.random.choice((ink, "#2f5350", "#44695f"))
        c.line(stem, 1.8, tone)
        for px, py in stem[2::2]:
            for lean in (55, 125):
                c.poly(blade(px, py, 26, 6, lean + c.random.uniform(-12, 12)), tone)


def _heron(c: Canvas) -> None:
    ink, light = "#2b4648", "#7d9a94"
    for x in (-6, 10):
        c.line([(x, -60), (x - 2, 70)], 4, ink)
    c.poly(smooth(outline("-84,-44 -50,-88 0,-112 34,-100 24,-66 -20,-50"), closed=True), ink)
    back = "12,-78 48,-120 34,-160 18,-190 26,-222 44,-226"
    throat = "56,-216 44,-204 40,-190 56,-160 66,-118 34,-78"
    c.poly(smooth([*outline(back), *outline(throat)], closed=True), ink)
    c.poly(outline("46,-226 120,-206 48,-204"), "#c99a5c")
    c.poly(outline("44,-228 28,-222 -18,-206 26,-212"), ink)
    c.poly(smooth(outline("-74,-50 -40,-82 6,-98 -10,-74 -40,-58"), closed=True), light)
    c.disc(46, -216, 2.4, "#f0ecdc")
