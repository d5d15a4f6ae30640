"""manage.py judge: reads comments, tells what the rules would do with them; writes nothing."""

import json
import sys
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.comments import jsonlines, rules, text
from forum.comments.forms import CommentForm
from forum.comments.jsonlines import Unreadable
from forum.comments.models import Discussion, Policy
from forum.comments.rules import Commenter, Draft, Found, Verdict

# What is read here is said nowhere and at no time: these rules have nothing to go by.
OF_THE_MOMENT = {"duplicate", "too_fast", "too_many", "network_too_many", "flood"}
SOMEBODY = {"name": "-", "email": "somebody@example.org"}  # where the line says nothing of it
ASKED = [rule for rule in rules.RULES if rule.code not in OF_THE_MOMENT]


class Command(BaseCommand):
    help = _(
        "Read comments from standard input, one JSON object a line (body, and if you like name and"
        " email), and print for each what the rules would do and why. Nothing is written."
    )

    def handle(self, **options):
        with suppress(BrokenPipeError):  # who reads only the first lines has what they wanted
            self._judge()

    def _judge(self):
        policy, unread = Policy.objects.current(), 0
        for number, line in jsonlines.lines(sys.stdin.buffer):
            try:
                said = _judged(_comment(jsonlines.read(line)), policy)
            except Unreadable as why:
                said = {"error": _("line %(number)s: %(why)s") % {"number": number, "why": why}}
                unread += 1
            self.stdout.write(json.dumps(said))
            self.stdout.flush()
        if unread:
            told = ngettext("%s line could not be read.", "%s lines could not be read.", unread)
            raise CommandError(told % unread)


def _comment(given: dict[str, Any]) -> dict[str, str]:
    """The comment's strings. Raises Unreadable; other keys are let pass."""
    if "body" not in given:
        raise Unreadable(_("it has no body"))
    told = {key: given.get(key) for key in ("body", "name", "email")}
    told |= {key: "" for key in ("name", "email") if told[key] is None}
    if wrong := [key for key, value in told.items() if not isinstance(value, str)]:
        raise Unreadable(_("its %s is not a string") % wrong[0])
    return told


def _judged(told: dict[str, str], policy: Policy) -> dict:
    """What the form says of it, and if that is nothing, the rules."""
    given = {key: value for key, value in told.items() if value}
    form = CommentForm(SOMEBODY | given | {"terms": policy.terms_version}, policy=policy)
    if not form.is_valid():
        errors = [(field, one) for field, some in form.errors.as_data().items() for one in some]
        return {"outcome": "refuse", "rules": [_error(field, told, one) for field, one in errors]}
    told |= {key: form.cleaned_data[key] for key in given}
    return _told(rules.judge(_draft(told, policy), ASKED))


def _error(field: str, told: dict[str, str], error: ValidationError) -> dict:
    """By the code that Django gives it: "invalid", "max_length", "null_characters_not_allowed"."""
    evidence = {"field": field, "length": len(told[field])}
    if "limit_value" in (params := error.params or {}):
        evidence["limit"] = params["limit_value"]
    return {"code": error.code or "empty", "evidence": evidence}


def _draft(told: dict[str, str], policy: Policy) -> Draft:
    """As a guest, in a discussion that is open and nowhere else."""
    now = timezone.now()
    place = Discussion(opened_at=now, opening=Discussion.Opening.OPEN)
    author = Commenter(told["name"], told["email"])
    return Draft(author, place, text.clean(told["body"]), policy, now)


def _told(verdict: Verdict) -> dict:
    found = (verdict.refusal,) if verdict.refusal else verdict.holds
    said = {"outcome": verdict.outcome, "rules": [_row(one) for one in found]}
    if verdict.watched:
        said["watched"] = [_row(one) for one in verdict.watched]
    return said


def _row(found: Found) -> dict:
    return {"code": found.rule.code, "evidence": found.evidence}
