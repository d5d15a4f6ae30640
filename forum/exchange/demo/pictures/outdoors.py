"""Scenes by daylight; whatever they share with the others is a motif."""

from math import pi, sin

from .brush import Canvas, mix
from .geometry import FRAME, HEIGHT, WIDTH, Shape, blade, box, lens, oval, smooth, turn
from .motifs import birds, crown, grass, ridge, sun, windows


def harbour(c: Canvas) -> None:
    """Small boats under a lighthouse at first light."""
    c.wash(box(0, 0, WIDTH, 540), "#2c5566", "#4f8288", "#9db8a2", "#f0d6a2", "#f6bf86")
    sun(c, 500, 470, 58, "#fff1cf", "#ffe7b0c0")
    c.gouge(box(0, 90, WIDTH, 420), 30, "#f7e2b840", 460, 10)
    birds(c, 760, 220, "#234a5a", 8, 1.1)
    c.poly(
        smooth([(-20, 540), (0, 470), (160, 440), (330, 492), (470, 520), (620, 540)]), "#7ba09a"
    )
    c.poly(
        smooth([(560, 540), (760, 512), (1000, 486), (1300, 430), (1640, 400), (1640, 540)]),
        "#6a9492",
    )
    _headland(c)
    c.reflect(540, 300, "#5f8f8f60")
    c.wash(box(0, 540, WIDTH, HEIGHT), "#f3c58f90", "#4f858ac0", "#1d4a5a", "#0f2f40")
    c.glow(500, 600, 120, "#fff0c8d0", 190)
    c.gouge(box(0, 546, WIDTH, HEIGHT), 170, "#f7dcae48", 130, 5)
    c.gouge(box(0, 560, WIDTH, HEIGHT), 130, "#0f2f4060", 190, 8)
    for x, y, size, hull in (
        (700, 590, 0.36, "#2b5663"),
        (920, 612, 0.5, "#b8563d"),
        (240, 640, 0.62, "#2b5663"),
        (1120, 690, 0.8, "#1f4452"),
        (480, 760, 1.25, "#b8563d"),
    ):
        _boat(c, x, y, size, hull)


def _headland(c: Canvas) -> None:
    rock = "#1d3c49"
    x, top, foot = 1300, 130, 452
    c.poly([(x - 34, top), (x + 34, top), (x + 56, foot), (x - 56, foot)], "#f3e6cb")
    for a, b in ((0.18, 0.38), (0.58, 0.78)):
        u, v = 34 + 22 * a, 34 + 22 * b
        y0, y1 = top + (foot - top) * a, top + (foot - top) * b
        c.poly([(x - u, y0), (x + u, y0), (x + v, y1), (x - v, y1)], "#b8563d")
    c.wash(
        [(x - 34, top), (x + 34, top), (x + 56, foot), (x - 56, foot)],
        "#1d3c4900",
        "#1d3c4920",
        "#1d3c49b0",
        across=True,
    )
    for y in (186, 268, 350):
        c.poly(box(x - 14, y, x - 2, y + 22), rock)
    c.poly(box(x - 52, top - 8, x + 52, top + 4), rock)
    for u in range(-48, 49, 16):
        c.line([(x + u, top - 8), (x + u, top - 26)], 2.4, rock)
    c.line([(x - 50, top - 26), (x + 50, top - 26)], 2.4, rock)
    c.wash(box(x - 26, top - 60, x + 26, top - 8), "#fff6d0", "#ffd98a")
    c.line([(x, top - 60), (x, top - 8)], 4, rock)
    c.poly(oval(x, top - 58, 34, 34, 180, 360), rock)
    c.line([(x, top - 90), (x, top - 112)], 5, rock)
    c.glow(x, top - 34, 190, "#fff1c0c0")
    with c.veil("#fff3cc90", 14):
        c.wash(
            [(x - 20, top - 40), (-100, top - 130), (-100, top + 40)],
            "#ffffff10",
            "#ffffff60",
            "#ffffff",
            across=True,
        )
    c.poly(
        [(1380, 452), (1380, 372), (1420, 336), (1530, 336), (1566, 372), (1566, 452)], "#e4d3b2"
    )
    c.poly([(1368, 378), (1414, 328), (1536, 328), (1580, 378)], rock)
    windows(c, box(1394, 386, 1552, 450), 3, 1, "#ffd98a", rock, 0.7)
    edge = [(980, 545), (1040, 500), (1110, 486), (1180, 452), (1300, 440), (1640, 436)]
    c.poly([*edge, (1640, 545)], rock)
    for i in range(70):
        at = c.random.uniform(1060, 1600)
        y = c.random.uniform(max(450, 545 - (at - 980) * 0.4), 540)
        c.poly(lens(at, y, c.random.uniform(16, 50), 4, 24), "#3f6a70")


