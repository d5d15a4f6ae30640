"""The table of rules and its judge: order, modes, sentences. The rules themselves: test_rules_*."""

from pathlib import Path

import pytest

from forum.accounts.models import Member
from forum.comments import hosts, rules, spam, text, wordlists
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.rules import BY_CODE, RULES, Commenter, Hold, Refusal, Verdict, Watch
from tests import make
from tests.comments.drafting import NOW, draft, on_post_and_edit

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"
STAFF = Commenter("Mona", "mona@example.org", Member(pk=1, is_staff=True))
LINKS = "https://a.example https://b.example https://c.example"


def always(draft):
    return {"said": "yes"}


def never(draft):
    return None


def rule(kind, code="one", asks=always, **given):
    return kind(code, asks, "It says %(said)s.", label="One", **given)


def codes(found) -> list[str]:
    return [one.rule.code for one in found]


# judge


@on_post_and_edit
def test_what_breaks_no_rule_is_published(db, edits):
    place = make.discussion(opened_at=NOW)

    verdict = rules.judge(draft(place=place, edits=edits))

    assert (verdict, verdict.outcome) == (Verdict(), "publish")


@on_post_and_edit
def test_of_a_draft_that_was_read_no_words_are_parsed_again(db, edits, monkeypatch):
    place = make.discussion(opened_at=NOW)
    body = f"> {LINKS}\n\nWell *said*, and `so on`. {LINKS}"
    read = draft(body, place=place, edits=edits).read().sent(discussion=place)
    for module, name in (
        (text, "render"),
        (text, "visible"),
        (hosts, "links_of"),
        (spam.learned, "wanted"),
        (wordlists, "find"),
    ):
        monkeypatch.setattr(module, name, lambda *given, name=name: pytest.fail(name))

    assert codes(rules.judge(read).holds) == ["links"]


def test_of_several_refusals_the_first_speaks():
    table = [rule(Refusal, "one", never), rule(Refusal, "two"), rule(Refusal, "three")]

    verdict = rules.judge(draft(), table)

    assert (verdict.refusal.rule.code, verdict.outcome) == ("two", "refuse")


def test_refusals_stand_before_holds_in_the_table():
    kinds = [type(rule) for rule in RULES]

    assert kinds == sorted(kinds, key=[Refusal, Hold, Watch].index)


@on_post_and_edit
def test_of_several_holds_all_are_kept(db, edits):
    place = make.discussion(opened_at=NOW, premoderated=True)

    verdict = rules.judge(draft(LINKS, place=place, edits=edits))

    assert codes(verdict.holds) == ["premoderated", "links"]
    assert (verdict.refusal, verdict.outcome, verdict.urgency) == (None, "hold", 30)


def test_a_refused_draft_is_not_held_as_well():
    place = Discussion(opened_at=NOW, opening="closed", premoderated=True)

    assert rules.judge(draft(LINKS, place=place)).holds == ()


def test_a_rule_that_only_watches_changes_nothing():
    verdict = rules.judge(draft(), [rule(Watch)])

    assert (verdict.outcome, codes(verdict.watched)) == ("publish", ["one"])


@pytest.mark.parametrize(
    ("told", "asked"), [([True], True), ([True, False], True), ([False, False], False), ([], False)]
)
def test_an_author_is_asked_wherever_words_can_avoid_a_hold(told, asked):
    table = [rule(Hold, str(number), is_told=one) for number, one in enumerate(told)]

    assert rules.judge(draft(), table).is_told is asked


# Modes


@pytest.mark.parametrize("kind", [Refusal, Hold])
@pytest.mark.parametrize(
    ("mode", "outcome", "watched"),
    [(None, None, []), ("on", None, []), ("watch", "publish", ["one"]), ("off", "publish", [])],
)
def test_a_rule_can_be_on_or_only_watch_or_be_off(kind, mode, outcome, watched):
    modes = {"one": mode} if mode else {}

    verdict = rules.judge(draft(rule_modes=modes), [rule(kind)])

    assert verdict.outcome == (outcome or {Refusal: "refuse", Hold: "hold"}[kind])
    assert codes(verdict.watched) == watched


