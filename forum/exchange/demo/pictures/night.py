"""Scenes after dark; whatever they share with the others is a motif."""

from .brush import Canvas
from .geometry import FRAME, HEIGHT, WIDTH, blade, box, lens, mirror, oval, smooth, turn
from .motifs import birds, bough, clump, frond, gable, pine, puff, ridge, stars, windows


def lamps(c: Canvas) -> None:
    """Street lamps at dusk, doubled in a canal."""
    c.wash(box(0, 0, WIDTH, 600), "#182147", "#33386b", "#6f5384", "#c97f80", "#f5bb86", "#fbd9a2")
    c.glow(1060, 560, 760, "#ffe0a8b0", 420)
    c.gouge(box(100, 120, 1500, 440), 26, "#f7c79a38", 420, 7)
    _terrace(c, 590, "#7a5679", "#8d6480", 150, 0)
    _terrace(c, 590, "#231f45", "#2c2650", 230, 0.42)
    c.poly(box(0, 578, WIDTH, 600), "#171736")
    for x in range(90, WIDTH, 210):
        _lamp(c, x, 590, 0.26, "#171736")
    c.reflect(600, 300, "#1c214b88")
    c.wash(box(0, 600, WIDTH, HEIGHT), "#12153300", "#121533d0")
    for x in range(90, WIDTH, 210):
        c.glow(x, 740, 46, "#ffcf8ab0", 190)
    c.gouge(box(0, 606, WIDTH, 860), 150, "#f7c79a30", 120, 4)
    c.gouge(box(0, 606, WIDTH, 860), 120, "#12153370", 170, 6)
    _quay(c)


def _terrace(c: Canvas, foot: float, first: str, second: str, height: float, odds: float) -> None:
    x = -40
    while x < WIDTH:
        wide, tall = c.random.uniform(84, 128), height * c.random.uniform(0.8, 1.2)
        if c.random.random() < 0.9:
            house = gable(x, foot, wide, tall, c.random.randrange(3))
            c.poly(house, c.random.choice((first, second)))
            c.poly(box(x + wide * 0.7, foot - tall, x + wide * 0.82, foot - tall * 0.8), first)
            if odds:
                front = box(x + 6, foot - tall * 0.78, x + wide - 6, foot - 14)
                windows(c, front, 3, 4, "#f8c774", "#1a1838", odds)
        x += wide


def _lamp(c: Canvas, x: float, y: float, size: float, ink: str) -> None:
    """A street lamp standing at a point; full size is as tall as the sheet's middle third."""
    top = y - 560 * size
    c.glow(x, top, 520 * size, "#ff9a5a80")
    c.glow(x, top, 210 * size, "#ffe9b4e0")
    post = [(5, -500), (6, -330), (9, -320), (7, -300), (9, -60), (22, -40), (26, 0)]
    c.poly(turn(mirror(post), x, y, 0, size), ink)
    c.line([(x - 46 * size, y - 440 * size), (x + 46 * size, y - 440 * size)], 7 * size, ink)
    glass = mirror([(34, -610), (20, -505)])
    c.wash(turn(glass, x, y, 0, size), "#fff6d8", "#ffd684")
    roof = mirror([(4, -668), (6, -650), (30, -632), (42, -612), (38, -604)])
    c.poly(turn(roof, x, y, 0, size), ink)
    c.poly(turn(mirror([(24, -508), (16, -494)]), x, y, 0, size), ink)
    c.line([(x, y - 610 * size), (x, y - 505 * size)], 4 * size, ink)


def _quay(c: Canvas) -> None:
    ink = "#0d0f26"
    c.poly(box(0, 852, WIDTH, HEIGHT), ink)
    for y in (776, 812):
        c.line([(0, y), (WIDTH, y)], 7, ink)
    for x in range(40, WIDTH, 130):
        c.line([(x, 770), (x, 860)], 11, ink)
        c.disc(x, 766, 10, ink)
    bough(c, -60, 230, 150, -22, ink)
    _lamp(c, 1210, 860, 1.05, ink)
    birds(c, 700, 190, "#2a2450", 6)