def _boat(c: Canvas, x: float, y: float, size: float, hull: str) -> None:
    ink = "#12303d"

    def part(shape: Shape, colour: str) -> None:
        c.poly(turn(shape, x, y, 0, size), colour)

    part([(-110, 30), (110, 30), (70, 120), (-80, 120)], "#0f2f4058")
    part([(-8, 40), (8, 40), (2, 230), (-6, 230)], "#0f2f4058")
    part(
        smooth([(-138, -34), (-112, 10), (-70, 34), (0, 38), (80, 34), (118, 4), (140, -44)]), hull
    )
    part(
        [
            (-138, -34),
            (-40, -22),
            (60, -26),
            (140, -44),
            (134, -32),
            (60, -14),
            (-40, -10),
            (-132, -22),
        ],
        "#f3e6cb",
    )
    part([(-30, -24), (-24, -66), (60, -66), (72, -28)], "#f3e6cb")
    part([(-34, -64), (-28, -74), (68, -74), (72, -64)], ink)
    for u in (-12, 16, 44):
        part(box(u, -56, u + 16, -40), ink)
    part([(-44, -20), (-42, -300), (-37, -300), (-34, -20)], ink)
    part(smooth([(-48, -280), (-118, -150), (-128, -62)]) + [(-52, -56)], "#e9d3a4")
    part([(-30, -270), (118, -62), (-30, -56)], "#f6e7c4")
    part([(-30, -270), (118, -62), (60, -60)], "#e4c896")
    part([(-37, -300), (-12, -292), (-37, -284)], "#b8563d")


def orchard(c: Canvas) -> None:
    """Apple trees in rows over a hill in autumn."""
    c.wash(FRAME, "#9fc2bd", "#d6dcc0", "#f6e3b4")
    sun(c, 330, 180, 46, "#fff6dc", "#fff2c8b0")
    c.gouge(box(0, 60, WIDTH, 280), 22, "#fff6dc70", 420, 12)
    ridge(c, 350, 34, "#8fb0a0", "#c3c79a")
    ridge(c, 400, 30, "#7f9a78", "#c0b070", waves=3)
    hill = smooth([(-40, 520), (260, 452), (700, 400), (1100, 390), (1640, 450)])
    c.wash([*hill, (1640, HEIGHT), (-40, HEIGHT)], "#c9a24c", "#b98b3a", "#8f6a2e")
    _furrows(c)
    for z in range(9, 0, -1):
        for row in (-5, -4, -3, -2, 2, 3, 4, 5, -1, 1):
            _apple_tree(c, row + c.random.uniform(-0.06, 0.06), z * 0.5 + 0.75)
    grass(c, box(0, 860, WIDTH, 920), 260, 60, "#6f5526", "#8a6a2c", "#b98b3a")
    birds(c, 1000, 200, "#5d6b52", 7)


def _ground(row: float, z: float) -> tuple[float, float]:
    """Where a spot so many rows aside and so far away stands on the hill."""
    x = 900 + (row - 0.4) * 360 / z
    return x, 372 + 420 / z + 0.00004 * (x - 900) ** 2


def _furrows(c: Canvas) -> None:
    for row in range(-9, 10):
        near, far = 0.55, 6.5
        strip = [
            _ground(row - 0.2, near),
            _ground(row - 0.2, far),
            _ground(row + 0.2, far),
            _ground(row + 0.2, near),
        ]
        c.wash(strip, "#a9a04e", "#86883c", "#6b7434")


def _apple_tree(c: Canvas, row: float, z: float) -> None:
    x, y = _ground(row, z)
    if not -200 < x < WIDTH + 200:
        return
    r, haze = 118 / z, min(0.55, (z - 0.8) * 0.11)
    shade, light = c.random.choice(
        (
            ("#7d2f22", "#d9652f"),
            ("#94451f", "#eaa03a"),
            ("#7a5a22", "#e3b94a"),
            ("#6b6a2c", "#c6b44c"),
        )
    )
    c.poly(oval(x - r * 0.5, y + 2, r * 1.3, r * 0.2), "#4f421e80")
    c.poly(
        [
            (x - r * 0.12, y),
            (x - r * 0.06, y - r * 0.9),
            (x + r * 0.06, y - r * 0.9),
            (x + r * 0.13, y),
        ],
        mix("#4a2b20", "#c9b98a", haze),
    )
    crown(c, x, y - r * 1.35, r, mix(shade, "#d6c898", haze), mix(light, "#f0dfae", haze))
    for _ in range(12):
        u, v = c.random.uniform(-0.7, 0.7) * r, c.random.uniform(-0.6, 0.6) * r
        c.disc(x + u, y - r * 1.35 + v, r * 0.075, mix("#b3202a", "#d6a080", haze))


