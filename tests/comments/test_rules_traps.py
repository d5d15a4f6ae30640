"""Rules about how a form came back, each at both sides of its boundary, without a database."""

from datetime import timedelta

import pytest

from forum.comments.rules import Traps, traps
from tests.comments.drafting import HOUR, SECOND, draft, on_post_and_edit

pytestmark = on_post_and_edit
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(("typed", "kept"), [("", None), ("x", "x"), ("x" * 300, "x" * 200)])
def test_what_people_do_not_see_they_do_not_fill(edits, typed, kept):
    found = traps.hidden_field_is_filled(draft(edits=edits, traps=Traps(hidden_field=typed)))

    assert found == (kept and {"typed": kept})


@pytest.mark.parametrize("wrong", ["", "missing", "forged"])
def test_only_our_form_is_stamped(edits, wrong):
    found = traps.form_is_not_ours(draft(edits=edits, traps=Traps(wrong_stamp=wrong)))

    assert found == ({"stamp": wrong} if wrong else None)


@pytest.mark.parametrize(
    ("age", "told"), [(2 * SECOND - MOMENT, 1.999999), (2 * SECOND, None), (None, None)]
)
def test_nobody_types_within_two_seconds(edits, age, told):
    found = traps.form_came_back_too_fast(draft(edits=edits, traps=Traps(form_age=age)))

    assert found == (told and {"age": told})


@pytest.mark.parametrize(
    ("age", "hours"), [(24 * HOUR, None), (24 * HOUR + MOMENT, 24), (99 * HOUR, 99), (None, None)]
)
def test_a_form_lasts_a_day(edits, age, hours):
    found = traps.form_is_too_old(draft(edits=edits, traps=Traps(form_age=age)))

    assert found == (hours and {"hours": hours})
