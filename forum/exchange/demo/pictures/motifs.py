"""Things several scenes share (hills, trees, houses, boats); what only one scene has stays there."""

from math import cos, pi, radians, sin

from .brush import Canvas, mix
from .geometry import HEIGHT, WIDTH, Shape, blade, box, lens, oval, smooth, turn


def ridge(c: Canvas, y: float, swell: float, *colours: str, waves: float = 2) -> Shape:
    """A line of hills from edge to edge, filled downwards; gives back its crest."""
    a, b = c.random.uniform(0, 6), c.random.uniform(0, 6)
    turns = [(x, x / WIDTH * 2 * pi) for x in range(-20, WIDTH + 21, 20)]
    crest = [
        (x, y - swell * (sin(a + t * waves / 2) + 0.4 * sin(b + t * waves * 1.3))) for x, t in turns
    ]
    c.wash([*crest, (WIDTH + 20, HEIGHT), (-20, HEIGHT)], *colours)
    return crest


def stars(c: Canvas, count: int, bottom: float, colour: str) -> None:
    """Stars thinning out towards the bottom of the sky."""
    for _ in range(count):
        y = bottom * c.random.random() ** 1.5
        c.disc(c.random.uniform(0, WIDTH), y, c.random.uniform(0.6, 2.1), colour)


def birds(c: Canvas, x: float, y: float, colour: str, count: int = 5, size: float = 1) -> None:
    """A few birds on the wing."""
    for _ in range(count):
        at = x + c.random.gauss(0, 70) * size, y + c.random.gauss(0, 26) * size
        wings = [(-15, -4), (-7, -7), (0, 0), (8, -8), (16, -6), (8, -5), (0, 4), (-7, -4)]
        c.poly(turn(wings, *at, c.random.uniform(-15, 15), size * c.random.uniform(0.6, 1)), colour)


def pine(c: Canvas, x: float, y: float, height: float, colour: str) -> None:
    """A fir standing at a point."""
    c.poly(box(x - height * 0.02, y - height * 0.2, x + height * 0.02, y + 4), colour)
    for i in range(6):
        top, wide = y - height * (1 - i * 0.13), height * (0.06 + 0.034 * i)
        foot = top + height * 0.26
        tip = [(x, top), (x + wide, foot), (x + wide * 0.3, foot - height * 0.03)]
        c.poly([*tip, (x - wide * 0.4, foot - height * 0.03), (x - wide, foot - 3)], colour)


def bough(c: Canvas, x: float, y: float, length: float, angle: float, colour: str) -> None:
    """A bare branch and all that grows from it."""
    if length < 9:
        return
    end = x + length * cos(radians(angle)), y + length * sin(radians(angle))
    c.line([(x, y), end], length * 0.09 + 0.4, colour)
    for side in (-1, 1):
        lean = side * c.random.uniform(14, 34)
        bough(c, *end, length * c.random.uniform(0.66, 0.82), angle + lean, colour)


def crown(c: Canvas, x: float, y: float, r: float, shade: str, light: str) -> None:
    """A tree's round head, lit from the upper right and cut with leaves."""
    lobes = [(r * c.random.uniform(0.86, 1.12), i * pi / 6) for i in range(12)]
    c.poly(smooth([(x + d * cos(a), y + d * sin(a) * 0.9) for d, a in lobes], closed=True), shade)
    for i in range(60):
        d, a = r * c.random.random() ** 0.6, c.random.uniform(0, 2 * pi)
        u, v = d * cos(a), d * sin(a) * 0.85
        lit = min(1, max(0, 0.45 + (u - v) / r * 0.5 + c.random.gauss(0, 0.15)))
        leaf = lens(x + u, y + v, r * 0.3, r * 0.11, i * 47 % 180)
        c.poly(leaf, mix(shade, light, lit))