@pytest.mark.parametrize(("mode", "watched"), [("on", ["one"]), ("watch", ["one"]), ("off", [])])
def test_a_rule_that_only_watches_never_does_more(mode, watched):
    verdict = rules.judge(draft(rule_modes={"one": mode}), [rule(Watch)])

    assert (verdict.outcome, codes(verdict.watched)) == ("publish", watched)


@pytest.mark.parametrize("mode", ["watch", "off", "nonsense"])
def test_a_fixed_rule_is_always_on(mode):
    policy = Policy(rule_modes={rule.code: mode for rule in RULES})

    assert {rule.mode(policy) for rule in RULES if rule.is_fixed} == {"on"}
    assert rules.judge(draft(rule_modes={"one": mode}), [rule(Hold, is_fixed=True)]).holds


def test_a_mode_nobody_knows_leaves_a_rule_as_it_is():
    assert rules.judge(draft(rule_modes={"one": "of"}), [rule(Hold)]).holds


def test_a_rule_that_is_off_is_not_asked():
    asked = rule(Hold, asks=lambda draft: pytest.fail("asked"))

    assert rules.judge(draft(rule_modes={"one": "off"}), [asked]).outcome == "publish"


# Staff


@pytest.mark.parametrize(("spares_staff", "outcome"), [(True, "publish"), (False, "hold")])
def test_staff_are_spared_where_a_rule_says_so(spares_staff, outcome):
    table = [rule(Hold, spares_staff=spares_staff)]

    assert rules.judge(draft(author=STAFF), table).outcome == outcome
    assert rules.judge(draft(), table).outcome == "hold"


def test_what_holds_for_staff_too_is_about_places_and_the_form_of_a_comment():
    assert [rule.code for rule in RULES if not rule.spares_staff] == [
        *("closed", "too_old", "parent_gone", "too_long", "empty", "premoderated"),
    ]


# The table


def test_codes_are_never_used_twice_and_fit_their_column():
    codes = [rule.code for rule in RULES]

    assert len(codes) == len(set(codes))
    assert max(map(len, codes)) <= 30


def test_the_numbers_of_rules_are_the_policys():
    names = {field.name for field in Policy._meta.fields}

    assert {name for rule in RULES for name in rule.numbers} <= names


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_label_and_a_finished_sentence_for_everybody(rule):
    sentence = rule.in_words(Policy(max_links=33))

    assert str(rule.label)
    assert sentence.endswith(".")
    assert "%" not in sentence
    assert ("33" in sentence) == (rule.code == "links")


def test_what_only_a_draft_tells_is_left_open():
    assert BY_CODE["too_fast"].in_words(Policy()) == (
        "One at a time: please wait … and send it again."
    )


@pytest.mark.parametrize(
    ("seconds", "wait"),
    [
        (1, "1 second"),
        (89, "89 seconds"),
        (90, "2 minutes"),
        (120, "2 minutes"),
        (121, "3 minutes"),
        (3600, "60 minutes"),
        (5400, "2 hours"),
        (86_400, "24 hours"),
    ],
)
def test_a_wait_is_told_in_words_and_never_too_short(seconds, wait):
    found = rules.Found(BY_CODE["too_many"], {"seconds": seconds})

    assert f"Please wait {wait} and" in found.sentence(draft())


def test_a_sentence_keeps_to_the_numbers_it_was_judged_by():
    found = rules.judge(draft(LINKS, max_links=1), [BY_CODE["links"]]).holds[0]

    assert "more than 1 link:" in found.sentence(draft(LINKS, max_links=1))


def test_a_comment_of_many_thousand_characters_is_judged_without_a_database_until_its_length():
    body = "x" * 10_001
    place = Discussion(opened_at=NOW)

    verdict = rules.judge(draft(body, place=place, author=STAFF, edits=Comment(pk=1)))

    assert verdict.refusal.rule.code == "too_long"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_stands_in_the_documentation(rule):
    rows = [line for line in DOCUMENT.read_text().splitlines() if f"`{rule.code}`" in line]

    [row] = [line for line in rows if line.startswith("| `")]
    code = row.split("|")[1]
    assert ("*" in code, "†" in code) == (not rule.spares_staff, rule.is_told)
