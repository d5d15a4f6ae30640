"""What is measured, the bar of each, and the table of what came out. Knows no server."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median

from tests.bench.site.wrk import Load

MET, MISSED, REPORTED, UNKNOWN = "met", "MISSED", "", "?"


@dataclass(frozen=True)
class Measure:
    """A row. `least` or `most` is its bar; without either it is only reported."""

    key: str
    label: str
    unit: str = "x"
    least: float | None = None
    most: float | None = None

    @property
    def bar(self) -> str:
        if self.least is not None:
            return f">= {shown(self.least, self.unit)}"
        return "report" if self.most is None else f"<= {shown(self.most, self.unit)}"

    def verdict(self, value: float | None) -> str:
        if self.least is None and self.most is None:
            return REPORTED
        if value is None:
            return UNKNOWN
        is_met = value >= self.least if self.least is not None else value <= self.most
        return MET if is_met else MISSED


@dataclass(frozen=True)
class Found:
    """What was measured, each round's value; `detail` says what it was made of. No value: why."""

    values: Sequence[float] = ()
    detail: str = ""

    @property
    def value(self) -> float | None:
        return median(self.values) if self.values else None


MEASURES = (
    Measure("constant", "constant page of 30 kB, 2 workers", "req/s"),
    Measure("warm", "page 1 of 263 comments, warm ÷ constant page", least=0.40),
    Measure("cold", "the same, cold (every request renders) ÷ constant page", least=0.10),
    Measure("revalidated", "the same, 304 revalidation ÷ constant page", least=0.60),
    Measure("home", "home page, warm ÷ constant page", least=0.40),
    Measure("first", "{threads} threads, page 1, cold: time ÷ that of 263 comments", most=1.3),
    Measure("middle", "{threads} threads, middle page, the same", most=1.3),
    Measure("last", "{threads} threads, last page, the same", most=1.3),
    Measure("thread", "thread of {replies} replies, page 1, the same", most=1.5),
    Measure("permalink", "permalink in them, beside the page it leads to", "queries", most=1),
    Measure("into_many", "posting into {posted_into} comments ÷ into none", most=1.3),
    Measure("alone", "posting, 1 writer", "posts/s"),
    Measure("together", "posting, 8 writers, one discussion", "posts/s", least=400),
    Measure("apart", "posting, 8 writers, 8 discussions", "posts/s", least=400),
    Measure("memory", "memory of a worker after {requests} requests", "MB", most=90),
    Measure("growth", "the same after twice as many ÷ before", most=1.05),
    Measure("imported", "import of {imported} comments", "comments/s", least=3000),
    Measure("import_memory", "its peak memory ÷ that of {imported_before}", most=1.2),
    Measure("polling", "1,000 idle readers asking for news", "% of a core"),
)


@dataclass
class Rates:
    """Answers a second, round by round; `costs` are the workers' milliseconds for each answer,
    which hardly change when other programs keep the machine busy."""

    unit: str = "req/s"
    seen: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def add(self, load: Load, seconds_worked: float) -> None:
        self.seen.append(load.rate)
        self.costs.append(1000 * seconds_worked / load.requests)

    def __str__(self) -> str:
        told = ", ".join(f"{rate:,.0f}" for rate in self.seen)
        return f"{told} {self.unit}; {median(self.costs):.2f} ms of processor time each"


DECIMALS = {"x": 2, "queries": 0, "MB": 0, "% of a core": 1}


def shown(value: float | None, unit: str) -> str:
    """A value with its unit: "0.41", "1,234 req/s"."""
    if value is None:
        return "–"
    number = f"{value:,.{DECIMALS.get(unit, 0)}f}"
    return number if unit == "x" else f"{number} {unit}"


def quotients(above: Iterable[float], below: Iterable[float]) -> list[float]:
    """Round by round: what was measured in one round is compared with its like of that round."""
    return [high / low for high, low in zip(above, below, strict=True)]


def lines(found: Mapping[str, Mapping[str, Found]], scale) -> list[str]:
    """The table: `found` has what was measured by place and by key."""
    rows = [["measure", "bar", *(cell for place in found for cell in (place, ""))]]
    for measure in MEASURES:
        cells = [measure.label.format_map(_Grouped(asdict(scale))), measure.bar]
        for of_place in found.values():
            value = of_place.get(measure.key, Found()).value
            cells += [shown(value, measure.unit), measure.verdict(value)]
        rows.append(cells)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    drawn = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return [drawn[0], "-" * max(map(len, drawn)), *drawn[1:], *_notes(found)]


def report(found: Mapping[str, Mapping[str, Found]], scale) -> list[dict]:
    """The same for bench.json: a row for each measure and place."""
    return [
        {
            "measure": measure.key,
            "label": measure.label.format_map(_Grouped(asdict(scale))),
            "place": place,
            "unit": measure.unit,
            "value": of_place.get(measure.key, Found()).value,
            "rounds": list(of_place.get(measure.key, Found()).values),
            "bar": measure.bar,
            "verdict": measure.verdict(of_place.get(measure.key, Found()).value),
            "detail": of_place.get(measure.key, Found()).detail,
        }
        for measure in MEASURES
        for place, of_place in found.items()
    ]


def _notes(found) -> list[str]:
    notes = []
    for place, of_place in found.items():
        notes += ["", place]
        details = ((measure.key, of_place.get(measure.key, Found())) for measure in MEASURES)
        notes += [f"  {key:14} {one.detail or 'not measured'}" for key, one in details]
    return notes


class _Grouped(dict):
    """Numbers as people read them: 100,000."""

    def __getitem__(self, name):
        return f"{super().__getitem__(name):,}"