def grass(c: Canvas, area: Shape, count: int, length: float, *colours: str) -> None:
    """Blades standing up out of a rectangle, the nearer the taller."""
    (x0, y0), _, (x1, y1), _ = area
    for i in range(count):
        y = y0 + (y1 - y0) * i / count
        tall = length * (0.5 + 0.5 * i / count) * c.random.uniform(0.6, 1.2)
        x, lean = c.random.uniform(x0, x1), c.random.gauss(-90, 14)
        c.poly(blade(x, y, tall, tall * 0.07 + 1, lean), c.random.choice(colours))


def frond(c: Canvas, x: float, y: float, length: float, angle: float, colour: str) -> None:
    """A fern's or palm's leaf, bending down under its own weight."""
    droop = 60 if cos(radians(angle)) > 0 else -60
    for i in range(14):
        t = i / 13
        heading = angle + droop * t * t
        x, y = x + length / 14 * cos(radians(heading)), y + length / 14 * sin(radians(heading))
        reach = length * 0.34 * (1 - t * 0.75) * min(1, 0.4 + t * 3)
        for side in (-58, 58):
            c.poly(blade(x, y, reach, reach * 0.17 + 1, heading + side), colour)


def windows(c: Canvas, area: Shape, columns: int, rows: int, lit: str, dark: str, odds: float):
    """A grid of windows over a rectangle, some of them lit."""
    (x0, y0), _, (x1, y1), _ = area
    across, down = (x1 - x0) / columns, (y1 - y0) / rows
    for i in range(columns * rows):
        x, y = x0 + i % columns * across + across * 0.24, y0 + i // columns * down + down * 0.2
        w, h = across * 0.52, down * 0.62
        c.poly(box(x, y, x + w, y + h), lit if c.random.random() < odds else dark)
        c.line([(x + w / 2, y), (x + w / 2, y + h)], 1.6, dark)
        c.line([(x, y + h * 0.4), (x + w, y + h * 0.4)], 1.6, dark)


def gable(x: float, y: float, wide: float, height: float, kind: int) -> Shape:
    """A tall narrow house standing at (x, y): pointed, stepped or bell-gabled."""
    top = [(0.5, 1.0)]
    if kind == 1:
        top = [(0.16, 0.8), (0.16, 0.87), (0.3, 0.87), (0.3, 0.94), (0.42, 0.94), (0.42, 1.0)]
    elif kind == 2:
        top = [(0.14, 0.8), (0.2, 0.87), (0.3, 0.9), (0.34, 0.97), (0.42, 1.0)]
    left = [(0, 0), (0, 0.8), *top]
    right = [(1 - u, v) for u, v in reversed(left)]
    return [(x + u * wide, y - v * height) for u, v in [*left, *right]]


def puff(c: Canvas, points: Shape, size: float, shade: str, light: str) -> None:
    """Smoke along a path, growing as it goes, lit from above."""
    path = smooth(points)[::4]
    for colour, drop, share in (
        (shade, 0.0, 1.0),
        (mix(shade, light, 0.5), 0.2, 0.8),
        (light, 0.36, 0.56),
    ):
        for i, (x, y) in enumerate(path):
            r = size * (0.2 + 0.8 * i / len(path))
            wobble = c.random.uniform(0.8, 1.15)
            c.disc(
                x + r * 0.3 * sin(i * 2.3),
                y - r * drop + r * 0.3 * sin(i * 1.7),
                r * share * wobble,
                colour,
            )


def clump(c: Canvas, x: float, y: float, size: float, count: int, *colours: str) -> None:
    """Broad leaves rising from one root."""
    for i in range(count):
        angle = -165 + 150 * (i + c.random.uniform(-0.4, 0.4)) / max(1, count - 1)
        long = size * c.random.uniform(0.7, 1.1)
        c.poly(blade(x, y, long, long * 0.2, angle), c.random.choice(colours))


def sun(c: Canvas, x: float, y: float, r: float, colour: str, halo: str) -> None:
    """A plain disc in the sky within its glow."""
    c.glow(x, y, r * 6, halo)
    c.poly(oval(x, y, r, r), colour)
