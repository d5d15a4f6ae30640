"""Rules about the words themselves, as far as their form goes: length, capitals, links."""

import unicodedata

from forum.accounts.ink import INKLESS
from forum.comments import links, text
from forum.comments.rules.drafts import Draft
from forum.comments.rules.verdicts import Evidence

LETTERS = 20  # fewer letters than this are no shouting: "OK", "NASA", "NO!"
HOSTS_KEPT = 20  # of the sites a comment links to, as evidence; `Link` has them all


def body_is_too_long(draft: Draft) -> Evidence | None:
    length = len(draft.body)
    return {"length": length} if length > draft.policy.max_length else None


def body_is_empty(draft: Draft) -> Evidence | None:
    """Nothing was typed that a reader would see: "> " or an empty list is no comment either."""
    if text.is_blank(draft.body) or text.is_blank(draft.shown):
        return {"length": len(draft.body)}
    return None


def body_is_only_signs(draft: Draft) -> Evidence | None:
    """Emoji and punctuation, but not one letter or digit."""
    return None if _says_something(draft.shown) else {"signs": len(draft.shown.strip())}


def body_is_only_quoted(draft: Draft) -> Evidence | None:
    """Somebody else's words, and not one of their own."""
    if not draft.has_quotation or _says_something(draft.own_words):
        return None
    return {"length": len(draft.body)}


def body_is_shouted(draft: Draft) -> Evidence | None:
    """Of the letters that have a case, too many are capitals; those of addresses do not count."""
    words = links.without(draft.body)
    upper = sum(map(str.isupper, words))
    cased = upper + sum(map(str.islower, words))
    if cased < LETTERS or 100 * upper < draft.policy.shouting_percent * cased:
        return None
    return {"percent": 100 * upper // cased}


def body_has_too_many_links(draft: Draft) -> Evidence | None:
    count = len(draft.links)
    if count <= draft.policy.max_links:
        return None
    return {"links": count, "hosts": draft.hosts[:HOSTS_KEPT]}


def _says_something(shown: str) -> bool:
    return any(unicodedata.category(char)[0] in "LN" and char not in INKLESS for char in shown)
