"""manage.py policy: what it shows, what it sets, what it turns away."""

import pytest
from django.core.management import CommandError, call_command

from forum.comments.models import Policy
from tests import make

NAMES = [field.name for field in Policy._meta.fields if field.editable and field.name != "id"]


def run(capsys, *arguments) -> str:
    call_command("policy", *arguments)
    return capsys.readouterr().out


def test_without_a_name_every_number_is_listed_with_its_help(db, capsys):
    lines = run(capsys).splitlines()

    assert [line.split()[0] for line in lines] == NAMES
    assert "15" in lines[0].split()
    assert "A comment with more links waits for a moderator." in lines[NAMES.index("max_links")]


@pytest.mark.parametrize(("name", "value"), [("max_links", "2\n"), ("newest_first", "no\n")])
def test_a_name_alone_prints_its_value(db, capsys, name, value):
    assert run(capsys, name) == value


def test_a_value_is_set_and_stays(db, capsys):
    assert run(capsys, "max_links", "7") == "7\n"

    assert Policy.objects.current().max_links == 7


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("reserved_names", "Ann, Bob the  Editor", "Ann\nBob the  Editor"),
        ("reserved_names", "", ""),
        (
            "rule_modes",
            '{"shouting": "watch", "links": "off"}',
            {"shouting": "watch", "links": "off"},
        ),
        ("rule_modes", '{"watched_word": "off"}', {"watched_word": "off"}),
        ("rule_modes", "{}", {}),
    ],
)
def test_names_and_modes_are_set_and_printed_as_they_are_given(db, capsys, name, value, kept):
    printed = run(capsys, name, value)

    assert getattr(Policy.objects.get(), name) == kept
    assert run(capsys, name, printed.strip()) == printed == run(capsys, name)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("watch", "It must be JSON"),
        ("[]", "It must be JSON"),
        ('{"lynx": "off"}', "There is no rule 'lynx' that can be set."),
        ('{"closed": "off"}', "There is no rule 'closed' that can be set."),
        ('{"links": "never"}', "The rule links can be on, watch, off."),
        ('{"links": ["off"]}', "The rule links can be on, watch, off."),
        ('{"watched_word": "on"}', "The rule watched_word can be watch, off."),
    ],
)
def test_a_mode_that_no_rule_has_writes_nothing(db, value, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("policy", "rule_modes", value)

    assert Policy.objects.get().rule_modes == {}


@pytest.mark.parametrize("word", ["yes", "1", "true", "True", "YES"])
def test_words_for_yes(policy, capsys, word):
    policy(newest_first=False)

    assert run(capsys, "newest_first", word) == "yes\n"

    assert Policy.objects.current().newest_first is True


@pytest.mark.parametrize("word", ["no", "0", "false", "False", "NO"])
def test_words_for_no(policy, capsys, word):
    policy(newest_first=True)

    assert run(capsys, "newest_first", word) == "no\n"

    assert Policy.objects.current().newest_first is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("threads_per_page", "0"),
        ("threads_per_page", "101"),
        ("threads_per_page", "1e3"),
        ("threads_per_page", "many"),
        ("threads_per_page", ""),
        ("comments_per_thread", "4"),
        ("max_length", "99"),
        ("max_links", "-1"),
        ("pause_seconds", "86401"),
        ("close_after_days", "9" * 30),
        ("newest_first", "maybe"),
        ("newest_first", ""),
    ],
)
def test_a_wrong_value_is_one_sentence_and_writes_nothing(db, name, value):
    before = Policy.objects.values().get()

    with pytest.raises(CommandError) as error:
        call_command("policy", name, value)

    assert str(error.value).startswith(f"{name} cannot be {value!r}: ")
    assert "\n" not in str(error.value)
    assert Policy.objects.values().get() == before


@pytest.mark.parametrize(
    "name", ["max_link", "id", "words_version", "objects", "pk", "terms_version", "save"]
)
@pytest.mark.parametrize("value", [[], ["1"]])
def test_a_name_that_the_policy_has_not_is_answered_with_those_it_has(db, name, value):
    with pytest.raises(
        CommandError, match=rf"^The policy has no '{name}'; it has threads_per_page"
    ):
        call_command("policy", name, *value)


def test_setting_one_number_leaves_what_an_editor_changes_meanwhile(db, capsys, monkeypatch):
    read = Policy.full_clean

    def slow(policy, *args, **kwargs):
        Policy.objects.update(pause_seconds=77)
        read(policy, *args, **kwargs)

    monkeypatch.setattr(Policy, "full_clean", slow)

    run(capsys, "max_links", "7")

    assert Policy.objects.values_list("max_links", "pause_seconds").get() == (7, 77)


def test_without_a_row_the_defaults_are_shown_and_setting_makes_one(db, capsys):
    Policy.objects.all().delete()

    assert run(capsys, "max_links") == "2\n"
    assert run(capsys, "max_links", "3") == "3\n"

    assert Policy.objects.get().max_links == 3


def test_changing_the_policy_bumps_no_discussion(db, capsys):
    place = make.discussion()

    run(capsys, "threads_per_page", "20")

    place.refresh_from_db()
    assert place.version == 1
