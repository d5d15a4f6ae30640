"""Scenes under the open night sky; whatever they share with the others is a motif."""

from forum.exchange.demo.pictures.brush import Canvas
from forum.exchange.demo.pictures.geometry import (
    FRAME,
    HEIGHT,
    WIDTH,
    blade,
    box,
    lens,
    mirror,
    outline,
    oval,
    smooth,
)
from forum.exchange.demo.pictures.motifs import (
    birds,
    bough,
    clump,
    frond,
    furrow,
    pine,
    puff,
    ridge,
    stars,
)

INK = "#0b1429"


def train(c: Canvas) -> None:
    """A night train crossing a viaduct above the mist."""
    c.wash(FRAME, "#0a1330", "#152a55", "#2b5078", "#6f95a0", "#a9bfb8")
    stars(c, 150, 400, "#dfe9ea")
    c.glow(330, 190, 460, "#7fb0dca0")
    c.poly(oval(330, 190, 62, 62), "#f1ecd2")
    c.gouge(box(60, 150, 760, 270), 9, "#1f3c66", 330, 12)
    furrow(c, ridge(c, 520, 60, "#3f6783", "#8fb0b2"), 60, "#6f97a640")
    furrow(c, ridge(c, 600, 50, "#2c5070", "#86a8ad", waves=3), 90, "#7fa4ac40")
    c.glow(800, 700, 1100, "#c8d6cc80", 200)
    _viaduct(c, 430)
    steam = outline("1238,282 1215,236 1120,206 960,226 820,180 640,196 480,120")
    puff(c, steam, 54, "#4f6f8e", "#c9d3d0")
    _carriages(c)
    c.glow(800, 880, 1200, "#c3d3cce0", 190)
    ridge(c, 810, 36, "#173450", "#0c1c36", waves=3)
    for _ in range(50):
        foot = c.random.uniform(850, 950)
        pine(c, c.random.uniform(-20, WIDTH), foot, c.random.uniform(80, 230), "#0a1730")


def _viaduct(c: Canvas, deck: float) -> None:
    ink, cut = "#12233f", "#3a5d75"
    stone = box(-20, deck, WIDTH + 20, HEIGHT)[:3]
    for x in range(1560, -200, -200):
        stone += [(x + 78, HEIGHT), *oval(x, deck + 120, 74, 84, 0, -180), (x - 78, HEIGHT)]
    c.wash([*stone, (-20, HEIGHT)], ink, "#1d3a58", "#4f7586", "#8fadb0")
    for x in range(1560, -200, -200):
        c.line(oval(x, deck + 120, 82, 92, -180, 0), 5, "#2c4d69")
        c.poly(box(x - 80, deck + 120, x - 74, HEIGHT), "#7f9fae80")
        for y in range(round(deck) + 136, 880, 17):
            c.poly(lens(x + 100 + c.random.uniform(-12, 12), y, 22, 3), cut)
        for _ in range(7):
            spot = x + 100 + c.random.uniform(-42, 42), deck + c.random.uniform(24, 60)
            c.poly(lens(*spot, 26, 3), cut)
    c.poly(box(0, deck - 22, WIDTH, deck + 8), ink)
    c.line([(0, deck - 22), (WIDTH, deck - 22)], 3, "#7f9fae")
    c.line([(0, deck + 10), (WIDTH, deck + 10)], 2, cut)


def _carriages(c: Canvas) -> None:
    for x in (-140, 130, 400, 670):
        with c.at(x, 400):
            c.poly(outline("0,0 0,-66 14,-80 246,-80 260,-66 260,0"), INK)
            c.glow(130, -42, 190, "#ffb85c80", 80)
            for w in range(16, 240, 33):
                c.wash(box(w, -62, w + 26, -34), "#ffe9ae", "#ffbf63")
            c.line([(6, -24), (254, -24)], 3, "#a2583f")
            for w in (34, 66, 194, 226):
                c.disc(w, 0, 12, INK)
            c.line([(-14, -10), (4, -10)], 6, INK)
    with c.at(935, 400):
        _engine(c)


