"""A rehearsal as a moderator reads it. Computes nothing and writes nothing."""

from typing import Any

from django.forms import BaseForm
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from forum.comments.rehearsal import SPAN, Effect, Fate, Rehearsal, Sample, Tally
from forum.comments.words import Match, mark
from forum.moderation import evidence

BEFORE, LENGTH = 60, 240  # characters of a sample: how many before the first word found, of all


def beside(form: BaseForm) -> dict[str, Any]:
    """What `admin/comments/policy/change_form.html` is given besides the form. A rehearsal stands
    above it, and is nothing to be corrected."""
    if rehearsal := getattr(form, "rehearsal", None):
        return {"span": SPAN, "rehearsal": shown(rehearsal), "errors": None}
    return {"span": SPAN}


def shown(rehearsal: Rehearsal) -> dict[str, Any]:
    """What `admin/comments/policy/_rehearsal.html` is given."""
    return {
        "looked_at": rehearsal.looked_at,
        "fates": Fate.labels,
        "effects": [_effect(effect) for effect in rehearsal.effects],
        "unknown": [rule.label for rule in rehearsal.unknown],
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "label": effect.rule.label,
        "code": effect.rule.code,
        "all": _numbers(effect.all),
        "anew": _numbers(effect.anew),
        "no_longer": _numbers(effect.no_longer),
        "samples_anew": _samples(effect.anew),
        "samples_no_longer": _samples(effect.no_longer),
    }


def _numbers(tally: Tally) -> list[int]:
    """Of all fates together, then of each."""
    return [tally.total, *(tally.counts[fate] for fate in Fate)]


def _samples(tally: Tally) -> list[dict[str, Any]]:
    """The fates that have any, with how many there are and some of them."""
    return [
        {
            "fate": fate.label,
            "count": tally.counts[fate],
            "comments": [_sample(sample) for sample in tally.samples[fate]],
        }
        for fate in Fate
        if tally.counts[fate]
    ]


def _sample(sample: Sample) -> dict[str, Any]:
    rule, found = sample.found.rule, sample.found.evidence
    return {
        "url": reverse("admin:comments_comment_change", args=[sample.pk]),
        "name": _marked(sample.name, found.get("names", ())),
        "excerpt": _excerpt(sample.body, found.get("words", ())),
        "why": evidence.sentence(rule.code, found),
    }


def _marked(text: str, found: list[dict]) -> SafeString:
    return mark(text, [Match.from_evidence(one) for one in found])


def _excerpt(body: str, found: list[dict]) -> SafeString:
    """The part of the body around the first word found, or its beginning."""
    start = max(0, min((one["start"] for one in found), default=0) - BEFORE)
    end = start + LENGTH
    inside = [
        one | {"start": one["start"] - start, "end": one["end"] - start}
        for one in found
        if one["end"] <= end
    ]
    before, after = "… " if start else "", " …" if end < len(body) else ""
    return escape(before) + _marked(body[start:end], inside) + escape(after)
