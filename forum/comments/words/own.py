"""What a site's own titles and names excuse. Knows not where they come from."""

from collections.abc import Collection, Iterable, Iterator

from forum.comments.words.allowed import Allowed
from forum.comments.words.folding import fold
from forum.comments.words.matches import Match
from forum.comments.words.pieces import cut


def spare(text: str, matches: Collection[Match], names: Collection[str]) -> list[Match]:
    """`matches` in `text` without those that `names`, titles as well, excuse.

    What stands in a name as it is written in the text, in whatever case, is excused: "Ass" once
    an article is called "Kick-Ass". But not a banned word exactly as listed: that one is excused
    only inside a whole name of two words and more ("Fuck Buttons").
    """
    told = {name: _words(name) for name in names}
    whole = list(_spans(text, Allowed(name for name, words in told.items() if len(words) > 1)))
    return [
        match
        for match in matches
        if not any(start <= match.start and match.end <= end for start, end in whole)
        and ((match.list == "banned" and match.is_exact) or not _stands_in(match, told.values()))
    ]


def _spans(text: str, allowed: Allowed) -> Iterator[tuple[int, int]]:
    folded = fold(text)
    for start, end in allowed.spans(cut(folded.latin)[0]):
        yield folded.span(start, end)


def _stands_in(match: Match, names: Iterable[list[str]]) -> bool:
    written = _words(match.written)
    return any(
        written == words[at : at + len(written)]
        for words in names
        for at in range(len(words) - len(written) + 1)
    )


def _words(text: str) -> list[str]:
    return [piece.text for piece in cut(fold(text).latin)[0]]
