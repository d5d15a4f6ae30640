"""What a rule found in a comment, as a sentence for moderators. Reads no row: evidence alone.

A rule without a sentence here, or with evidence of another age, still tells what it saw.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.comments.models import Report, Trace
from forum.comments.rules import BY_CODE
from forum.comments.words import HOW, Match, mark
from forum.comments.words.matches import LONGEST_WRITTEN

Evidence = dict[str, Any]


def label(code: str) -> str:
    """The name of a rule; one that is no more goes by its code."""
    return str(BY_CODE[code].label) if code in BY_CODE else code


def sentence(code: str, evidence: Evidence) -> str:
    """What the rule saw."""
    try:
        return _SENTENCES[code](evidence)
    except (AttributeError, KeyError, TypeError, ValueError):
        return _figures(evidence)


def marked(body: str, evidence: Sequence[Evidence]) -> SafeString:
    """`body` as typed, with the words and the sites that the rules saw marked in it."""
    words = [match for one in evidence for match in _matches(one, "words")]
    sites = [match for one in evidence for match in _sites(body, one)]
    return mark(body, [*words, *sites])


def disguises(evidence: Evidence) -> list[str]:
    """Spellings that were taken for listed words, each as it was written, in text or name. Without
    what stands there as listed, and without those too long to be kept whole."""
    found = (match for match in _matches(evidence, "words", "names") if not match.is_exact)
    return [*dict.fromkeys(one.written for one in found if len(one.written) < LONGEST_WRITTEN)]


def _matches(evidence: Evidence, *fields: str) -> Iterator[Match]:
    for kept in (one for field in fields for one in evidence.get(field, ())):
        with suppress(KeyError, TypeError):
            yield Match.from_evidence(kept)


def _sites(body: str, evidence: Evidence) -> Iterator[Match]:
    """Wherever the text names a site that it links to."""
    for host in evidence.get("hosts", ()):
        for found in re.finditer(re.escape(host), body, re.IGNORECASE):
            yield Match(*found.span(), found.group(), host, how="link", list="link")


def _premoderated(evidence: Evidence) -> str:
    return _("In this discussion a moderator reads every comment first.")


def _always_held(evidence: Evidence) -> str:
    return _("A moderator decided to read first whatever this person writes.")


def _newcomer(evidence: Evidence) -> str:
    return _("%(published)s of the first %(needed)s comments were published so far.") % evidence


def _offender(evidence: Evidence) -> str:
    decided = evidence["removed"] + evidence["published"]
    return _("%(removed)s of this person’s %(decided)s comments of late were removed.") % {
        "removed": evidence["removed"],
        "decided": decided,
    }


def _reported(evidence: Evidence) -> str:
    reasons = dict(Report.Reason.choices)
    told = [f"{reasons.get(code, code)} ({n})" for code, n in evidence["reasons"].items()]
    count = evidence["count"]
    said = ngettext("%d report took it out of sight", "%d reports took it out of sight", count)
    return f"{said % count}: {', '.join(told)}."


def _words(evidence: Evidence) -> str:
    told = [_one_word(kept) for kept in [*evidence["words"], *evidence["names"]]]
    said = "; ".join(dict.fromkeys(told))
    return _("In the name: %s.") % said if evidence["field"] == "name" else f"{said}."


def _one_word(kept: Evidence) -> str:
    """ "fcuk": the word as listed, and how it was disguised."""
    told = {"written": kept["written"], "word": kept["word"], "how": HOW[kept["how"]]}
    if kept["how"] == "word":
        return _("“%(written)s”") % told
    return _("“%(written)s” for “%(word)s”, %(how)s") % told


def _links(evidence: Evidence) -> str:
    count = ngettext("%d link", "%d links", evidence["links"]) % evidence["links"]
    return _("%(count)s, to %(hosts)s.") % {"count": count, "hosts": ", ".join(evidence["hosts"])}


def _shouting(evidence: Evidence) -> str:
    return _("%(percent)s %% of its letters are capitals.") % evidence


def _twins(evidence: Evidence) -> str:
    return _("%(people)s people wrote the same within a day, first in comment %(twin)s.") % evidence


def _spam(evidence: Evidence) -> str:
    for_it = [one["token"] for one in evidence["reasons"] if one["weight"] > 0]
    said = _("%(percent)s %% likely, says the filter that learns here") % evidence
    return f"{said}: {', '.join(map(str, for_it))}." if for_it else f"{said}."


def _remembered(evidence: Evidence) -> str:
    kinds = dict(Trace.Kind.choices)
    told = []
    for one in evidence["seen"]:
        shown = one["key"] if one["kind"] == Trace.Kind.HOST else one["key"][:8]
        what = f"{kinds.get(one['kind'], one['kind'])} {shown}"
        count = ngettext("in %d removed as spam", "in %d removed as spam", one["spam"])
        told.append(f"{what} {count % one['spam']}")
    return f"{'; '.join(told)}."


def _akismet(evidence: Evidence) -> str:
    return _("The outside service calls it spam.")


def _akismet_unavailable(evidence: Evidence) -> str:
    return _("The outside service did not answer.")


def _flood(evidence: Evidence) -> str:
    said = _("Comment number %(count)s here within an hour; %(limit)s pass without a moderator.")
    return said % evidence


def _trap(evidence: Evidence) -> str:
    return _("A field that people do not see was filled in: “%(typed)s”.") % evidence


def _no_stamp(evidence: Evidence) -> str:
    if evidence["stamp"] == "missing":
        return _("It came without the stamp that every form of ours has.")
    return _("The stamp of its form is not ours.")


def _quick_form(evidence: Evidence) -> str:
    return _("The form came back after %.1f seconds.") % evidence["age"]


def _old_form(evidence: Evidence) -> str:
    return _("The form was open for %(hours)s hours.") % evidence


def _figures(evidence: Evidence) -> str:
    return ", ".join(f"{name}: {value}" for name, value in sorted(evidence.items()))


_SENTENCES: dict[str, Callable[[Evidence], str]] = {
    "premoderated": _premoderated,
    "always_held": _always_held,
    "newcomer": _newcomer,
    "offender": _offender,
    "reported": _reported,
    "suspect_word": _words,
    "watched_word": _words,
    "links": _links,
    "shouting": _shouting,
    "twins": _twins,
    "spam": _spam,
    "remembered": _remembered,
    "akismet": _akismet,
    "akismet_unavailable": _akismet_unavailable,
    "flood": _flood,
    "trap": _trap,
    "no_stamp": _no_stamp,
    "quick_form": _quick_form,
    "old_form": _old_form,
}
