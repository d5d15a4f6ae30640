"""Scenes of stages waiting for somebody; whatever they share with the others is a motif."""

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
    ribbon,
    smooth,
    turn,
)


def theatre(c: Canvas) -> None:
    """An empty stage, red curtains and one spotlight."""
    c.wash(FRAME, "#14080f", "#2b0f19", "#3c1620")
    c.wash(box(60, 120, 1540, 660), "#1d0d18", "#32172a", "#5a2a35")
    c.wash(outline("60,640 1540,640 1700,800 -100,800"), "#3a1d1a", "#7d4a2c")
    for k in range(-16, 17):
        c.line([(800 + k * 48, 640), (800 + k * 72, 800)], 2.4, "#2f1616")
    _spotlight(c)
    for flip in (False, True):
        with c.at(WIDTH if flip else 0, 0, flip=flip):
            _drape(c)
    _valance(c)
    for flip in (False, True):
        with c.at(WIDTH if flip else 0, 0, flip=flip):
            _pillar(c)
    _pit(c)


def _spotlight(c: Canvas) -> None:
    with c.veil("#ffe9b8a8", 10):
        beam = outline("776,-40 824,-40 1056,716 544,716")
        c.wash(beam, "#ffffff", "#ffffffa0", "#ffffff58")
    c.glow(800, 716, 520, "#ffdf9cb0", 120)
    c.poly(oval(800, 716, 256, 44), "#f2cf93")
    c.poly(oval(800, 716, 246, 40), "#fdebc2")
    c.gouge(box(640, 690, 960, 742), 16, "#f2cf9390", 160, 3)
    for _ in range(60):
        y = c.random.uniform(160, 660)
        x = 800 + c.random.uniform(-1, 1) * (20 + y * 0.3)
        c.disc(x, y, c.random.uniform(0.8, 2.2), "#fff3d080")


def _drape(c: Canvas) -> None:
    """The left curtain, gathered at its waist."""

    def fold(k: int) -> list[tuple[float, float]]:
        top, waist, foot = 20 + k * 44, 30 + k * 18, 20 + k * 32
        hang = (top, 60), (top * 0.9 + waist * 0.1, 300), (waist, 520), (waist + 6, 560)
        return smooth([*hang, (foot, 760 + k % 2 * 8)])

    for k in range(11):
        lit = mix("#9c2029", "#d8483c", k / 11)
        c.wash([*fold(k), *reversed(fold(k + 1))], "#4a0d18", lit, "#6d1420", across=True)
    sash = ribbon(outline("-40,516 50,532 140,546 200,546 238,532"), 44)
    c.wash(sash, "#f0c46a", "#9a6428")
    for x in (204, 222):
        with c.at(x, 544):
            c.poly(mirror([(4, 0), (11, 96)]), "#c98d3c")
            c.poly(box(-7, 36, 7, 46), "#f0c46a")


def _valance(c: Canvas) -> None:
    for x in range(40, 1560, 254):
        with c.at(x, 0):
            hem = smooth(outline("-4,96 60,170 127,190 194,170 258,96"))
            c.wash([(-4, 0), *hem, (258, 0)], "#5a0f1b", "#b62c31", "#7b1722")
            for k in range(20, 100, 20):
                c.line(smooth([(2, 20 + k), (127, 30 + k * 1.7), (252, 20 + k)]), 3, "#4a0d1890")
            c.line(hem, 8, "#e2ae55")
            for u, v in hem[::2]:
                c.line([(u, v), (u, v + 18)], 2.6, "#c98d3c")
    c.poly(box(0, 0, WIDTH, 62), "#32101a")
    for y, width in ((58, 7), (14, 3)):
        c.line([(0, y), (WIDTH, y)], width, "#c98d3c")
    for x in range(16, WIDTH, 56):
        c.poly(turn(box(-10, -10, 10, 10), x, 35, 45), "#8f5a2c")
        c.disc(x + 28, 35, 4, "#c98d3c")


