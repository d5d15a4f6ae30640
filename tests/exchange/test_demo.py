"""The demo magazine: complete, the same every time, and built once."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article, Author, Block, Picture
from forum.accounts.models import Member
from forum.comments import integrity, threads
from forum.comments.models import Comment, Policy
from forum.exchange.demo import building, conversation, filling, magazine, moderator
from forum.exchange.ledger import Ledger
from tests import make

START = timezone.now().replace(year=2026, month=5, day=1, microsecond=0)


@pytest.fixture(scope="module")
def content():
    return magazine.read()


@pytest.fixture
def demo(db, content, settings, tmp_path):
    """The magazine; the moderators' desk below it counts as filled (`test_demo_desk` fills it)."""
    settings.MEDIA_ROOT = tmp_path
    for _headline in building.build(content, size=(64, 36)):
        pass
    Ledger(filling.SOURCE).note("comment", {"morning": 1})


def say(text: str) -> list[tuple]:
    return [(one.name, one.parent, one.body) for one in conversation.read(text)]


def test_indentation_says_who_answers_whom():
    text = "Ann | One.\n  Bob | Two.\n    Cyd | Three.\n  Dee | Four.\n\nEve | Five."

    assert say(text) == [
        ("Ann", None, "One."),
        ("Bob", 1, "Two."),
        ("Cyd", 2, "Three."),
        ("Dee", 1, "Four."),
        ("Eve", None, "Five."),
    ]


def test_a_line_holds_breaks_bars_and_nothing_at_all():
    assert say("# A note.\nAnn | One.\\n\\nTwo | three.\nBob |\nCyd | ") == [
        ("Ann", None, "One.\n\nTwo | three."),
        ("Bob", None, ""),
        ("Cyd", None, ""),
    ]


def test_two_readers_of_one_name_have_two_addresses():
    first, second, third = conversation.read("Sam <a@example.org> | x\nSam | x\nΣαμ | x")

    assert first.email == "a@example.org"
    assert second.email == "sam@example.org"
    assert third.email.endswith("@example.org")


@pytest.mark.parametrize("line", ["no bar", "Ann | x\n    Bob | two levels at once", "   Ann | x"])
def test_a_line_that_is_no_comment_is_named(line):
    with pytest.raises(conversation.Unreadable) as unreadable:
        conversation.read(line)

    assert unreadable.value.number == line.count("\n") + 1


def test_times_are_the_same_every_time_and_nobody_answers_before_the_question():
    said = conversation.read("A | 1\n  B | 2\n    C | 3\n  D | 4\nE | 5\n" * 20)

    first = conversation.arrive(said, "lamps", START, 7)

    assert first == conversation.arrive(said, "lamps", START, 7)
    times = {row.key: row.posted_at for row in first}
    assert all(row.posted_at > times.get(row.parent, START) for row in first)
    tops = [row.posted_at for row in first if row.parent is None]
    assert tops == sorted(tops)


def test_the_busiest_article_has_263_comments_on_11_pages(demo):
    article = Article.objects.order_by("-discussion__comment_count").first()
    discussion, policy = article.discussion, Policy.objects.current()

    page = threads.page(discussion, 1, policy)

    assert (discussion.comment_count, discussion.thread_count, page.last) == (263, 161, 11)
    levels = [len(page.threads), 0, 0]
    for thread in page.threads:
        levels[1] += len(thread.replies)
        levels[2] += sum(len(reply.replies) for reply in thread.replies)
    assert levels == [15, 30, 23]


def test_the_magazine_is_whole(demo, content):
    assert Article.objects.public().count() == len(content.stories) >= 8
    assert Article.objects.values("section").distinct().count() >= 3
    assert not Article.objects.filter(picture=None).exists()
    assert all(picture.file and picture.alt and picture.credit for picture in Picture.objects.all())
    assert Block.objects.filter(section__isnull=False).exists()
    assert Block.objects.filter(links__picture__isnull=False).exists()
    assert Author.objects.filter(links__isnull=False).exists()
    assert Comment.objects.filter(body="").exists()
    assert Article.objects.filter(corrections__isnull=False).exists()
    assert Article.objects.filter(discussion__premoderated=True).exists()
    assert list(integrity.problems()) == []


