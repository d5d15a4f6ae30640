"""Comments with the rules that hold them, written as text → lines. Reads no file, writes no row.

One comment a line, `rules: Name | text`; `Name <mail>` for a person of that address, `@place` for
those who share a network, `> Name` for a reply to that reader's first comment. Below it, two
spaces deeper, who reported it: `reason | note`. Rules are joined by `+`; "published" stands for
none. After a `/` stands what became of it: "approved", or what for it was removed.
"""

import re
from dataclasses import dataclass, replace

from forum.comments import rules
from forum.comments.models import Comment, Report
from forum.exchange.demo.conversation import Unreadable, address_of

COMMENT = re.compile(
    r"(?P<rules>[a-z_+]+)(?:/(?P<fate>[a-z_]+))?: (?P<name>[^|<>@]*[^|<>@ ])"
    r"(?: <(?P<email>[^>]+)>)?(?: @(?P<place>[a-z]+))?(?: > (?P<parent>[^|]*[^| ]))?"
    r" \| (?P<text>.+)"
)
REPORT = re.compile(r"  (?P<reason>[a-z_]+) \|(?: (?P<note>.*))?")
PUBLISHED = "published"
SEEN_FIRST = {PUBLISHED, "reported"}
APPROVED = "approved"
FATES = {"", APPROVED, *Comment.Reason.values}
HOLDS = {code for code, rule in rules.BY_CODE.items() if isinstance(rule, rules.Hold)}


@dataclass(frozen=True)
class Line:
    """A comment to be posted under the article `slug`; `key` names it.

    `rules` are the codes of those that hold it. `fate` is what became of it: "" while it waits,
    "approved", or what for it was removed. `reports` are pairs of reason and note.
    """

    key: str
    slug: str
    rules: tuple[str, ...]
    name: str
    email: str
    body: str
    fate: str = ""
    place: str = ""
    parent: str = ""
    reports: tuple[tuple[str, str], ...] = ()

    @property
    def is_seen_first(self) -> bool:
        """Whether readers see it before anything holds it."""
        return self.rules[0] in SEEN_FIRST


def read(text: str, slug: str, folder: str) -> list[Line]:
    """The comments of a text in its order. Raises Unreadable."""
    lines: list[Line] = []
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip() or row.startswith("#"):
            continue
        if row.startswith(" ") and lines:
            lines[-1] = _reported(lines[-1], row, number)
        else:
            lines.append(_line(row, number, slug, f"{folder}:{slug}:{number}"))
    return lines


def _line(row: str, number: int, slug: str, key: str) -> Line:
    match = COMMENT.fullmatch(row)
    codes = tuple(match["rules"].split("+")) if match else ()
    fate = (match and match["fate"]) or ""
    if not match or not {PUBLISHED, *HOLDS}.issuperset(codes) or fate not in FATES:
        raise Unreadable(number)
    return Line(
        key=key,
        slug=slug,
        rules=codes,
        name=match["name"],
        email=match["email"] or address_of(match["name"]),
        body=match["text"].replace(r"\n", "\n"),
        fate=fate,
        place=match["place"] or "",
        parent=match["parent"] or "",
    )


def _reported(line: Line, row: str, number: int) -> Line:
    match = REPORT.fullmatch(row)
    if not match or match["reason"] not in Report.Reason.values:
        raise Unreadable(number)
    return replace(line, reports=(*line.reports, (match["reason"], match["note"] or "")))
