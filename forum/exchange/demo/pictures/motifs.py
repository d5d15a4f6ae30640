"""Things several scenes share (hills, trees, smoke); what one scene has alone stays there."""

from itertools import pairwise
from math import atan2, cos, degrees, pi, radians, sin

from forum.exchange.demo.pictures.brush import Canvas, mix
from forum.exchange.demo.pictures.geometry import (
    HEIGHT,
    WIDTH,
    Shape,
    blade,
    box,
    lens,
    outline,
    oval,
    smooth,
)

BIRD = outline("-15,-4 -7,-7 0,0 8,-8 16,-6 8,-5 0,4 -7,-4")


def sun(c: Canvas, x: float, y: float, r: float, colour: str, halo: str) -> None:
    """A plain disc in the sky within its glow."""
    c.glow(x, y, r * 6, halo)
    c.poly(oval(x, y, r, r), colour)


def stars(c: Canvas, count: int, bottom: float, colour: str) -> None:
    """Stars thinning out towards the bottom of the sky."""
    for _ in range(count):
        y = bottom * c.random.random() ** 1.5
        c.disc(c.random.uniform(0, WIDTH), y, c.random.uniform(0.6, 2.1), colour)


def birds(c: Canvas, x: float, y: float, count: int, colour: str) -> None:
    """A few birds on the wing."""
    for _ in range(count):
        size, angle = c.random.uniform(0.6, 1.1), c.random.uniform(-15, 15)
        with c.at(x + c.random.gauss(0, 70), y + c.random.gauss(0, 28), size, angle):
            c.poly(BIRD, colour)


def ridge(c: Canvas, y: float, swell: float, *colours: str, waves: float = 2) -> Shape:
    """A line of hills from edge to edge, filled downwards; gives back its crest."""
    a, b = c.random.uniform(0, 6), c.random.uniform(0, 6)
    turns = [(x, x / WIDTH * 2 * pi) for x in range(-20, WIDTH + 21, 20)]
    crest = [
        (x, y - swell * (sin(a + t * waves / 2) + 0.4 * sin(b + t * waves * 1.3))) for x, t in turns
    ]
    c.wash([*crest, (WIDTH + 20, HEIGHT), (-20, HEIGHT)], *colours)
    return crest


def furrow(c: Canvas, crest: Shape, depth: float, colour: str) -> None:
    """Cuts following the slope of a hill, fewer further down."""
    for (x0, y0), (x1, y1) in pairwise(crest):
        slope = degrees(atan2(y1 - y0, x1 - x0))
        for _ in range(2):
            drop = 8 + depth * c.random.random() ** 2
            long = c.random.uniform(24, 80)
            c.poly(lens(x0 + c.random.uniform(0, 20), y0 + drop, long, 3, slope * 0.9), colour)


def pine(c: Canvas, x: float, y: float, height: float, colour: str) -> None:
    """A fir standing at a point."""
    c.poly(box(x - height * 0.02, y - height * 0.2, x + height * 0.02, y + 4), colour)
    for i in range(6):
        top, wide = y - height * (1 - i * 0.13), height * (0.06 + 0.034 * i)
        foot, inner = top + height * 0.26, top + height * 0.23
        tier = (x, top), (x + wide, foot), (x + wide * 0.3, inner)
        c.poly([*tier, (x - wide * 0.4, inner), (x - wide, foot)], colour)


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
    lobes = [(r * c.random.uniform(0.88, 1.1), i * pi / 6) for i in range(12)]
    c.poly(
        smooth([(x + d * cos(a), y + d * sin(a) * 0.9) for d, a in lobes], closed=True),
        mix(shade, light, 0.1),
    )
    for i in range(round(14 + r * 1.2)):
        d, a = r * c.random.random() ** 0.6, c.random.uniform(0, 2 * pi)
        u, v = d * cos(a), d * sin(a) * 0.88
        lit = min(1, max(0, 0.4 + (u - v) / r * 0.45 + c.random.gauss(0, 0.15)))
        leaf = lens(x + u, y + v, 3 + r * 0.22, 1 + r * 0.08, i * 47 % 180)
        c.poly(leaf, mix(shade, light, lit))


def grass(c: Canvas, area: Shape, count: int, length: float, *colours: str) -> None:
    """Blades standing up out of a rectangle, the nearer the taller."""
    (x0, y0), _, (x1, y1), _ = area
    for i in range(count):
        y = y0 + (y1 - y0) * i / count
        tall = length * (0.5 + 0.5 * i / count) * c.random.uniform(0.6, 1.2)
        x, lean = c.random.uniform(x0, x1), c.random.gauss(-90, 14)
        c.poly(blade(x, y, tall, tall * 0.07 + 1, lean), c.random.choice(colours))


def clump(
    c: Canvas, x: float, y: float, size: float, count: int, *colours: str, spread: float = 150
) -> None:
    """Broad leaves rising from one root, fanned over so many degrees."""
    for i in range(count):
        angle = spread * ((i + c.random.uniform(-0.4, 0.4)) / (count - 1) - 0.5) - 90
        long = size * c.random.uniform(0.7, 1.1)
        c.poly(blade(x, y, long, long * 0.2, angle), c.random.choice(colours))


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


def puff(c: Canvas, points: Shape, size: float, shade: str, light: str) -> None:
    """Smoke along a path, swelling as it goes and lit from above."""
    path = smooth(points)
    rounds = []
    for i, (x, y) in enumerate(path):
        r = size * (0.16 + 0.84 * i / len(path)) * c.random.uniform(0.8, 1.15)
        rounds.append((x + r * 0.4 * sin(i * 2.4), y + r * 0.4 * sin(i * 1.3 + 1), r))
    for share, lift in ((1, 0), (0.76, 0.2), (0.5, 0.42)):
        for x, y, r in rounds:
            c.disc(x + r * lift * 0.4, y - r * lift, r * share, mix(light, shade, share * 2 - 1))


def gable(x: float, y: float, wide: float, height: float, kind: int) -> Shape:
    """A tall narrow house standing at (x, y): pointed (0), stepped (1) or bell-gabled (2)."""
    tops = (
        "0.5,1",
        "0.16,0.8 0.16,0.87 0.3,0.87 0.3,0.94 0.42,0.94 0.42,1",
        "0.14,0.8 0.2,0.87 0.3,0.9 0.34,0.97 0.42,1",
    )
    left = [(0, 0), (0, 0.8), *outline(tops[kind])]
    right = [(1 - u, v) for u, v in reversed(left)]
    return [(x + u * wide, y - v * height) for u, v in [*left, *right]]


def windows(
    c: Canvas, area: Shape, columns: int, rows: int, lit: str, dark: str, odds: float
) -> None:
    """A grid of windows over a rectangle, some of them lit."""
    (x0, y0), _, (x1, y1), _ = area
    across, down = (x1 - x0) / columns, (y1 - y0) / rows
    for i in range(columns * rows):
        x, y = x0 + i % columns * across + across * 0.24, y0 + i // columns * down + down * 0.2
        w, h = across * 0.52, down * 0.62
        c.poly(box(x, y, x + w, y + h), lit if c.random.random() < odds else dark)
        c.line([(x + w / 2, y), (x + w / 2, y + h)], 1.6, dark)
        c.line([(x, y + h * 0.4), (x + w, y + h * 0.4)], 1.6, dark)
