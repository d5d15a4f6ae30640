"""The policy in the admin: what stands on its page, what is rehearsed before, what is logged."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.comments.models import Policy
from forum.comments.rules import RULES
from forum.moderation.admin import policy_form, rehearsals
from forum.moderation.models import Decision
from tests import make
from tests.moderation.answers import text_of

URL = reverse("admin:comments_policy_change", args=[1])
LIST = reverse("admin:comments_policy_changelist")
TWO_LINKS = "https://a.example https://b.example"


@pytest.fixture
def desk(client, db):
    client.force_login(make.staff("sam", "comments.change_policy"))
    return client


def filled(client, **changes) -> dict:
    """The form as it stands on the page, but for what is changed; a rule by its code."""
    form = client.get(URL).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if name != "rule_modes"}
    data = {name: value for name, value in data.items() if value is not None and value is not False}
    policy = form.instance
    modes = {rule.code: rule.mode(policy) for rule in policy_form.settable()}
    modes |= {code: changes.pop(code) for code in list(changes) if code in modes}
    return data | changes | {f"rule_modes-{code}": mode for code, mode in modes.items()}


def again(response, data) -> dict:
    """What the page that came back sends if Save is pressed on it."""
    form = response.context["adminform"].form
    return data | {"rehearsed": form["rehearsed"].value()}


def save(desk, **changes):
    """Press Save, look at the rehearsal, press it again."""
    data = filled(desk, **changes)
    return desk.post(URL, again(desk.post(URL, data), data))


# The page


def test_the_list_leads_to_the_one_row_and_makes_it(desk):
    Policy.objects.all().delete()

    assert desk.get(LIST).headers["Location"] == URL
    assert desk.get(URL).status_code == 200


def test_every_number_can_be_changed_and_every_rule_that_may_be_set(desk):
    page = text_of(desk.get(URL))

    for field in Policy._meta.fields:
        named = f'name="{field.name}"' in page
        assert named == (field.editable and field.name not in ("id", "rule_modes")), field.name
    for rule in RULES:
        radios = re.findall(rf'name="rule_modes-{rule.code}" value="(\w+)"', page)
        assert radios == ([] if rule.is_fixed else list(rule.modes)), rule.code


def test_the_page_says_how_many_comments_are_looked_at(desk, monkeypatch):
    monkeypatch.setattr(rehearsals, "SPAN", 7000)

    assert "to the last 7,000 comments" in text_of(desk.get(URL))


def test_the_table_shows_each_rule_with_its_sentence_and_what_it_does(desk, policy):
    policy(rule_modes={"shouting": "watch"}, max_links=7)

    page = text_of(desk.get(URL))

    assert "more than 7 links" in page
    assert 'name="rule_modes-shouting" value="watch" checked' in page
    assert 'name="rule_modes-links" value="on" checked' in page
    assert "%(" not in page
    assert "style=" not in page


def test_every_part_of_the_page_is_a_jump_away(desk):
    page = text_of(desk.get(URL))

    jumps = re.findall(r'<a href="#([\w-]+)">([\w ]+)</a>', page)
    headings = re.findall(r'<h2 id="([\w-]+)" class="fieldset-heading">([\w ]+)</h2>', page)
    assert jumps == headings
    assert [name for _id, name in jumps] == ["Comments", "How often", "People", "Pages", "Rules"]


def test_trying_it_out_stands_before_saving_and_enter_in_a_field_tries(desk):
    """A browser takes Enter for the first button of the form."""
    page = text_of(desk.get(URL))

    form = page[page.index('id="policy_form"') :]
    buttons = re.findall(r'<(?:button|input)[^>]* name="(_\w+)"', form)
    assert buttons == ["_try", "_save"]


@pytest.mark.parametrize("permissions", [[], ["comments.moderate_comment", "comments.add_word"]])
def test_who_may_not_change_the_policy_sees_and_changes_nothing(client, db, permissions):
    client.force_login(make.staff("milo", *permissions))

    assert client.get(URL).status_code == 403
    assert client.get(LIST).status_code == 403
    assert client.post(URL, {"max_links": 0, "_save": ""}).status_code == 403
    assert Policy.objects.get().max_links == 2


def test_who_may_only_view_it_changes_nothing(client, db):
    client.force_login(make.staff("vera", "comments.view_policy"))

    page = client.get(URL)
    assert page.status_code == 200
    assert "_try" not in text_of(page)
    assert client.post(URL, {"max_links": 0, "_save": ""}).status_code == 403


# Saving what needs no rehearsal


@pytest.mark.parametrize(
    ("changes", "saved"),
    [
        ({"threads_per_page": 9}, {"threads_per_page": 9}),
        ({"claiming": "on"}, {"claiming": True}),
        ({}, {}),
    ],
)
def test_what_changes_no_rule_is_saved_at_once(desk, changes, saved):
    before = Policy.objects.values().get()

    response = desk.post(URL, filled(desk, **changes))

    assert response.status_code == 302
    assert Policy.objects.values().get() == before | saved


@pytest.mark.parametrize(
    ("changes", "saved"),
    [
        ({"report_threshold": 9}, {"report_threshold": 9}),
        ({"name_taken": "off"}, {"rule_modes": {"name_taken": "off"}}),
    ],
)
def test_what_cannot_be_rehearsed_says_so_before_it_is_saved(desk, changes, saved):
    before, data = Policy.objects.values().get(), filled(desk, **changes)

    shown = desk.post(URL, data)

    assert "nobody can say to what" in text_of(shown)
    assert Policy.objects.values().get() == before
    assert desk.post(URL, again(shown, data)).status_code == 302
    assert Policy.objects.values().get() == before | saved


def test_every_change_is_logged_old_and_new(desk, policy):
    policy(rule_modes={"offender": "off"})

    save(desk, twin_limit=9, claiming="on", twins="watch", offender="on")

    logged = {row.setting: (row.before, row.after) for row in Decision.objects.all()}
    assert logged == {
        "other people who may say the same": ({"value": 2}, {"value": 9}),
        "moderators claim what they work on": ({"value": False}, {"value": True}),
        "rule “the same from many”": ({"value": "on"}, {"value": "watch only"}),
        "rule “repeat offender”": ({"value": "off"}, {"value": "on"}),
    }
    assert {row.moderator.username for row in Decision.objects.all()} == {"sam"}
    assert Policy.objects.get().rule_modes == {"twins": "watch"}


def test_the_line_ends_of_browsers_change_nothing(desk):
    desk.post(
        URL,
        filled(desk, reserved_names="Admin\r\n Administrator\r\n\r\nEditor", threads_per_page=9),
    )
    assert Policy.objects.get().threads_per_page == 15  # the names are others: rehearsed first

    names = Policy.objects.get().reserved_names.replace("\n", "\r\n")
    desk.post(URL, filled(desk, reserved_names=names, threads_per_page=9))

    assert [row.setting for row in Decision.objects.all()] == ["threads a page"]


def test_names_are_kept_one_a_line(desk):
    data = filled(desk, reserved_names=" Ann \r\n\r\nBob")

    desk.post(URL, again(desk.post(URL, data), data))

    assert Policy.objects.get().reserved_names == "Ann\nBob"


def test_who_adds_a_word_meanwhile_is_not_undone(desk, monkeypatch):
    rehearsed = policy_form.changed_rules

    def meanwhile(*args, **kwargs):
        Policy.objects.update(words_version=77)
        return rehearsed(*args, **kwargs)

    monkeypatch.setattr(policy_form, "changed_rules", meanwhile)
    save(desk, twin_limit=9)

    assert Policy.objects.values_list("twin_limit", "words_version").get() == (9, 77)


@pytest.mark.parametrize(
    "changes",
    [
        {"max_links": -1},
        {"max_links": "many"},
        {"shouting_percent": 102},
        {"rule_modes-links": "never"},
        {"rule_modes-links": ""},
        {"rule_modes-watched_word": "on"},
    ],
)
def test_nonsense_is_told_and_nothing_is_rehearsed_or_saved(desk, changes):
    make.comment(body=TWO_LINKS)

    response = desk.post(URL, filled(desk) | changes)

    assert response.status_code == 200
    assert response.context["errors"]
    assert "rehearsal" not in response.context
    assert Policy.objects.get().max_links == 2
    assert not Decision.objects.exists()


# Rehearsing


def test_what_remembers_the_rehearsal_has_no_label(desk):
    for page in (desk.get(URL), desk.post(URL, filled(desk, max_links="nonsense"))):
        assert text_of(page).count('name="rehearsed"') == 1
        assert "Rehearsed" not in text_of(page)


def test_a_change_is_rehearsed_first_and_saved_when_it_was_seen(desk):
    make.comment(body=TWO_LINKS, is_reviewed=True)
    data = filled(desk, max_links=1)

    shown = desk.post(URL, data)

    assert shown.status_code == 200
    [effect] = shown.context["rehearsal"]["effects"]
    assert (effect["code"], effect["anew"]) == ("links", [1, 1, 0, 0, 0])
    assert Policy.objects.get().max_links == 2
    assert 'name="max_links" value="1"' in text_of(shown)
    assert "Please correct the error" not in text_of(shown)

    saved = desk.post(URL, again(shown, data))

    assert saved.status_code == 302
    assert Policy.objects.get().max_links == 1
    [row] = Decision.objects.all()
    assert (row.setting, row.before, row.after) == (
        "links without a moderator",
        {"value": 2},
        {"value": 1},
    )


def test_changed_again_it_is_rehearsed_again(desk):
    data = filled(desk, max_links=1)
    shown = desk.post(URL, data)

    shown_again = desk.post(URL, again(shown, data) | {"max_links": 0})

    assert shown_again.context["rehearsal"]["effects"]
    assert Policy.objects.get().max_links == 2
    assert desk.post(URL, again(shown_again, data) | {"max_links": 0}).status_code == 302
    assert Policy.objects.get().max_links == 0


def test_a_rule_switched_off_is_rehearsed(desk):
    make.comment(body="WHY DOES NOBODY EVER LISTEN TO ME")

    shown = desk.post(URL, filled(desk, shouting="watch"))

    [effect] = shown.context["rehearsal"]["effects"]
    assert (effect["code"], effect["no_longer"]) == ("shouting", [1, 0, 1, 0, 0])
    assert 'name="rule_modes-shouting" value="watch" checked' in text_of(shown)


@pytest.mark.parametrize("changes", [{}, {"twin_limit": 9}, {"max_links": 1}])
def test_trying_it_out_saves_nothing_however_often(desk, changes):
    data = filled(desk, **changes) | {"_try": ""}
    before = Policy.objects.values().get()

    shown = desk.post(URL, data)
    shown = desk.post(URL, again(shown, data))

    assert shown.status_code == 200
    assert "What it would have done" in text_of(shown)
    assert Policy.objects.values().get() == before
    assert not Decision.objects.exists()


def test_what_cannot_be_rehearsed_is_named(desk):
    page = text_of(desk.post(URL, filled(desk, report_threshold=9) | {"_try": ""}))

    assert "nobody can say to what" in page
    assert "the same from many" in page


def test_samples_lead_to_the_comments_and_show_what_was_typed_as_text(desk):
    body = f"<script>alert(1)</script> {TWO_LINKS}"
    comment = make.comment(body=body, by=make.guest("<b>Nell</b>"))

    page = text_of(desk.post(URL, filled(desk, max_links=1)))

    assert reverse("admin:comments_comment_change", args=[comment.pk]) in page
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;Nell" in page
    assert "2 links, to a.example, b.example." in page
    assert "<script>alert(1)" not in page


def test_a_rehearsal_costs_the_same_however_many_comments(desk):
    data = filled(desk, max_links=1)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.post(URL, data).context["rehearsal"]["effects"]
        return len(queries)

    make.comment(body=TWO_LINKS)
    one = cost()
    for _ in range(29):
        make.comment(body=TWO_LINKS)

    assert cost() == one
