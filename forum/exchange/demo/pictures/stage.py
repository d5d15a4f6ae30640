"""The two scenes on boards, a theatre and a singer's corner; other rooms are indoors."""

from .brush import Canvas, mix
from .geometry import FRAME, HEIGHT, WIDTH, box, mirror, oval, smooth, turn


def theatre(c: Canvas) -> None:
    """An empty stage, red curtains and one spotlight."""
    c.wash(FRAME, "#14080f", "#2b0f19", "#3c1620")
    c.wash(box(240, 120, 1360, 660), "#1d0d18", "#32172a", "#5a2a35")
    c.poly([(200, 640), (1400, 640), (1640, 800), (-40, 800)], "#5b3424")
    c.wash([(200, 640), (1400, 640), (1640, 800), (-40, 800)], "#2a131690", "#8a542e60")
    for i in range(-14, 15):
        c.line([(800 + i * 46, 640), (800 + i * 68, 800)], 2.4, "#3a1c18")
    _spotlight(c)
    _drapes(c)
    _valance(c)
    _pit(c)


def _spotlight(c: Canvas) -> None:
    with c.veil("#ffe9b8a8", 12):
        c.wash(
            [(770, -40), (830, -40), (1060, 716), (540, 716)], "#ffffff", "#ffffffa0", "#ffffff58"
        )
    c.glow(800, 716, 480, "#ffdf9c90", 110)
    with c.veil("#fff0c8e8", 4):
        c.poly(oval(800, 716, 256, 44), "#fff")
    for _ in range(60):
        y = c.random.uniform(140, 660)
        x = 800 + c.random.uniform(-1, 1) * (40 + y * 0.26)
        c.disc(x, y, c.random.uniform(0.8, 2.2), "#fff3d080")


def _drapes(c: Canvas) -> None:
    for side in (-1, 1):
        for i in range(11):

            def at(u: float, y: float, side=side) -> tuple[float, float]:
                return 800 + side * (760 - u), y

            spread = lambda k: (60 + k * 40, 60 + k * 17, 60 + k * 28)
            (a0, a1, a2), (b0, b1, b2) = spread(i), spread(i + 1)
            left = smooth(
                [
                    at(a0, 60),
                    at(a0 * 0.9 + a1 * 0.1, 300),
                    at(a1, 520),
                    at(a1 + 6, 560),
                    at(a2, 760),
                ]
            )
            right = smooth(
                [
                    at(b0, 60),
                    at(b0 * 0.9 + b1 * 0.1, 300),
                    at(b1, 520),
                    at(b1 + 6, 560),
                    at(b2, 764),
                ]
            )
            lit = mix("#a3242c", "#d8483c", i / 11)
            c.wash([*left, *reversed(right)], "#4a0d18", lit, "#6d1420", across=True)
        c.wash([at(40, 528), at(270, 520), at(272, 552), at(40, 566)], "#e9b95c", "#8f5a24")


def _valance(c: Canvas) -> None:
    for i in range(6):
        x = 40 + i * 254
        swag = [
            (x, 0),
            (x + 250, 0),
            *smooth([(x + 250, 96), (x + 190, 170), (x + 125, 190), (x + 60, 170), (x, 96)]),
        ]
        c.wash(swag, "#5a0f1b", "#b62c31", "#7b1722")
        for k in range(1, 5):
            c.line(
                smooth([(x + 6, 20 + k * 20), (x + 125, 30 + k * 34), (x + 244, 20 + k * 20)]),
                3,
                "#4a0d1890",
            )
        hem = smooth([(x, 96), (x + 60, 170), (x + 125, 190), (x + 190, 170), (x + 250, 96)])
        c.line(hem, 8, "#e2ae55")
        for px, py in hem[::2]:
            c.line([(px, py), (px, py + 18)], 2.6, "#c98d3c")
    c.wash(box(0, 0, WIDTH, 60), "#2a0d14", "#7a4a22", "#e2ae55", "#7a4a22")
    for x0, x1 in ((-10, 60), (1540, 1610)):
        c.wash(
            box(x0, 0, x1, 820), "#3a1a16", "#c98d3c", "#e8c377", "#8f5a24", "#3a1a16", across=True
        )


def _pit(c: Canvas) -> None:
    c.wash(box(0, 796, WIDTH, HEIGHT), "#8a4c26", "#1b0a10", "#12070c")
    for x in range(110, WIDTH, 115):
        c.glow(x, 792, 90, "#ffd88ab0", 60)
        c.poly(oval(x, 806, 24, 22, 180, 360), "#2a0f14")
    for row, (y, colour) in enumerate(((852, "#3a121b"), (892, "#1d0910"))):
        for i in range(-1, 15):
            x = i * 122 + row * 61
            seat = mirror([(30, -22), (46, -10), (52, 20), (54, 80)])
            c.poly(turn(seat, x, y), colour)
            c.line(smooth([(x - 44, y - 10), (x, y - 25), (x + 44, y - 10)]), 3, "#8f3a34")


def stage(c: Canvas) -> None:
    """A guitar and a microphone waiting under the lights."""
    c.wash(FRAME, "#120b24", "#26123a", "#4a1c4c", "#2a1230")
    for x in range(0, WIDTH, 50):
        c.wash(box(x, 0, x + 50, 720), "#00000050", "#b0407020", "#00000050", across=True)
    for x, aim, colour in (
        (200, 620, "#ff8a4c90"),
        (480, 420, "#e0447a80"),
        (1120, 1180, "#e0447a80"),
        (1400, 980, "#ffb45c90"),
    ):
        _beam(c, x, aim, colour)
    c.wash(box(0, 716, WIDTH, HEIGHT), "#5a2440", "#1b0c1f")
    c.gouge(box(0, 724, WIDTH, HEIGHT), 90, "#ff9a6030", 320, 5)
    for x, colour in ((520, "#ff9a5ca0"), (1040, "#ff7a7a80")):
        c.glow(x, 800, 460, colour, 80)
    _rig(c)
    _amplifier(c, 1020, 520)
    _microphone(c, 590, 836)
    _guitar(c, 990, 640)


