"""What other rules would have done to the comments of the past."""

from copy import copy

import pytest

from forum.comments import rehearsal, wordlists
from forum.comments.models import Comment, Policy, Word
from forum.comments.rehearsal import Fate, changed_rules, rehearse
from forum.comments.rules import RULES, Commenter
from forum.comments.words import Entry, Matcher
from tests import make

ONE_LINK = "https://a.example"
TWO_LINKS = f"{ONE_LINK} https://b.example"
SHOUTED = "WHY DOES NOBODY EVER LISTEN TO ME"


def proposed(**numbers) -> Policy:
    policy = copy(Policy.objects.current())
    for name, value in numbers.items():
        setattr(policy, name, value)
    return policy


def codes(rules) -> list[str]:
    return [rule.code for rule in rules]


def only(rehearsed) -> rehearsal.Effect:
    [effect] = rehearsed.effects
    return effect


# Which rules would answer differently


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ({}, {}, []),
        ({}, {"max_links": 1}, ["links"]),
        ({}, {"max_links": 1, "max_length": 500}, ["too_long", "links"]),
        ({}, {"threads_per_page": 3}, []),
        ({}, {"twin_limit": 3}, ["twins"]),
        ({}, {"rule_modes": {"links": "watch"}}, ["links"]),
        ({}, {"rule_modes": {"links": "off"}}, ["links"]),
        ({}, {"rule_modes": {"too_long": "off"}}, []),
        ({"rule_modes": {"links": "off"}}, {}, ["links"]),
        ({"rule_modes": {"links": "off"}}, {"rule_modes": {"links": "watch"}}, []),
        ({"rule_modes": {"links": "off"}}, {"max_links": 1, "rule_modes": {"links": "off"}}, []),
        ({"rule_modes": {"watched_word": "off"}}, {}, ["watched_word"]),
    ],
)
def test_a_rule_is_changed_if_it_might_treat_a_comment_differently(before, after, changed):
    assert codes(changed_rules(Policy(**before), Policy(**after))) == changed


def test_other_words_change_the_rules_about_words_that_are_on():
    off = Policy(rule_modes={"banned_word": "off"})

    assert codes(changed_rules(off, off, words_differ=True)) == ["suspect_word", "watched_word"]


def test_what_cannot_be_rehearsed_is_named(db):
    off = dict.fromkeys(("name_taken", "remembered", "akismet", "trap", "old_form"), "off")
    rehearsed = rehearse(proposed(rule_modes=off, report_threshold=1, max_links=0))

    assert codes(rehearsed.unknown) == [
        *("name_taken", "reported", "remembered", "akismet", "trap", "old_form"),
    ]
    assert [effect.rule.code for effect in rehearsed.effects] == ["links"]


# What they would have done


@pytest.mark.parametrize(
    ("fields", "fate"),
    [
        ({"is_reviewed": True}, Fate.APPROVED),
        ({}, Fate.UNSEEN),
        ({"status": "removed"}, Fate.REMOVED),
        ({"status": "removed", "is_reviewed": True}, Fate.REMOVED),
        ({"status": "held"}, Fate.WAITING),
        ({"status": "held", "is_reviewed": True}, Fate.WAITING),
    ],
)
def test_a_comment_counts_by_what_became_of_it(db, fields, fate):
    comment = make.comment(body=ONE_LINK, by=make.guest("Nell"), **fields)

    rehearsed = rehearse(proposed(max_links=0))

    effect = only(rehearsed)
    assert rehearsed.looked_at == 1
    assert effect.anew.counts == effect.all.counts == {fate: 1}
    [sample] = effect.anew.samples[fate]
    assert (sample.pk, sample.name, sample.body) == (comment.pk, "Nell", ONE_LINK)
    assert sample.found.evidence == {"links": 1, "hosts": ["a.example"]}


def test_a_stricter_number_adds_and_keeps(db, policy):
    policy(max_links=1)
    make.comment(body=ONE_LINK)
    make.comment(body=TWO_LINKS)
    make.comment()

    effect = only(rehearse(proposed(max_links=0)))

    assert (effect.all.total, effect.anew.total, effect.no_longer.total) == (2, 1, 0)


def test_a_milder_number_lets_go(db, policy):
    policy(max_links=0)
    make.comment(body=ONE_LINK)
    make.comment(body=TWO_LINKS)

    effect = only(rehearse(proposed(max_links=1)))

    assert (effect.all.total, effect.anew.total, effect.no_longer.total) == (1, 0, 1)


@pytest.mark.parametrize("mode", ["watch", "off"])
def test_a_rule_switched_off_or_to_watching_lets_go_of_all(db, mode):
    make.comment(body=SHOUTED)

    effect = only(rehearse(proposed(rule_modes={"shouting": mode})))

    assert (effect.all.total, effect.no_longer.total) == (0, 1)


def test_a_rule_switched_on_would_have_held(db, policy):
    policy(rule_modes={"shouting": "watch"})
    make.comment(body=SHOUTED, status="removed")

    effect = only(rehearse(proposed(rule_modes={})))

    assert effect.anew.counts == {Fate.REMOVED: 1}


def test_a_score_is_the_one_the_comment_had_when_it_was_posted(db, django_assert_num_queries):
    for score in (None, 50, 80, 90):
        make.comment(spam_score=score)

    milder = proposed(spam_threshold=80)

    with django_assert_num_queries(2):
        effect = only(rehearse(milder))

    assert effect.anew.total == 1


def test_age_is_the_comments_own(db):
    place = make.discussion()
    late = place.opened_at.replace(year=place.opened_at.year + 1)
    make.comment(place)
    make.comment(place, posted_at=late)

    effect = only(rehearse(proposed(close_after_days=300)))

    assert effect.anew.total == 1