def train(c: Canvas) -> None:
    """A night train crossing a viaduct above the mist."""
    c.wash(FRAME, "#0a1330", "#152a55", "#2b5078", "#6f95a0", "#a9bfb8")
    stars(c, 170, 430, "#dfe9ea")
    c.glow(330, 190, 420, "#cfe3e080")
    c.poly(oval(330, 190, 62, 62), "#f1ecd2")
    ridge(c, 520, 60, "#3f6783", "#8fb0b2")
    ridge(c, 590, 50, "#2c5070", "#86a8ad", waves=3)
    c.glow(800, 700, 1100, "#c8d6cc80", 200)
    _viaduct(c, 430)
    _carriages(c, 400)
    puff(
        c, [(1236, 286), (1190, 240), (1060, 210), (860, 214), (640, 170)], 58, "#5d7d96", "#c3d0d2"
    )
    c.glow(800, 860, 1200, "#c3d3cce0", 170)
    ridge(c, 800, 36, "#173450", "#0c1c36", waves=3)
    for _ in range(46):
        x = c.random.uniform(-20, WIDTH)
        pine(c, x, 880 + c.random.uniform(-30, 60), c.random.uniform(80, 210), "#0a1730")


def _viaduct(c: Canvas, deck: float) -> None:
    ink, lit = "#12233f", "#7f9fae"
    stone = [(-20, deck), (WIDTH + 20, deck), (WIDTH + 20, HEIGHT)]
    for x in range(1560, -200, -200):
        stone += [(x + 78, HEIGHT), *oval(x, deck + 120, 74, 84, 0, -180), (x - 78, HEIGHT)]
    c.wash([*stone, (-20, HEIGHT)], ink, "#1d3a58", "#4f7586", "#8fadb0")
    for x in range(1560, -200, -200):
        c.line(oval(x, deck + 120, 82, 92, -180, 0), 5, "#2c4d69")
        c.line([(x + 79, deck + 120), (x + 79, HEIGHT)], 3, "#6d93a3")
        for y in range(round(deck) + 150, 860, 26):
            c.poly(lens(x + 100 + c.random.uniform(-9, 9), y, 26, 3), "#3a5d75")
    c.poly(box(0, deck - 22, WIDTH, deck + 8), ink)
    c.line([(0, deck - 22), (WIDTH, deck - 22)], 3, lit)
    c.line([(0, deck + 10), (WIDTH, deck + 10)], 2, "#3a5d75")


def _carriages(c: Canvas, rail: float) -> None:
    ink = "#0b1429"
    for x in (-140, 130, 400, 670):
        c.poly(
            [
                (x, rail),
                (x, rail - 66),
                (x + 14, rail - 80),
                (x + 246, rail - 80),
                (x + 260, rail - 66),
                (x + 260, rail),
            ],
            ink,
        )
        c.glow(x + 130, rail - 42, 190, "#ffb85c80", 80)
        for w in range(7):
            c.wash(
                box(x + 16 + w * 33, rail - 62, x + 42 + w * 33, rail - 34), "#ffe9ae", "#ffbf63"
            )
        c.line([(x + 6, rail - 24), (x + 254, rail - 24)], 3, "#a2583f")
        for w in (34, 66, 194, 226):
            c.disc(x + w, rail + 2, 12, ink)
        c.line([(x - 14, rail - 10), (x + 4, rail - 10)], 6, ink)
    _engine(c, 935, rail, ink)