def bridge(c: Canvas) -> None:
    """An arched stone bridge over a river in mist."""
    c.wash(FRAME, "#b9c8c4", "#d6dbcf", "#efe9d8")
    sun(c, 1130, 230, 56, "#fdf8e8", "#fff8e0c0")
    for y, tall, colour in ((470, 90, "#b3c2bb"), (500, 130, "#9cb0a9"), (540, 170, "#84a099")):
        _wood(c, y, tall, colour)
        c.glow(800, y + 30, 1100, "#f0ecdcd0", 80)
    _span(c)
    c.glow(800, 600, 1150, "#f0ecdcc0", 70)
    c.reflect(610, 290, "#a9bbb460")
    c.wash(box(0, 610, WIDTH, HEIGHT), "#e9e6d600", "#8fa8a370", "#3f5f62d0")
    c.gouge(box(0, 616, WIDTH, HEIGHT), 120, "#f6f2e260", 190, 5)
    c.gouge(box(0, 640, WIDTH, HEIGHT), 70, "#35555a50", 220, 7)
    c.glow(800, 618, 1200, "#f4f0e2d0", 46)
    _willow(c)
    _heron(c, 1250, 806)
    for x0, x1 in ((-20, 380), (1300, 1640)):
        grass(c, box(x0, 880, x1, 930), 110, 210, "#1f3a3c", "#2b4a48", "#3a5a52")


def _wood(c: Canvas, y: float, tall: float, colour: str) -> None:
    for x in range(-40, WIDTH + 60, 34):
        h = tall * c.random.uniform(0.5, 1.1) * (0.6 + 0.5 * abs(x - 800) / 800)
        c.poly(oval(x, y - h * 0.55, 26 + h * 0.16, h * 0.55), colour)
    c.wash(box(0, y - 10, WIDTH, 640), colour, mix(colour, "#efe9d8", 0.7))


def _span(c: Canvas) -> None:
    stone, lit, dark = "#6d7d79", "#c3c8b8", "#4d625f"
    rise = [(x, 470 - 110 * sin(pi * (x + 60) / 1720) ** 1.4) for x in range(-60, 1661, 20)]
    outline = list(rise)
    for x, r in ((1330, 130), (800, 180), (270, 130)):
        outline += [(x + r, 620), *oval(x, 610, r, r * 0.98, 0, -180), (x - r, 620)]
    c.wash([*rise, (1660, 620), *outline[len(rise) :], (-60, 620)], stone, "#5f726e", dark)
    for _ in range(420):
        x = c.random.uniform(-40, WIDTH + 40)
        y = c.random.randrange(420, 612, 17)
        clear = all(
            (x - u) ** 2 + (y - 610) ** 2 > (r + 44) ** 2
            for u, r in ((1330, 130), (800, 180), (270, 130))
        )
        if clear and y > 492 - 110 * sin(pi * (x + 60) / 1720) ** 1.4:
            c.poly(lens(x, y, 44, 4), c.random.choice(("#8c9a92", "#566a66", "#9aa69c")))
    for u, r in ((1330, 130), (800, 180), (270, 130)):
        c.line(oval(u, 610, r + 14, r * 0.98 + 14, 180, 360), 24, "#7f8f88")
        for k in range(180, 361, 9):
            a = turn([(r, 0), (r + 27, 0)], u, 610, k)
            c.line(a, 2.6, dark)
        c.line(oval(u, 610, r, r * 0.98, 180, 360), 4, dark)
    c.line([(x, y + 16) for x, y in rise], 6, dark)
    c.line(rise, 14, "#8a9890")
    c.line([(x, y - 6) for x, y in rise], 4, lit)


def _willow(c: Canvas) -> None:
    ink = "#223f40"
    c.poly(
        smooth([(-20, 900), (30, 600), (20, 300), (-20, -20)])
        + [(120, -20), (110, 280), (120, 600), (170, 900)],
        ink,
    )
    for i in range(46):
        x = -20 + i * 12 + c.random.uniform(-8, 8)
        long = c.random.uniform(180, 520) * (1 - i / 70)
        stem = smooth([(x, -10), (x + 14, long * 0.5), (x + 4, long)])
        tone = c.random.choice((ink, "#2f5350", "#44695f"))
        c.line(stem, 1.8, tone)
        for px, py in stem[2::2]:
            for lean in (55, 125):
                c.poly(blade(px, py, 26, 6, lean + c.random.uniform(-12, 12)), tone)


def _heron(c: Canvas, x: float, y: float) -> None:
    ink = "#2b4648"
    for u in (-6, 10):
        c.line([(x + u, y - 60), (x + u - 2, y + 60)], 4, ink)
    c.poly(
        smooth(
            [
                (x - 70, y - 60),
                (x - 40, y - 96),
                (x + 10, y - 112),
                (x + 36, y - 96),
                (x + 20, y - 62),
                (x - 20, y - 50),
            ],
            closed=True,
        ),
        ink,
    )
    c.line(
        smooth([(x + 26, y - 96), (x + 44, y - 140), (x + 20, y - 176), (x + 34, y - 206)]), 11, ink
    )
    c.poly(
        [
            (x + 22, y - 214),
            (x + 44, y - 216),
            (x + 100, y - 202),
            (x + 44, y - 198),
            (x + 26, y - 200),
        ],
        ink,
    )
    c.poly([(x + 30, y - 214), (x - 10, y - 206), (x + 30, y - 206)], ink)
