"""Rules about how a form came back: what a machine does and a reader does not.

They hold and never drop: a password manager fills hidden fields, and some people type fast.
"""

from datetime import timedelta

from forum.comments.rules.drafts import Draft
from forum.comments.rules.verdicts import Evidence

QUICKEST = timedelta(seconds=2)  # of a form made for one reader; a bot posts at once
OLDEST = timedelta(hours=24)
TYPED_KEPT = 200  # characters of what was typed into the hidden field, as evidence


def hidden_field_is_filled(draft: Draft) -> Evidence | None:
    typed = draft.traps.hidden_field
    return {"typed": typed[:TYPED_KEPT]} if typed else None


def form_is_not_ours(draft: Draft) -> Evidence | None:
    """Somebody posts who never asked for the form: all our forms are stamped (`stamps`)."""
    wrong = draft.traps.wrong_stamp
    return {"stamp": wrong} if wrong else None


def form_came_back_too_fast(draft: Draft) -> Evidence | None:
    age = draft.traps.form_age
    return {"age": age.total_seconds()} if age is not None and age < QUICKEST else None


def form_is_too_old(draft: Draft) -> Evidence | None:
    """Of a form that was made for one reader: those that caches keep have no age."""
    age = draft.traps.form_age
    return {"hours": age // timedelta(hours=1)} if age is not None and age > OLDEST else None
