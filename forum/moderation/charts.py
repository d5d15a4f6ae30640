"""Numbers become shapes: where each column and bar of a chart stands, in the units of an SVG.

Knows no row of ours and no colour: the templates draw, `admin-charts.css` paints. A drawing is
stretched to the width there is, so no letter stands in it. Every chart carries its numbers as rows
too, for those who would rather read than look.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor, log10

WIDTH, HEIGHT = 640, 200  # of a column chart's plot
BAR = 14  # the height of a bar, of the same width
GAP = 0.28  # the share of a column's place that stays empty


@dataclass(frozen=True)
class Piece:
    """A rectangle of one series; `series` numbers them from 1 and is the class that paints it."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True)
class Column:
    """One place on the horizontal axis with its stack of pieces, its label (may be "") and what
    it says when somebody points at it."""

    pieces: list[Piece]
    label: str
    title: str


@dataclass(frozen=True)
class Line:
    """A line of the grid, with the number it stands for."""

    y: float
    number: int


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart, a drawing of its own."""

    label: str
    note: str
    title: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Chart:
    """What a template draws; `rows` are the same numbers as a table, its first the head."""

    width: float
    height: float
    series: list[str]
    rows: list[Sequence]
    columns: list[Column] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    grid: list[Line] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(column.pieces for column in self.columns) and not self.bars


def columns(
    values: Sequence[Sequence[int]],
    labels: Sequence[str],
    *,
    titles: Sequence[str],
    series: list[str],
) -> Chart:
    """Stacked columns: `values` has a number per series for every place, the lowest first.

    `labels` stand below the columns ("" for none), `titles` name them in the table.
    """
    top = nice_top(max((sum(stack) for stack in values), default=0))
    step = WIDTH / max(len(values), 1)
    drawn = [
        _column(stack, left=step * i, step=step, scale=HEIGHT / top, label=label, title=title)
        for i, (stack, label, title) in enumerate(zip(values, labels, titles, strict=True))
    ]
    rows = [["", *series], *([title, *stack] for stack, title in zip(values, titles, strict=True))]
    grid = [Line(HEIGHT - HEIGHT * part / 2, top * part // 2) for part in range(3)]
    return Chart(WIDTH, HEIGHT, series, rows, columns=drawn, grid=grid)


def bars(
    values: Sequence[Sequence[int]],
    labels: Sequence[str],
    *,
    notes: Sequence[str],
    series: list[str],
) -> Chart:
    """Stacked bars, one a row, on one scale; `notes` stand at their ends."""
    most = max((sum(stack) for stack in values), default=0) or 1
    drawn = []
    for stack, label, note in zip(values, labels, notes, strict=True):
        pieces, x = [], 0.0
        for number, value in enumerate(stack, start=1):
            if value:
                width = WIDTH * value / most
                pieces.append(Piece(_round(x), 0, _round(width), BAR, number))
                x += width
        said = ", ".join(f"{name}: {value}" for name, value in zip(series, stack, strict=True))
        drawn.append(Bar(label, note, f"{label}: {said}", pieces))
    rows = [
        ["", *series, ""],
        *([label, *stack, n] for stack, label, n in zip(values, labels, notes, strict=True)),
    ]
    return Chart(WIDTH, BAR, series, rows, bars=drawn)


def nice_top(most: int) -> int:
    """The smallest even 1, 2, 4, 6, 8 or 10 × a power of ten that is not below `most`; at least 2,
    so that half of it is a whole number too."""
    if most <= 2:
        return 2
    power = 10 ** floor(log10(most))
    steps = (n * power for n in (1, 2, 4, 6, 8, 10))
    return next(step for step in steps if step >= most and step % 2 == 0)


def every(count: int, labels: Sequence[str]) -> list[str]:
    """`labels`, but only each `count`-th of them, so that they do not run into each other."""
    return [label if i % count == 0 else "" for i, label in enumerate(labels)]


def _column(stack, *, left, step, scale, label, title) -> Column:
    pieces, y = [], float(HEIGHT)
    for number, value in enumerate(stack, start=1):
        if value:
            height = value * scale
            y -= height
            x, width = left + step * GAP / 2, step * (1 - GAP)
            pieces.append(Piece(_round(x), _round(y), _round(width), _round(height), number))
    said = f"{title}: {' + '.join(str(value) for value in stack)}"
    return Column(pieces, label, said)


def _round(number: float) -> float:
    return round(number, 1)