def _pillar(c: Canvas) -> None:
    c.poly(box(-10, 0, 66, 820), "#32101a")
    for x, width in ((62, 7), (10, 3)):
        c.line([(x, 62), (x, 820)], width, "#c98d3c")
    for y in range(100, 800, 56):
        c.poly(turn(box(-10, -10, 10, 10), 36, y, 45), "#8f5a2c")
        c.disc(36, y + 28, 4, "#c98d3c")


def _pit(c: Canvas) -> None:
    c.wash(box(0, 796, WIDTH, HEIGHT), "#8a4c26", "#1b0a10", "#12070c")
    c.line([(0, 797), (WIDTH, 797)], 4, "#d9a055")
    for x in range(110, WIDTH, 115):
        c.glow(x, 790, 90, "#ffd88ab0", 60)
        c.poly(oval(x, 806, 22, 20, 180, 360), "#2a0f14")
    for row, colour in enumerate(("#3a121b", "#1d0910")):
        for x in range(row * 61 - 122, WIDTH + 122, 122):
            with c.at(x, 852 + row * 40):
                c.poly(mirror(outline("30,-22 46,-10 52,20 54,80")), colour)
                c.line(smooth(outline("-44,-10 0,-25 44,-10")), 3, "#8f3a34")


def stage(c: Canvas) -> None:
    """A guitar and a microphone waiting under the lights."""
    c.wash(FRAME, "#120b24", "#26123a", "#4a1c4c", "#2a1230")
    for x in range(0, WIDTH, 50):
        c.wash(box(x, 0, x + 50, 720), "#00000050", "#b0407020", "#00000050", across=True)
    c.wash(box(0, 716, WIDTH, HEIGHT), "#5a2440", "#1b0c1f")
    c.gouge(box(0, 724, WIDTH, HEIGHT), 90, "#ff9a6030", 320, 5)
    for x, aim, colour in BEAMS:
        with c.veil(colour, 8):
            cone = [(x - 26, 96), (x + 26, 96), (aim + 190, 820), (aim - 190, 820)]
            c.wash(cone, "#ffffff", "#ffffff80", "#ffffff20")
        c.glow(x, 96, 150, "#ffe0c0e0")
    for x, colour in ((560, "#ff9a5cc0"), (1060, "#ff7a7aa0")):
        c.glow(x, 820, 460, colour, 76)
    _rig(c)
    with c.at(1130, 540):
        _amplifier(c)
    with c.at(560, 836):
        _microphone(c)
    with c.at(1010, 672, 0.8, 8):
        _guitar(c)


BEAMS = (  # x, where it lands, light
    (230, 560, "#ff8a4cb0"),
    (520, 400, "#e0447a90"),
    (1080, 1200, "#e0447a90"),
    (1370, 1020, "#ffb45cb0"),
)
PITCH = "#0b0716"


def _rig(c: Canvas) -> None:
    for y in (24, 70):
        c.line([(0, y), (WIDTH, y)], 8, PITCH)
    for x in range(0, WIDTH, 50):
        c.line([(x, 24), (x + 25, 70), (x + 50, 24)], 4, PITCH)
    for (x, _, _), lean in zip(BEAMS, (-24, 8, -8, 24), strict=True):
        with c.at(x, 92, 1, lean):
            c.poly(outline("-22,-40 22,-40 36,34 -36,34"), PITCH)
            c.poly(oval(0, 34, 34, 9), "#fff0cf")