def test_names_are_rehearsed_of_guests(db):
    mona = make.member("mona")
    make.comment(by=make.guest("M0na"))
    make.comment(by=Commenter("Mona", mona.email, mona))

    effect = only(rehearse(proposed(reserved_names="Mona")))

    assert effect.anew.total == 1


def test_staff_are_spared_as_they_would_have_been(mona):
    make.comment(by=Commenter("Mona", mona.email, mona), body=SHOUTED)
    carl = make.member("carl")
    make.comment(by=Commenter("Carl", carl.email, carl), body=SHOUTED)

    effect = only(rehearse(proposed(shouting_percent=101)))

    assert effect.no_longer.total == 1


def test_words_are_tried_on_bodies_and_names(db):
    make.comment(body="What a blasted lamp.")
    make.comment(body="What a bl4sted lamp.")
    make.comment(by=make.guest("Blasted Bob"))
    make.comment()
    words = Matcher([Entry("blasted", "banned")])

    effects = rehearse(Policy.objects.current(), words=words).effects

    anew = {effect.rule.code: effect.anew.total for effect in effects}
    assert anew == {"banned_word": 2, "suspect_word": 1, "watched_word": 0}


# How much is looked at


def test_only_the_newest_are_looked_at(db):
    old, *newer = [make.comment(body=ONE_LINK).pk for _ in range(4)]

    rehearsed = rehearse(proposed(max_links=0), span=3)

    assert rehearsed.looked_at == 3
    samples = [sample.pk for sample in only(rehearsed).anew.samples[Fate.UNSEEN]]
    assert samples == newer[::-1]
    assert old not in samples


def test_of_many_some_are_shown(db):
    for _ in range(rehearsal.SAMPLES + 1):
        make.comment(body=ONE_LINK)

    anew = only(rehearse(proposed(max_links=0))).anew

    assert (anew.total, len(anew.samples[Fate.UNSEEN])) == (
        rehearsal.SAMPLES + 1,
        rehearsal.SAMPLES,
    )


def test_where_nothing_changes_nothing_is_looked_at(db, django_assert_num_queries):
    make.comment()
    policy = proposed()

    with django_assert_num_queries(1):
        assert rehearse(policy) == rehearsal.Rehearsal(0, (), ())


@pytest.mark.parametrize("comments", [1, 30])
def test_a_rehearsal_costs_two_queries_and_writes_nothing(
    db, policy, comments, django_assert_num_queries
):
    policy(close_after_days=7)
    for _ in range(comments):
        make.comment()
    before = list(Comment.objects.values())
    harsh = proposed(
        max_links=0,
        max_length=100,
        shouting_percent=1,
        spam_threshold=1,
        reserved_names="Guest",
        close_after_days=1,
    )

    with django_assert_num_queries(2):
        effects = rehearse(harsh).effects

    assert {effect.rule.code for effect in effects} == {
        *("too_old", "name_reserved", "too_long", "links", "shouting", "spam"),
    }
    assert list(Comment.objects.values()) == before


def test_every_rule_that_replays_is_asked_without_looking_anything_up(
    db, policy, django_assert_num_queries
):
    policy(rule_modes={rule.code: "off" for rule in RULES})
    make.comment(body=TWO_LINKS)

    all_on = proposed(rule_modes={})

    with django_assert_num_queries(4):
        rehearsed = rehearse(all_on, words=Matcher([]))

    settable = [rule for rule in RULES if not rule.is_fixed]
    assert [effect.rule for effect in rehearsed.effects] == [r for r in settable if r.replays]


@pytest.mark.parametrize("comments", [1, 30])
def test_words_cost_one_query_more_for_each_spelling_that_is_found(
    db, comments, django_assert_num_queries
):
    for _ in range(comments):
        make.comment(body="A lantern, a l4ntern!")
    policy, words = proposed(), Matcher([Entry("lantern", "suspect")])
    rehearse(policy, words=words)  # compiles the lists in force

    with django_assert_num_queries(4):
        effects = rehearse(policy, words=words).effects

    assert [effect.anew.total for effect in effects] == [0, comments, 0]


def test_where_words_are_only_added_the_others_are_still_in_force(db):
    wordlists.add(["lantern"], "suspect")
    make.comment(body="A lantern.")
    make.comment(body="A chandelier.")
    more = wordlists.compiled([Word(text="chandelier", list="suspect")])

    for only_more in (True, False):
        effects = rehearse(proposed(), words=more, only_more=only_more).effects
        suspect = effects[1]
        assert (suspect.all.total, suspect.anew.total, suspect.no_longer.total) == (2, 1, 0)


def test_a_quoted_word_is_rehearsed_as_a_hold(db):
    make.comment(body="> A lantern!\n\nNo.")
    make.comment(body="> A lamp!\n\nNo, a lantern.")
    words = Matcher([Entry("lantern", "banned")])

    effects = rehearse(proposed(), words=words).effects

    assert [effect.anew.total for effect in effects] == [1, 1, 0]


def test_a_word_taken_off_its_list_lets_go(db):
    [word] = wordlists.add(["lantern"], "suspect").new
    make.comment(body="A lantern.")

    effects = rehearse(proposed(), words=wordlists.compiled(without=[word.pk])).effects

    assert [effect.no_longer.total for effect in effects] == [0, 1, 0]


def test_a_rule_about_words_set_to_watch_is_rehearsed_with_the_lists_in_force(db):
    wordlists.add(["lantern"], "suspect")
    make.comment(body="A lantern.")

    effect = only(rehearse(proposed(rule_modes={"suspect_word": "watch"})))

    assert effect.no_longer.total == 1