def _engine(c: Canvas) -> None:
    steel = "#5e7f94"
    c.poly(box(0, -66, 90, -4), INK)
    c.poly(outline("100,-4 100,-96 92,-100 186,-100 176,-92 176,-4"), INK)
    c.wash(box(116, -84, 152, -58), "#ffe0a0", "#ffbf63")
    c.poly(box(170, -72, 326, -18), INK)
    c.poly(oval(326, -45, 10, 27), INK)
    c.line([(178, -67), (322, -67)], 3, steel)
    for x in (206, 248):
        c.poly(oval(x, -72, 13, 15), INK)
    c.poly(outline("290,-66 291,-98 286,-106 316,-106 311,-98 312,-66"), INK)
    c.poly(box(170, -20, 350, -4), INK)
    c.poly(box(350, -24, 358, 0), "#8f3f38")
    for x, r in ((24, 13), (64, 13), (128, 22), (182, 22), (236, 22), (300, 13), (332, 13)):
        c.disc(x, 12 - r, r, INK)
        c.line(oval(x, 12 - r, r - 4, r - 4), 1.6, "#3a5d75")
    c.line([(128, -8), (236, -8)], 5, steel)
    with c.veil("#ffe3a0a0", 10):
        c.wash(outline("336,-50 720,-120 720,10"), "#ffffffff", "#ffffff20", across=True)
    c.glow(338, -50, 60, "#fff2c8")


def moon(c: Canvas) -> None:
    """A big moon over hills, and one house awake."""
    c.wash(box(0, 0, WIDTH, 700), "#0d1f3c", "#17406a", "#2f6f8c", "#8fb3a0")
    stars(c, 220, 540, "#eaf0e0")
    with c.at(980, 340):
        _full_moon(c)
    c.gouge(box(500, 300, 1400, 500), 16, "#2c678a", 460, 13)
    c.gouge(box(40, 120, 720, 430), 16, "#8fc0c030", 420, 10)
    birds(c, 780, 250, 7, "#123050")
    c.poly(box(0, 600, WIDTH, HEIGHT), "#86aaa0")
    ink = "#5e97a0", "#3f7d8e", "#265f7b", "#164562", "#0c2c49"
    for k, shade in enumerate(ink):
        y = 560 + k * 66
        crest = ridge(c, y, 34 + 4 * k, shade, ("#a3c0a6", *ink)[k], waves=2 + k % 2)
        furrow(c, crest, 50, ("#cfdcb8", *ink)[k] + "50")
        for _ in range((0, 5, 6, 6, 5)[k]):
            px, py = c.random.choice(crest)
            for _ in range(c.random.randint(2, 6)):
                spot = px + c.random.uniform(-60, 60), py + c.random.uniform(18, 34)
                pine(c, *spot, (18 + 20 * k) * c.random.uniform(0.7, 1.3), ink[min(4, k + 1)])
    with c.at(400, 790):
        _cottage(c)
    furrow(c, ridge(c, 872, 14, "#081c35", "#06142a", waves=3), 40, "#1d4a6660")


def _full_moon(c: Canvas) -> None:
    c.glow(0, 0, 640, "#8fd0d0a0")
    c.glow(0, 0, 380, "#ffe9b0c0")
    c.wash(oval(0, 0, 232, 232), "#fff8de", "#fae5b2", "#f0cd90")
    for sea in (
        "-150,-60 -110,-130 -40,-150 -10,-110 -50,-80 -40,-30 -90,10 -140,0",
        "40,-90 100,-100 150,-50 140,10 90,20 70,-20 30,-30",
        "-60,60 0,30 60,60 110,110 60,150 0,130 -30,150 -80,110",
        "-20,-40 20,-20 10,10 -30,0",
    ):
        c.poly(smooth(outline(sea), closed=True), "#e3bd8080")
    for x, y, r in ((-120, 80, 16), (120, -130, 13), (170, 60, 11), (-20, 180, 14), (-180, 20, 9)):
        c.disc(x, y, r, "#e3bd8080")
        c.disc(x + 3, y + 3, r * 0.6, "#f6dfae")


def _cottage(c: Canvas) -> None:
    ink = "#071a31"
    c.glow(92, 0, 330, "#ffbf6670", 200)
    bough(c, 300, 96, 78, -92, ink)
    c.poly(outline("0,110 0,-40 40,-104 150,-104 186,-40 186,110"), ink)
    c.poly(box(120, -134, 144, -90), ink)
    c.line(outline("-12,-34 38,-108 152,-108 198,-34"), 5, "#6fa3a5")
    for x in (26, 92):
        c.wash(box(x, -24, x + 36, 16), "#ffe6a8", "#ffb95c")
        c.line([(x + 18, -24), (x + 18, 16)], 3, ink)
        c.line([(x, -6), (x + 36, -6)], 3, ink)
    puff(c, outline("132,-142 140,-190 116,-240 150,-300 130,-350"), 20, "#3f7d8e", "#a9c6b4")