def _amplifier(c: Canvas) -> None:
    c.poly(lens(170, 292, 420, 26), "#0b071690")
    c.wash(box(0, 0, 340, 290), "#2a1730", "#120a18")
    c.line([(0, 1), (340, 1)], 3, "#b0603f")
    c.poly(box(16, 64, 324, 274), "#3d2138")
    for i in range(1, 26):
        c.line([(16 + i * 12, 64), (16 + i * 12, 274)], 1.6, "#2a1528")
    for y in range(76, 274, 12):
        c.line([(16, y), (324, y)], 1.6, "#2a1528")
    c.wash(box(16, 16, 324, 52), "#d9a25a", "#8f5c34")
    for x in range(48, 270, 36):
        c.disc(x, 34, 10, "#1d1024")
        c.line([(x, 34), (x + 4, 26)], 2.4, "#f0cf9a")
    c.glow(304, 34, 40, "#ff5a4ac0")
    c.disc(304, 34, 7, "#ff5a4a")


def _microphone(c: Canvas) -> None:
    rim = "#f2a06a"
    c.poly(lens(0, 4, 300, 24), "#0b071690")
    for x, y in ((-110, 0), (110, 0), (16, 14)):
        c.line([(0, -46), (x, y)], 9, PITCH)
    c.line(outline("0,-40 0,-436 26,-466"), 10, PITCH)
    c.line([(3, -50), (3, -430)], 2, rim)
    c.poly(box(-12, -276, 12, -226), PITCH)
    cable = "-20,-410 -70,-280 -20,-120 -150,4 -330,-10 -580,44"
    c.line(smooth(outline(cable)), 5, PITCH)
    with c.at(36, -486, 1.1, 38):
        c.poly(mirror(outline("26,-64 30,-20 17,34 13,92")), PITCH)
        c.line([(26, -18), (14, 40)], 2, rim)
        c.poly(oval(0, -56, 38, 44), "#6a4560")
        for i in range(-3, 4):
            reach = (1 - (i / 3.7) ** 2) ** 0.5
            c.line([(-38 * reach, -56 + i * 12), (38 * reach, -56 + i * 12)], 2, "#1a0d22")
            c.line([(i * 10.3, -56 - 44 * reach), (i * 10.3, -56 + 44 * reach)], 2, "#1a0d22")
        c.line(oval(0, -56, 38, 44, 230, 350), 4, rim)
        c.line([(-31, -20), (31, -20)], 9, "#a2647a")


def _guitar(c: Canvas) -> None:
    """Its sound hole at the origin."""
    c.poly(lens(20, 220, 420, 34, -8), "#0b071690")
    c.line(outline("-120,226 -40,120"), 9, PITCH)
    c.line(outline("150,210 60,120"), 9, PITCH)
    body = "0,-170 70,-176 112,-140 112,-84 88,-30 108,30 152,90 148,168 90,214 0,222"
    half = smooth(outline(body))
    with c.at(6, 2, 1.04):
        c.poly(mirror(half), "#3a1420")
    c.wash(mirror(half), "#f4bd68", "#de8034", "#9a3d22")
    c.line(half[6:64], 3, "#ffe0a0")
    c.poly(smooth(outline("30,30 84,16 104,60 96,104 70,92"), closed=True), "#7a2f20")
    c.poly(mirror(outline("18,-560 22,-160 22,-20")), "#3a1c1c")
    for i in range(13):
        y = -540 + 575 * (1 - 0.92**i)
        c.line([(-20, y), (20, y)], 2.4, "#d9b27a")
    c.disc(0, 0, 54, "#e8c894")
    c.disc(0, 0, 50, "#5a2418")
    c.disc(0, 0, 45, "#160a12")
    c.poly(outline("-70,128 70,128 62,150 -62,150"), "#3a1c1c")
    c.poly(mirror(outline("22,-664 34,-650 30,-630 24,-556")), "#3a1c1c")
    for k in range(6):
        c.line([(-13 + k * 5.2, -560), (-19.5 + k * 7.8, 136)], 1.6, "#f7e6c0")
    for y in (-640, -612, -584):
        for x in (-40, 40):
            c.line([(x * 0.6, y), (x, y)], 3, "#e8c894")
            c.disc(x, y, 8, "#e8c894")