def _beam(c: Canvas, x: float, aim: float, colour: str) -> None:
    with c.veil(colour, 10):
        c.wash(
            [(x - 26, 96), (x + 26, 96), (aim + 190, 800), (aim - 190, 800)],
            "#ffffff",
            "#ffffff70",
            "#ffffff18",
        )
    c.glow(x, 96, 150, "#fff0d0e0")


def _rig(c: Canvas) -> None:
    ink = "#0b0716"
    for y in (24, 70):
        c.line([(0, y), (WIDTH, y)], 8, ink)
    for x in range(0, WIDTH, 50):
        c.line([(x, 24), (x + 25, 70), (x + 50, 24)], 4, ink)
    for x, lean in ((200, -24), (480, 4), (1120, -4), (1400, 24)):
        c.poly(turn([(-22, -40), (22, -40), (36, 34), (-36, 34)], x, 92, lean), ink)
        c.poly(turn(oval(0, 34, 34, 9), x, 92, lean), "#fff0cf")


def _amplifier(c: Canvas, x: float, y: float) -> None:
    c.wash(box(x + 60, y, x + 400, y + 290), "#1d1024", "#0f0915")
    c.poly(box(x + 76, y + 64, x + 384, y + 274), "#3d2138")
    for i in range(26):
        c.line([(x + 76 + i * 12, y + 64), (x + 76 + i * 12, y + 274)], 1.6, "#2a1528")
    for i in range(18):
        c.line([(x + 76, y + 64 + i * 12), (x + 384, y + 64 + i * 12)], 1.6, "#2a1528")
    c.wash(box(x + 76, y + 16, x + 384, y + 52), "#d9a25a", "#8f5c34")
    for i in range(7):
        c.disc(x + 108 + i * 36, y + 34, 10, "#1d1024")
    c.disc(x + 364, y + 34, 7, "#ff5a4a")
    c.glow(x + 364, y + 34, 40, "#ff5a4ac0")


def _microphone(c: Canvas, x: float, foot: float) -> None:
    ink, rim = "#0b0716", "#f2a06a"
    for u in (-110, 110, 16):
        c.line([(x, foot - 46), (x + u, foot + (0 if u != 16 else 14))], 9, ink)
    c.line([(x, foot - 40), (x, 400)], 9, ink)
    c.line([(x + 4, foot - 50), (x + 4, 410)], 2, rim)
    c.poly(box(x - 11, 560, x + 11, 610), ink)
    c.line([(x, 404), (x + 26, 372)], 12, ink)
    head = mirror([(26, -64), (30, -20), (17, 34), (13, 92)])
    c.poly(turn(head, x + 36, 350, 38), ink)
    c.poly(turn(oval(0, -56, 38, 44), x + 36, 350, 38), "#54344f")
    for i in range(-3, 4):
        c.line(turn([(-36, -56 + i * 12), (36, -56 + i * 12)], x + 36, 350, 38), 2, "#1a0d22")
        c.line(turn([(i * 11, -96), (i * 11, -16)], x + 36, 350, 38), 2, "#1a0d22")
    c.line(turn(oval(0, -56, 38, 44, 200, 330), x + 36, 350, 38), 4, rim)
    c.line(turn([(-31, -20), (31, -20)], x + 36, 350, 38), 9, "#a2647a")
    cable = smooth(
        [(x - 20, 430), (x - 70, 560), (x - 20, 720), (x - 150, 840), (x - 420, 826), (-20, 880)]
    )
    c.line(cable, 5, ink)


def _guitar(c: Canvas, x: float, y: float) -> None:
    tilt = 9

    def part(shape, colour):
        c.poly(turn(shape, x, y, tilt), colour)

    body = smooth(
        [
            (0, -170),
            (70, -176),
            (112, -140),
            (112, -84),
            (88, -30),
            (108, 30),
            (152, 90),
            (148, 168),
            (90, 214),
            (0, 222),
        ]
    )
    whole = mirror(body)
    part(turn(whole, 0, 0, 0, 1.05), "#0b0716")
    c.wash(turn(whole, x, y, tilt), "#f0b25c", "#d9782e", "#9a3d22")
    part(mirror([(18, -560), (22, -160), (22, -20)]), "#3a1c1c")
    for i in range(13):
        v = -540 + 380 * (1 - 0.92**i) / (1 - 0.92**13)
        c.line(turn([(-20, v), (20, v)], x, y, tilt), 2.4, "#d9b27a")
    c.disc(*turn([(0, 0)], x, y, tilt)[0], 52, "#5a2418")
    c.disc(*turn([(0, 0)], x, y, tilt)[0], 45, "#160a12")
    part([(-70, 128), (70, 128), (62, 150), (-62, 150)], "#3a1c1c")
    part(mirror([(28, -660), (34, -640), (24, -556)]), "#3a1c1c")
    for i in range(6):
        u = -13 + i * 5.2
        c.line(turn([(u, -560), (u * 1.5, 136)], x, y, tilt), 1.4, "#f7e6c0")
    for v in (-640, -612, -584):
        for side in (-40, 40):
            c.disc(*turn([(side, v)], x, y, tilt)[0], 8, "#e8c894")
