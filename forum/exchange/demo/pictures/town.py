"""Scenes of streets and roofs; whatever they share with the others is a motif."""

from forum.exchange.demo.pictures.brush import Canvas, mix
from forum.exchange.demo.pictures.geometry import (
    HEIGHT,
    WIDTH,
    box,
    lens,
    mirror,
    outline,
    oval,
    ribbon,
    smooth,
)
from forum.exchange.demo.pictures.motifs import birds, bough, gable, puff, sun, windows


def lamps(c: Canvas) -> None:
    """Street lamps at dusk, doubled in a canal."""
    c.wash(box(0, 0, WIDTH, 600), "#182147", "#33386b", "#6f5384", "#c97f80", "#f5bb86", "#fbd9a2")
    c.glow(1060, 560, 760, "#ffe0a8b0", 420)
    c.gouge(box(100, 120, 1500, 440), 26, "#f7c79a38", 420, 7)
    with c.at(640, 590):
        c.poly(mirror(outline("2,-330 8,-280 30,-200 34,-196 34,0")), "#86587a")
    _terrace(c, "#7a5679", "#8d6480", 150, 0)
    _terrace(c, "#231f45", "#2c2650", 230, 0.42)
    c.poly(box(0, 578, WIDTH, 600), "#171736")
    for x in range(90, WIDTH, 210):
        with c.at(x, 590, 0.26):
            _lamp(c, "#171736")
    c.reflect(600, 300, "#1c214b88")
    c.wash(box(0, 600, WIDTH, HEIGHT), "#12153300", "#121533d0")
    for x in range(90, WIDTH, 210):
        c.glow(x, 740, 46, "#ffcf8ab0", 190)
    c.gouge(box(0, 606, WIDTH, 860), 150, "#f7c79a30", 120, 4)
    c.gouge(box(0, 606, WIDTH, 860), 120, "#12153370", 170, 6)
    with c.at(520, 716):
        _skiff(c)
    _quay(c)


def _terrace(c: Canvas, first: str, second: str, height: float, odds: float) -> None:
    x, foot = -40, 590
    while x < WIDTH:
        wide, tall = c.random.uniform(84, 128), height * c.random.uniform(0.8, 1.2)
        if c.random.random() < 0.9:
            c.poly(
                gable(x, foot, wide, tall, c.random.randrange(3)), c.random.choice((first, second))
            )
            c.poly(box(x + wide * 0.7, foot - tall, x + wide * 0.82, foot - tall * 0.8), first)
            if odds:
                front = box(x + 6, foot - tall * 0.78, x + wide - 6, foot - 14)
                windows(c, front, 3, 4, "#f8c774", "#1a1838", odds)
        x += wide


def _lamp(c: Canvas, ink: str) -> None:
    """A street lamp standing at the origin, 668 high."""
    c.glow(0, -560, 520, "#ff9a5a80")
    c.glow(0, -560, 210, "#ffe9b4e0")
    c.poly(mirror(outline("5,-500 6,-330 9,-320 7,-300 9,-60 22,-40 26,0")), ink)
    c.line([(-46, -440), (46, -440)], 7, ink)
    c.wash(mirror([(34, -610), (20, -505)]), "#fff6d8", "#ffd684")
    c.poly(mirror(outline("4,-668 6,-650 30,-632 42,-612 38,-604")), ink)
    c.poly(mirror([(24, -508), (16, -494)]), ink)
    c.line([(0, -610), (0, -505)], 4, ink)


def _skiff(c: Canvas) -> None:
    ink = "#12122e"
    c.poly(lens(0, 30, 290, 34), "#0d0f26a0")
    c.poly(smooth(outline("-150,-14 -110,12 -40,22 50,22 112,10 146,-20")), ink)
    c.line([(-40, 0), (96, -58)], 4, ink)
    c.poly(outline("-40,-2 -30,-30 -10,-30 6,-2"), ink)
    c.line(smooth(outline("-150,-14 -60,-2 60,-4 146,-20")), 3, "#c98a7c")


def _quay(c: Canvas) -> None:
    ink = "#0d0f26"
    c.poly(box(0, 852, WIDTH, HEIGHT), ink)
    for y in (776, 812):
        c.line([(0, y), (WIDTH, y)], 7, ink)
    for x in range(40, WIDTH, 130):
        c.line([(x, 770), (x, 860)], 11, ink)
        c.disc(x, 766, 10, ink)
    bough(c, -60, 230, 150, -22, ink)
    with c.at(1210, 860, 1.05):
        _lamp(c, ink)
    birds(c, 700, 190, 6, "#2a2450")


ROWS = (  # foot, height, width, roof, wall
    (520, 60, 90, "#cf9292", "#e0a596"),
    (580, 84, 130, "#a9708a", "#c08a92"),
    (660, 110, 180, "#764f78", "#94688a"),
    (780, 140, 270, "#4a3560", "#5e4670"),
)