def _engine(c: Canvas, x: float, rail: float, ink: str) -> None:
    c.poly(box(x, rail - 66, x + 90, rail - 4), ink)
    c.poly(
        [
            (x + 100, rail - 4),
            (x + 100, rail - 96),
            (x + 92, rail - 100),
            (x + 186, rail - 100),
            (x + 176, rail - 92),
            (x + 176, rail - 4),
        ],
        ink,
    )
    c.poly(box(x + 116, rail - 84, x + 152, rail - 58), "#ffc670")
    c.poly(box(x + 170, rail - 70, x + 330, rail - 18), ink)
    c.line([(x + 176, rail - 66), (x + 322, rail - 66)], 4, "#5e7f94")
    for u, w, h in ((200, 12, 84), (240, 15, 82)):
        c.poly(oval(x + u, rail - h + 12, w, 16), ink)
    c.poly(
        [(x + 290, rail - 66), (x + 286, rail - 106), (x + 316, rail - 106), (x + 310, rail - 66)],
        ink,
    )
    c.poly(
        [(x + 300, rail - 18), (x + 344, rail - 18), (x + 366, rail + 6), (x + 296, rail + 6)], ink
    )
    for u, r in ((24, 13), (64, 13), (128, 22), (182, 22), (236, 22), (292, 13)):
        c.disc(x + u, rail - r + 14, r, ink)
        c.line(oval(x + u, rail - r + 14, r - 4, r - 4), 1.6, "#3a5d75")
    c.line([(x + 128, rail - 8), (x + 236, rail - 8)], 5, "#3a5d75")
    with c.veil("#ffe3a0a0", 12):
        c.wash(
            [(x + 336, rail - 48), (1640, rail - 130), (1640, rail + 10)],
            "#ffff",
            "#fff3",
            across=True,
        )
    c.glow(x + 336, rail - 48, 60, "#fff2c8")


def moon(c: Canvas) -> None:
    """A big moon over hills, and one lit window."""
    c.wash(FRAME, "#0d1f3c", "#17406a", "#2f6f8c", "#8fb3a0", "#e8d3a0")
    stars(c, 220, 560, "#eaf0e0")
    x, y = 980, 350
    c.glow(x, y, 640, "#ffe9b8a0")
    c.wash(oval(x, y, 232, 232), "#fff6d8", "#f9e2ab", "#efc98a")
    for u, v, r in (
        (-90, -70, 52),
        (-20, -120, 30),
        (60, -40, 64),
        (-60, 50, 40),
        (90, 90, 34),
        (10, 120, 48),
        (-140, 20, 22),
        (130, -110, 20),
    ):
        c.poly(oval(x + u, y + v, r, r * 0.8), "#e0b87a50")
        c.poly(oval(x + u * 1.03, y + v + 3, r * 0.7, r * 0.5), "#e0b87a38")
    c.gouge(box(620, 330, 1380, 520), 14, "#2f6f8cb0", 460, 13)
    c.gouge(box(60, 120, 800, 420), 16, "#8fc0c030", 420, 10)
    birds(c, 780, 260, "#123050", 7, 1.1)
    for y, swell, first, second in (
        (560, 40, "#5f95a0", "#d9c89a"),
        (620, 46, "#3b7488", "#86ae9e"),
        (690, 50, "#23546f", "#4b8590"),
        (760, 46, "#143a57", "#255d74"),
    ):
        crest = ridge(c, y, swell, first, second, second)
        for px, py in crest[::3] if y > 600 else ():
            pine(
                c,
                px + c.random.uniform(-30, 30),
                py + 16,
                c.random.uniform(0.05, 0.1) * (y - 350),
                first,
            )
    _cottage(c, 420, 790)
    ridge(c, 850, 26, "#0a2039", "#071628", waves=3)


def _cottage(c: Canvas, x: float, y: float) -> None:
    ink = "#0a2039"
    c.glow(x + 60, y - 40, 260, "#ffbf6660")
    c.poly(
        [
            (x, y + 40),
            (x, y - 50),
            (x + 40, y - 104),
            (x + 150, y - 104),
            (x + 186, y - 50),
            (x + 186, y + 60),
        ],
        ink,
    )
    c.poly(box(x + 120, y - 130, x + 142, y - 90), ink)
    c.line(
        [(x - 10, y - 46), (x + 40, y - 108), (x + 152, y - 108), (x + 196, y - 46)], 5, "#6fa3a5"
    )
    for u in (24, 92):
        c.wash(box(x + u, y - 36, x + u + 34, y - 2), "#ffe6a8", "#ffb95c")
        c.line([(x + u + 17, y - 36), (x + u + 17, y - 2)], 3, ink)
        c.line([(x + u, y - 20), (x + u + 34, y - 20)], 3, ink)
    puff(
        c,
        [(x + 131, y - 134), (x + 150, y - 200), (x + 120, y - 270), (x + 170, y - 340)],
        20,
        "#5b8f98",
        "#b9cfbe",
    )
    bough(c, x + 290, y + 50, 66, -92, ink)


