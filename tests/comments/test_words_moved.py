"""The first lists, as later migrations change them where nobody else did."""

from importlib import import_module

import pytest
from django.apps import apps

from forum.comments.models import Policy, Word
from forum.comments.rules import BY_CODE, Commenter, judge
from tests.comments.drafting import draft

kike = import_module("forum.comments.migrations.0012_kike_is_also_a_name")


@pytest.fixture
def listed(db):
    """List the word as given, and let the migration look at it."""
    Word.objects.filter(text="kike").delete()

    def migrated(**given) -> str:
        row = {"text": "kike", "list": "banned", "language": "en"} | given
        word = Word.objects.create(**row)
        kike.move(apps, None)
        word.refresh_from_db()
        return word.list

    return migrated


def test_a_word_that_is_also_a_name_is_banned_no_more(listed):
    before = Policy.objects.get().words_version

    assert listed() == "suspect"
    assert Policy.objects.get().words_version != before


@pytest.mark.parametrize(
    "given",
    [{"note": "Discussed in May."}, {"list": "watch"}, {"language": "es"}, {"text": "kikes"}],
)
def test_what_editors_changed_stays(listed, given):
    Word.objects.filter(text="kikes").delete()
    before = Policy.objects.get().words_version

    assert listed(**given) == given.get("list", "banned")
    assert Policy.objects.get().words_version == before


def test_a_guest_of_that_name_may_write(listed):
    listed()
    version = Policy.objects.get().words_version
    asked = draft(author=Commenter("Kike", "kike@example.org"), words_version=version)

    verdict = judge(asked, [BY_CODE["banned_word"], BY_CODE["suspect_word"]])

    assert [found.rule.code for found in verdict.holds] == ["suspect_word"]
    assert verdict.refusal is None