def rooftops(c: Canvas) -> None:
    """Roofs and chimneys at sunrise."""
    c.wash(box(0, 0, WIDTH, 700), "#54689a", "#9a86a8", "#dd9a9a", "#f7b988", "#fee0a4")
    sun(c, 1060, 452, 104, "#fff0c4", "#ffdf9cc0")
    c.gouge(box(0, 100, WIDTH, 430), 30, "#ffe3c080", 460, 12)
    birds(c, 760, 220, 9, "#5a4a70")
    with c.at(600, 520):
        c.poly(mirror(outline("3,-250 6,-214 16,-196 18,-170 70,-130 88,-80 88,80")), "#c98f94")
    for x in (410, 790):
        with c.at(x, 520):
            c.poly(mirror(outline("2,-190 20,-110 24,-100 24,80")), "#c98f94")
    for foot, tall, wide, roof, wall in ROWS:
        c.glow(1060, foot - 50, 900, "#ffd9a060", 130)
        _row(c, foot, tall, wide, roof, wall)
    _near_roof(c)


def _row(c: Canvas, y: float, tall: float, wide: float, roof: str, wall: str) -> None:
    x, lit = -wide / 2, mix(roof, "#ffd0a0", 0.55)
    while x < WIDTH:
        w, h = wide * c.random.uniform(0.8, 1.3), tall * c.random.uniform(0.75, 1.2)
        with c.at(x + w * c.random.choice((0.24, 0.74)), y - h * 0.6, wide * 0.12):
            _chimney(c, roof, lit, c.random.uniform(1.2, 3), c.random.randint(1, 3))
        c.poly(box(x, y, x + w, HEIGHT), wall)
        ridge, eaves = y - h * 0.8, y + 4
        if c.random.random() < 0.5:
            peak = [(x - 6, eaves), (x + w / 2, y - h), (x + w + 6, eaves)]
            c.poly(peak, wall)
            c.line(peak, wide * 0.045, roof)
            attic = box(x + w * 0.36, y - h * 0.5, x + w * 0.64, y - h * 0.05)
            windows(c, attic, 1, 1, "#ffd98a", roof, 0.4)
        else:
            left, right = x + w * 0.12, x + w * 0.88
            c.poly([(x - 8, eaves), (left, ridge), (right, ridge), (x + w + 8, eaves)], roof)
            c.line([(left, ridge), (right, ridge)], 3, lit)
            c.gouge(box(left, ridge + 8, right, y - 4), round(w / 12), wall, w * 0.16, 3)
        windows(c, box(x + 8, y + 12, x + w - 8, y + wide * 0.9), 3, 2, "#ffd98a", roof, 0.25)
        x += w


def _chimney(c: Canvas, ink: str, lit: str, tall: float, pots: int) -> None:
    """A stack two wide around the origin, lit from the right, with its pots."""
    c.poly(box(-1, -tall, 1, 2), ink)
    c.poly(box(-1.25, -tall - 0.2, 1.25, -tall + 0.3), ink)
    c.poly(box(0.9, -tall + 0.3, 1, 1), lit)
    for k in range(pots):
        x = (k - (pots - 1) / 2) * 0.75
        c.poly(
            [(x - 0.22, -tall - 1), (x + 0.22, -tall - 1), (x + 0.3, -tall), (x - 0.3, -tall)], ink
        )


def _near_roof(c: Canvas) -> None:
    ink, lit = "#2a1d3c", "#e89a7c"
    puff(c, outline("304,408 316,350 280,290 330,220 290,140 330,70"), 44, "#8f7a9e", "#f0c0ac")
    with c.at(330, 690, 62):
        _chimney(c, ink, lit, 3.6, 2)
    c.poly(outline("-20,700 640,700 860,900 -20,900"), ink)
    for row in range(9):
        for i in range(36):
            x = -20 + i * 30 + row % 2 * 15 + row * 3
            if x < 610 + row * 26:
                tile = "#3c2a50" if (i * 7 + row * 3) % 5 else "#4b3560"
                c.poly(oval(x, 712 + row * 24, 15, 17, 0, 180), tile)
    c.line([(-20, 700), (640, 700)], 12, ink)
    c.line([(-20, 695), (640, 695)], 3, lit)
    with c.at(540, 694):
        _cat(c, ink, lit)
    c.line([(1330, 900), (1330, 560)], 6, ink)
    for y, half in ((570, 70), (600, 56), (630, 44)):
        c.line([(1330 - half, y), (1330 + half, y)], 4, ink)


def _cat(c: Canvas, ink: str, lit: str) -> None:
    back = "-34,2 -38,-30 -22,-64 2,-86 4,-104 8,-124 17,-112 27,-112 36,-124 40,-102 36,-84 22,-74"
    c.poly([*outline(back), (26, -40), (24, 2)], ink)
    c.poly(ribbon(outline("-10,-4 -52,2 -76,30 -66,66 -86,84"), 13), ink)
    c.line(outline("40,-102 36,-84 23,-73 27,-40 25,0"), 2.4, lit)
