"""Shapes as lists of points on a 1600 by 900 sheet; laying colour on them is the brush's work."""

from collections.abc import Sequence
from math import cos, hypot, pi, radians, sin

WIDTH, HEIGHT = 1600, 900

Point = tuple[float, float]
Shape = Sequence[Point]


def outline(text: str) -> Shape:
    """The points written down as 'x,y x,y ...'."""
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in text.split())]


def box(x0: float, y0: float, x1: float, y1: float) -> Shape:
    """The rectangle between two corners."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


FRAME = box(0, 0, WIDTH, HEIGHT)


def lens(x: float, y: float, length: float, width: float, angle: float = 0) -> Shape:
    """A gouge's mark around its middle, pointed at both ends."""
    steps = [i / 8 for i in range(9)]
    edge = [((t - 0.5) * length, sin(pi * t) * width / 2) for t in steps]
    return turn(edge + [(u, -v) for u, v in reversed(edge[1:-1])], x, y, angle)


def blade(x: float, y: float, length: float, width: float, angle: float) -> Shape:
    """A gouge's mark growing out of a point: a leaf, a flame, a blade of grass."""
    return turn(lens(length / 2, 0, length, width), x, y, angle)


def oval(x: float, y: float, rx: float, ry: float, start: float = 0, end: float = 360) -> Shape:
    """An ellipse, or the part of it between two angles, clockwise from the right."""
    turns = [radians(start + (end - start) * i / 72) for i in range(73)]
    return [(x + rx * cos(a), y + ry * sin(a)) for a in turns]


def turn(shape: Shape, x: float, y: float, angle: float = 0) -> Shape:
    """A shape drawn around the origin, turned by degrees and moved to a place."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return [(x + u * c - v * s, y + u * s + v * c) for u, v in shape]


def mirror(half: Shape) -> Shape:
    """The whole of a shape whose right half, from top to bottom, is given around x = 0."""
    return [*half, *((-x, y) for x, y in reversed(half))]


def smooth(points: Shape, closed: bool = False) -> Shape:
    """A curve through all the points (Catmull-Rom)."""
    p = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    curve = []
    for four in zip(p, p[1:], p[2:], p[3:], strict=False):
        curve += [_between(*four, i / 10) for i in range(10)]
    return curve if closed else [*curve, points[-1]]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    """The point at t on the curve from b to c."""

    def along(k: int) -> float:
        slope = c[k] - a[k]
        bend = 2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]
        twist = 3 * (b[k] - c[k]) + d[k] - a[k]
        return b[k] + (slope + (bend + twist * t) * t) * t / 2

    return along(0), along(1)


def ribbon(points: Shape, width: float) -> Shape:
    """A band winding through all the points, pointed at both ends."""
    path = smooth(points)
    left, right = [], []
    for i, (x, y) in enumerate(path):
        (x0, y0), (x1, y1) = path[max(0, i - 1)], path[min(len(path) - 1, i + 1)]
        half = width / 2 * sin(pi * i / (len(path) - 1)) / (hypot(x1 - x0, y1 - y0) or 1)
        left.append((x - (y1 - y0) * half, y + (x1 - x0) * half))
        right.append((x + (y1 - y0) * half, y - (x1 - x0) * half))
    return [*left, *reversed(right)]
