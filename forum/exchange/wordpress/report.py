"""What a move brought, as numbers and as lines for people. Counts only; decides nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from forum.comments.intake import Taken
from forum.comments.models import Comment

MOST = 500  # line numbers or ids printed of one kind


@dataclass(frozen=True)
class Balance:
    """One article's comments: in the file = imported + here before + skipped."""

    line: int
    headline: str
    imported: int
    before: int
    skipped: int

    @property
    def in_file(self) -> int:
        return self.imported + self.before + self.skipped


@dataclass
class Report:
    """`things` counts articles, pages and pictures, and what became of them. `skipped` and
    `repaired` are line numbers of the file, by reason."""

    source: str = ""
    version: str = ""
    things: dict[str, Counter] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    comments_in_file: int = 0
    comments: Counter = field(default_factory=Counter)
    threads: int = 0
    depths: Counter = field(default_factory=Counter)
    orphans: list[str] = field(default_factory=list)
    rings: list[str] = field(default_factory=list)
    renumbered: list[str] = field(default_factory=list)
    shortcodes: Counter = field(default_factory=Counter)
    skipped: dict[str, list[int]] = field(default_factory=dict)
    repaired: dict[str, list[int]] = field(default_factory=dict)
    balances: list[Balance] = field(default_factory=list)

    def count(self, thing: str, what: str, number: int = 1) -> None:
        """`number` more of a `thing` of which `what` became."""
        self.things.setdefault(thing, Counter())[what] += number

    def name(self, kind: str, *ids: str) -> None:
        """Authors, sections or tags that an article brought."""
        self.names.setdefault(kind, set()).update(ids)

    def skip(self, why: str, *lines: int) -> None:
        self.skipped.setdefault(why, []).extend(lines)

    def repair(self, what: str, *lines: int) -> None:
        self.repaired.setdefault(what, []).extend(lines)

    def take(self, taken: Taken) -> None:
        """The new comments of one article."""
        nodes = taken.forest.nodes
        self.comments.update(node.row.status for node in nodes)
        self.depths.update(node.depth for node in nodes)
        self.threads += len(taken.forest.threads)
        self.orphans += taken.forest.orphans
        self.rings += taken.forest.cut
        self.renumbered += taken.renumbered

    def lines(self) -> Iterator[str]:
        """The whole report."""
        yield _("WordPress export of %(source)s, WXR %(version)s") % vars(self)
        for thing, counts in self.things.items():
            yield _row(thing, counts.total(), _counts(counts))
        for kind, ids in self.names.items():
            yield _row(kind, len(ids))
        yield from self._comments()
        yield from _by_reason(_("Skipped"), self.skipped)
        yield from _by_reason(_("Not well-formed, taken as far as it goes"), self.repaired)
        yield from self._balances()

    def _comments(self) -> Iterator[str]:
        imported = self.comments.total()
        before = sum(balance.before for balance in self.balances)
        rest = self.comments_in_file - imported - before
        yield _row(
            _("Comments in file"),
            self.comments_in_file,
            _counts({_("imported"): imported, _("here before"): before, _("skipped"): rest}),
        )
        labels = {str(Comment.Status(s).label): self.comments[s] for s in Comment.Status}
        yield _row(_("Comments imported"), imported, _counts(labels))
        yield _row(_("Threads"), self.threads)
        depths = "   ".join(f"{depth}: {self.depths[depth]}" for depth in sorted(self.depths))
        yield _row(_("Deepest"), max(self.depths, default=0), depths)
        for label, ids, what in (
            (_("Orphans"), self.orphans, _("parent not in the file, now threads of their own:")),
            (_("Rings"), self.rings, _("comments that answer themselves, cut at:")),
            (_("Ids changed"), self.renumbered, _("taken here or not an id:")),
        ):
            yield _row(label, len(ids), f"{what} {_listed(ids)}" if ids else "")
        if self.shortcodes:
            left = _("left as text: %s") % _counts(self.shortcodes)
            yield _row(_("Shortcodes"), self.shortcodes.total(), left)

    def _balances(self) -> Iterator[str]:
        if self.balances:
            yield ""
            yield _("Comments of each article: in the file = imported + here before + skipped")
        for one in self.balances:
            numbers = f"{one.in_file:7} = {one.imported:7} + {one.before:7} + {one.skipped:7}"
            yield f"{numbers}   {_('line %d') % one.line}: {one.headline}"


def _row(label: str, number: int, text: str = "") -> str:
    return f"{label:<20}{number:>8}   {text}".rstrip()


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {what}" for what, number in counts.items() if number)


def _by_reason(title: str, reasons: dict[str, list[int]]) -> Iterator[str]:
    if reasons:
        yield ""
        yield title
    for why, lines in reasons.items():
        yield f"{len(lines):7}   {why}: {_('lines')} {_listed(lines)}"


def _listed(values: Iterable) -> str:
    values = list(values)
    more = _(" and %d more") % (len(values) - MOST) if len(values) > MOST else ""
    return ", ".join(map(str, values[:MOST])) + more