def greenhouse(c: Canvas) -> None:
    """A glasshouse glowing at night among dark plants."""
    c.wash(FRAME, "#081726", "#0e2f3c", "#1d5257", "#2c6a5f")
    stars(c, 150, 420, "#d8ead8")
    c.glow(800, 500, 820, "#cfe08a90", 560)
    for _ in range(16):
        x = c.random.uniform(-40, WIDTH)
        pine(c, x, 740, c.random.uniform(240, 400), "#0d2b33")
    c.wash(box(0, 730, WIDTH, HEIGHT), "#1f4a3c", "#0a1f22")
    c.glow(800, 760, 620, "#e6dd84b0", 120)
    c.poly([(752, 740), (848, 740), (960, 900), (640, 900)], "#cdbf7a60")
    _glass(c)
    _border(c)


_HOUSE = [
    (300, 740),
    (300, 520),
    (460, 392),
    (620, 392),
    (620, 330),
    *oval(800, 330, 180, 170, 180, 360),
    (980, 392),
    (1140, 392),
    (1300, 520),
    (1300, 740),
]


def _glass(c: Canvas) -> None:
    ink = "#0b2226"
    c.wash(_HOUSE, "#c9d98c", "#f3e79a", "#fff0b0", "#e9cf74")
    _plants_within(c)
    for x in range(300, 1301, 40):
        top = 520 - (x - 300) * 0.8 if x < 460 else 392
        top = 520 - (1300 - x) * 0.8 if x > 1140 else top
        if not 620 <= x <= 980:
            c.line([(x, top), (x, 740)], 3.4, ink)
    for x in range(-4, 5):
        c.line(
            [
                (800 + x * 45, 740),
                (800 + x * 45, 330),
                *smooth([(800 + x * 45, 330), (800 + x * 38, 240), (800 + x * 8, 162)]),
            ],
            3.4,
            ink,
        )
    for y, x0, x1 in (
        (520, 300, 1300),
        (392, 440, 1160),
        (456, 380, 1220),
        (640, 300, 1300),
        (330, 620, 980),
        (250, 642, 958),
    ):
        c.line([(x0, y), (x1, y)], 4, ink)
    c.line([*_HOUSE], 9, ink)
    c.poly(box(292, 700, 752, 748), "#12343a")
    c.poly(box(848, 700, 1308, 748), "#12343a")
    c.line([(752, 740), (752, 560), *oval(800, 560, 48, 50, 180, 360), (848, 740)], 8, ink)
    c.line([(800, 510), (800, 740)], 5, ink)
    c.poly(turn(mirror([(4, 110), (10, 140), (26, 158)]), 800, 0), ink)


def _plants_within(c: Canvas) -> None:
    for x, y, size in ((470, 470, 150), (1130, 470, 150), (800, 330, 190)):
        c.line([(x, 720), (x + 6, (y + 720) / 2), (x, y)], 12, "#5b7a45")
        for angle in range(-170, 0, 22):
            frond(c, x, y, size, angle, "#4c7a48")
    for colour, low, high in (("#86a558", 130, 190), ("#3f7048", 100, 150), ("#1d4a3c", 60, 120)):
        for x in range(330, 1290, 46):
            if abs(x - 800) > 80:
                at = x + c.random.uniform(-16, 16)
                clump(c, at, 716, c.random.uniform(low, high), c.random.randint(4, 7), colour)
    for x in (380, 560, 700, 900, 1040, 1220):
        drop = c.random.uniform(540, 580)
        c.line([(x, 400), (x, drop)], 2, "#2d5a44")
        for angle in range(0, 181, 20):
            c.poly(blade(x, drop, 44, 11, angle), "#2d5a44")


def _border(c: Canvas) -> None:
    for x in range(-20, WIDTH + 40, 38):
        away = abs(x - 800)
        if away > 190:
            shade = c.random.choice(("#0a2024", "#0e2c2b", "#133832"))
            clump(c, x, 930, 60 + away * 0.24, 6, shade)
    for x, angle in ((-20, -60), (20, -80), (60, -35), (1620, -120), (1580, -100), (1540, -145)):
        for bend in (-14, 0, 16):
            frond(c, x, 900, 380, angle + bend, "#06161b")
