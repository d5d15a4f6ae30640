"""A text with the words that were found in it marked, as safe HTML for moderators."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from forum.comments.words.matches import HOW, LONGEST_WRITTEN, Match


def mark(text: str, matches: Iterable[Match]) -> SafeString:
    """`text`, escaped, each match in a <mark> that tells the listed word and how it is written.

    Of matches that overlap, the later one begins where the earlier one ends. Those of another
    version of the text, whose place now holds something else, are left out.
    """
    parts, done = [], 0
    for match in sorted(matches):
        start = max(match.start, done)
        if start < match.end and _stands(match, text):
            parts += [text[done:start], _marked(text[start : match.end], match)]
            done = match.end
    return format_html_join("", "{}", ((part,) for part in [*parts, text[done:]]))


def _stands(match: Match, text: str) -> bool:
    """Whether the match's words are where they were; long ones were cut off when they were kept."""
    there = text[match.start : match.end]
    return bool(there) and there[:LONGEST_WRITTEN] == match.written[:LONGEST_WRITTEN]


def _marked(part: str, match: Match) -> SafeString:
    return format_html(
        '<mark data-how="{}" data-list="{}" title="{}: {}">{}</mark>',
        *(match.how, match.list, match.word, HOW.get(match.how, match.how), part),
    )