def test_staff_comments_carry_the_authors_account_which_cannot_sign_in(demo):
    comment = Comment.objects.filter(author__isnull=False).first()

    assert comment.is_by_staff
    assert comment.author == Author.objects.get(name=comment.name).member
    assert not comment.author.has_usable_password()


def test_a_second_run_writes_nothing_and_undoes_no_editors_change(
    demo, content, django_assert_max_num_queries
):
    Block.objects.first().delete()
    Article.objects.update(headline="Rewritten")
    before = (Block.objects.count(), Article.objects.count(), Comment.objects.count())

    with django_assert_max_num_queries(4):
        assert building.is_complete(content)
    for _headline in building.build(content, size=(64, 36)):
        pass

    assert (Block.objects.count(), Article.objects.count(), Comment.objects.count()) == before
    assert not Article.objects.exclude(headline="Rewritten").exists()


def test_the_moderators_password_is_made_once_and_kept_private(db, client, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    password = moderator.password()

    assert moderator.password() == password
    assert stat.S_IMODE((tmp_path / "demo_login").stat().st_mode) == 0o600
    assert client.login(username="mona", password=password)
    mona = Member.objects.get(username="mona")
    assert (mona.name, mona.is_staff, mona.is_superuser) == ("Mona Reyes", True, True)


def test_a_member_who_was_here_before_keeps_their_password(demo, mona, client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    out = StringIO()

    call_command("demo", stdout=out)

    assert (
        "No demo login: the member “mona” was here before and keeps their password.\n"
        in out.getvalue()
    )
    assert "Demo moderator" not in out.getvalue()
    assert not (tmp_path / "demo_login").exists()
    assert client.login(username="mona", password="secret")


def test_a_site_with_articles_of_its_own_gets_no_demo(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    make.article()
    out = StringIO()

    call_command("demo", stdout=out)

    assert out.getvalue() == "No demo: this site has articles of its own.\n"
    assert Article.objects.count() == 1
    assert not Member.objects.filter(username="mona").exists()


def test_a_demo_that_is_in_place_may_stand_beside_articles_of_ones_own(demo, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    make.article()
    out = StringIO()

    call_command("demo", stdout=out)

    assert "Demo moderator: mona" in out.getvalue()


def test_the_command_ends_with_address_and_login(demo, monkeypatch):
    monkeypatch.setenv("PORT", "8123")
    out = StringIO()

    call_command("demo", stdout=out)

    password = (Path(settings.DATA_DIR) / "demo_login").read_text()
    last = f"Demo moderator: mona / {password}   http://127.0.0.1:8123/admin/"
    assert out.getvalue().splitlines()[-1] == last


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("site.toml", None, "site.toml"),
        ("site.toml", "[[", "site.toml: "),
        ("articles/01-a.md", None, "no articles"),
        ("articles/01-a.md", "Headline: A\n\nText.", "01-a.md has no Slug, Section"),
        ("discussions/a.txt", "no comment", "a.txt: line 1 is no comment"),
        ("morning/a.txt", "rudeness: Ann | x", "a.txt: line 1 is no comment"),
        ("weeks/a.txt", "links: Ann | x\n  rude |", "a.txt: line 2 is no comment"),
        ("spam.toml", None, "spam.toml"),
        ("desk.toml", "[[", "desk.toml: "),
    ],
)
def test_incomplete_content_is_told_in_a_sentence(tmp_path, name, text, sentence):
    for folder in ("articles", "discussions", "morning", "weeks"):
        (tmp_path / folder).mkdir()
    story = "Headline: A\nSlug: a\nSection: s\nAuthor: x\nPublished: 2026-05-01T12:00Z\n\nText."
    files = {"site.toml": "", "articles/01-a.md": story, "discussions/a.txt": "Ann | x"}
    files |= {"desk.toml": "", "spam.toml": "old_topics = []\nfamilies = []\n[topics]"}
    for file, content in (files | {name: text}).items():
        if content is not None:
            (tmp_path / file).write_text(content)

    with pytest.raises(magazine.Incomplete, match=sentence):
        magazine.read(tmp_path)


def test_a_database_that_is_not_ready_is_told_in_a_sentence(tmp_path, db, monkeypatch):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE exchange_arrival RENAME TO elsewhere")

    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        call_command("demo", stdout=StringIO())
