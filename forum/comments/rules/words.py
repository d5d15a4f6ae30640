"""Rules about listed words, in a comment or in its author's name."""

from collections.abc import Callable

from forum.comments.rules.drafts import Draft
from forum.comments.rules.verdicts import Evidence
from forum.comments.words import Match


def banned_word_is_said(draft: Draft) -> Evidence | None:
    """As it is listed. In disguise it may be chance, and who quotes it has not said it: then a
    moderator looks (`suspect`)."""
    return _said(draft, _is_refused, lambda match: _is_refused(match) and not draft.quotes(match))


def suspect_word_is_said(draft: Draft) -> Evidence | None:
    """In whatever spelling; or a banned word in disguise, or quoted."""
    return _said(
        draft,
        _is_held,
        lambda match: _is_held(match) or (_is_refused(match) and draft.quotes(match)),
    )


def watched_word_is_said(draft: Draft) -> Evidence | None:
    return _said(draft, lambda match: match.list == "watch")


def _is_refused(match: Match) -> bool:
    return match.list == "banned" and match.is_exact


def _is_held(match: Match) -> bool:
    return match.list == "suspect" or (match.list == "banned" and not match.is_exact)


def _said(
    draft: Draft,
    is_meant: Callable[[Match], bool],
    is_meant_in_body: Callable[[Match], bool] | None = None,
) -> Evidence | None:
    """The matches in `words` and those in the name in `names`; `word` is the first as written."""
    words = [match.evidence() for match in draft.matches if (is_meant_in_body or is_meant)(match)]
    names = [match.evidence() for match in draft.name_matches if is_meant(match)]
    if not words and not names:
        return None
    return {
        "word": (words or names)[0]["written"],
        "field": "body" if words else "name",
        "words": words,
        "names": names,
    }