GLASS = [
    *outline("300,740 300,520 460,392 620,392 620,330"),
    *oval(800, 330, 180, 170, 180, 360),
    *outline("980,392 1140,392 1300,520 1300,740"),
]


def greenhouse(c: Canvas) -> None:
    """A glasshouse glowing at night among dark plants."""
    c.wash(FRAME, "#081726", "#0e2f3c", "#1d5257", "#2c6a5f")
    stars(c, 130, 400, "#d8ead8")
    for _ in range(22):
        x = c.random.uniform(-40, WIDTH)
        pine(c, x, 740, c.random.uniform(220, 400), "#10323a")
    c.glow(800, 500, 860, "#cfe08a90", 560)
    c.wash(box(0, 730, WIDTH, HEIGHT), "#1f4a3c", "#0a1f22")
    c.glow(800, 760, 620, "#e6dd84b0", 120)
    c.wash(outline("752,740 848,740 980,900 620,900"), "#f3e79ab0", "#cdbf7a40")
    for y in (762, 794, 840):
        half = 48 + (y - 740) * 0.82
        c.line([(800 - half, y), (800 + half, y)], 2, "#2c5a4690")
    c.wash(GLASS, "#c9d98c", "#f3e79a", "#fff0b0", "#e9cf74")
    _exotics(c)
    _frame(c)
    _border(c)


def _exotics(c: Canvas) -> None:
    for x, y, size in ((540, 570, 120), (1060, 560, 124), (800, 320, 150)):
        c.poly([(x - 9, 730), (x - 3, y), (x + 4, y), (x + 9, 730)], "#5b7a45")
        for angle in (-172, -146, -118, -92, -64, -36, -8):
            frond(c, x, y, size, angle, "#4c7a48")
    for colour, high in (("#86a558", 190), ("#3f7048", 150), ("#2a5c42", 110), ("#1d4a3c", 66)):
        reach = round(high * 0.72)
        for x in (*range(308 + reach, 746 - reach, 30), *range(854 + reach, 1292 - reach, 30)):
            size, leaves = c.random.uniform(0.6, 1) * high, c.random.randint(4, 7)
            clump(c, x, 716, size, leaves, colour, spread=80)
    for x in (400, 470, 680, 920, 1130, 1200):
        drop = c.random.uniform(500, 560)
        c.line([(x, 400 if 460 < x < 1140 else 446), (x, drop)], 2, "#2d5a44")
        for angle in range(10, 171, 20):
            c.poly(blade(x, drop, c.random.uniform(30, 66), 11, angle), "#2d5a44")


def _frame(c: Canvas) -> None:
    ink = "#0b2226"
    for x in range(300, 1301, 40):
        top = 392 + max(0, abs(x - 800) - 340) * 0.8
        if not 620 <= x <= 980:
            c.line([(x, top), (x, 740)], 3.4, ink)
    for k in range(-4, 5):
        rib = [(800 + k * 45, 330), (800 + k * 38, 240), (800 + k * 8, 162)]
        c.line([(800 + k * 45, 740), *smooth(rib)], 3.4, ink)
    for y, half in ((250, 158), (330, 180), (392, 340), (456, 420), (520, 500), (640, 500)):
        c.line([(800 - half, y), (800 + half, y)], 4, ink)
    c.line(GLASS, 9, ink)
    for x in (292, 848):
        c.wash(box(x, 700, x + 460, 748), "#1a4446", "#0d2a30")
        c.line([(x, 700), (x + 460, 700)], 3, "#7f9a5c")
    c.line([(752, 740), *oval(800, 560, 48, 50, 180, 360), (848, 740)], 8, ink)
    c.line([(800, 510), (800, 740)], 5, ink)
    with c.at(800, 0):
        c.poly(mirror(outline("3,96 6,136 14,146 30,164")), ink)


def _border(c: Canvas) -> None:
    for x in range(-20, WIDTH + 40, 38):
        away = abs(x - 800)
        if away > 190:
            shade = c.random.choice(("#0a2024", "#0e2c2b", "#133832"))
            clump(c, x, 930, 60 + away * 0.22, 6, shade)
    for flip in (False, True):
        with c.at(WIDTH if flip else 0, 900, flip=flip):
            for x, lean in ((-20, -66), (10, -84), (60, -40), (140, -24)):
                for bend in (-14, 8):
                    frond(c, x, 0, c.random.uniform(300, 400), lean + bend, "#06161b")
