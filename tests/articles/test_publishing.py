"""The one door for articles: dates, addresses and the discussion in step; drafts stay drafts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article, OldAddress, Section
from articles.views import preview_url
from forum.accounts.models import Scope
from forum.comments import posting
from forum.comments.models import Discussion, Policy
from tests import make

DRAFT, PUBLISHED = Article.Status.DRAFT, Article.Status.PUBLISHED
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def change(article: Article, **fields) -> Article:
    """The article as an editor saves it who has just opened it."""
    found = Article.objects.get(pk=article.pk)
    for name, value in fields.items():
        setattr(found, name, value)
    return publishing.save(found)


@pytest.fixture
def clock(monkeypatch):
    """Set the time: clock(NOON)."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


# dates


def test_an_article_published_without_a_date_gets_this_moment(db, clock):
    clock(NOON)

    article = make.article(published_at=None)

    assert (article.published_at, article.day) == (NOON, date(2026, 5, 1))
    assert article.discussion.opened_at == NOON


def test_a_draft_gets_no_date_and_no_address(db):
    draft = make.article(status=DRAFT)

    assert (draft.published_at, draft.day, draft.get_absolute_url()) == (None, None, "")
    assert (draft.discussion.url, draft.discussion.opened_at) == ("", None)


def test_a_date_once_given_stays(db):
    article = make.article(published_at=NOON)

    assert change(article, headline="Another").published_at == NOON


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2026, 5, 1)),
        ("Pacific/Auckland", date(2026, 5, 2)),
        ("America/Los_Angeles", date(2026, 4, 30)),
    ],
)
def test_the_day_in_the_address_is_that_of_the_sites_time_zone(db, settings, zone, day):
    settings.TIME_ZONE = zone
    moment = NOON - timedelta(hours=6) if zone.startswith("America") else NOON + timedelta(hours=1)

    article = make.article(published_at=moment, slug="lamps")

    assert article.day == day
    assert article.get_absolute_url() == f"/{day:%Y/%m/%d}/lamps/"


def test_every_change_is_dated(db, clock):
    article = make.article()
    later = timezone.now() + timedelta(hours=1)
    clock(later)

    assert change(article, body="<p>Corrected.</p>").changed_at == later


# the discussion


def test_the_discussion_follows_headline_and_address(db):
    article = make.article(published_at=NOON)

    change(article, headline="Another", slug="another")

    place = Discussion.objects.get(pk=article.discussion_id)
    assert (place.title, place.url) == ("Another", "/2026/05/01/another/")


def test_the_discussion_opens_with_the_article(db):
    soon = timezone.now() + timedelta(hours=1)

    article = make.article(published_at=soon)

    assert article.discussion.opened_at == soon


def test_an_article_taken_back_takes_no_more_comments(db, ann):
    article = make.article()
    change(article, status=DRAFT)

    with pytest.raises(posting.Refused) as refused:
        posting.post(article.discussion_id, ann, "Well said.")

    assert refused.value.code == "closed"


def test_saving_keeps_what_readers_and_moderators_did_meanwhile(db):
    article = make.article()
    opened_by_editor = Article.objects.select_related("discussion").get(pk=article.pk)
    make.comment(article.discussion)
    Discussion.objects.update(opening="closed", premoderated=True)

    publishing.save(opened_by_editor)

    place = Discussion.objects.get()
    assert (place.comment_count, place.thread_count) == (1, 1)
    assert (place.opening, place.premoderated) == ("closed", True)


def test_saving_bumps_the_version_of_the_discussion(db):
    article = make.article()
    before = article.discussion.version

    assert change(article).discussion.version > before


def test_two_articles_have_two_discussions(db):
    assert make.article().discussion_id != make.article().discussion_id


# the words


def test_the_body_is_made_safe(db):
    article = make.article(body='<p onclick="x()">Dusk.</p><script>x()</script><h1>Big</h1>')

    assert article.body == "<p>Dusk.</p>Big"


@pytest.mark.parametrize(
    ("excerpt", "summary"),
    [("", "They lit the lamps at dusk, as always."), ("<b>Dusk</b>", "Dusk")],
)
def test_the_summary_is_the_excerpt_or_the_first_words(db, excerpt, summary):
    assert make.article(excerpt=excerpt).summary == summary


# drafts and the future


@pytest.fixture
def places(client, db):
    """Every public page that could show an article: text by address."""

    def read(article):
        paths = ["/", "/archive/", "/feed/", "/sections/screen/"]
        paths += ["/authors/ada-vale/", f"/sections/{article.section.slug}/feed/", "/2026/"]
        paths += [f"/discussions/{article.discussion_id}/comments/"]
        paths += [f"/discussions/{article.discussion_id}/feed/"]
        if article.get_absolute_url():
            paths.append(article.get_absolute_url())
        return {path: client.get(path).content.decode() for path in paths}

    return read


@pytest.mark.parametrize("published_at", [None, NOON], ids=["undated", "dated"])
def test_no_public_page_shows_a_draft(places, published_at):
    draft = make.article(
        status=DRAFT, published_at=published_at, headline="Secret Lamps", slug="secret-lamps"
    )

    for path, page in places(draft).items():
        assert "Secret Lamps" not in page, path
        assert path == draft.get_absolute_url() or "secret-lamps" not in page, path


def test_no_public_page_shows_an_article_before_its_moment(places):
    article = make.article(
        published_at=timezone.now() + timedelta(hours=1), headline="Secret Lamps"
    )

    for path, page in places(article).items():
        assert "Secret Lamps" not in page, path


def test_no_public_page_shows_an_article_that_was_taken_back(places):
    article = make.article(headline="Secret Lamps", published_at=NOON)
    change(article, status=DRAFT)

    for path, page in places(article).items():
        assert "Secret Lamps" not in page, path


def test_comments_of_an_article_that_was_taken_back_lead_nowhere(client, db):
    article = make.article(headline="Secret Lamps")
    comment = make.comment(article.discussion, body="Spoken once.")
    change(article, status=DRAFT)

    for path in ("", "thread/", "reply/"):
        response = client.get(f"/c/{comment.pk}/{path}", follow=True)
        assert response.status_code == 404, path
        assert "Secret Lamps" not in response.content.decode(), path
        assert "Spoken once." not in response.content.decode(), path


@pytest.mark.parametrize(("seconds", "status"), [(-1, 404), (0, 200), (1, 200)])
def test_a_scheduled_article_appears_by_itself_on_its_second(client, db, clock, seconds, status):
    moment = timezone.now() + timedelta(days=1)
    article = make.article(published_at=moment)
    clock(moment + timedelta(seconds=seconds))

    response = client.get(article.get_absolute_url())

    assert response.status_code == status
    assert (article.headline in client.get("/").content.decode()) is (status == 200)
    assert article.discussion.is_open(timezone.now(), Policy()) is (status == 200)


def test_a_preview_shows_a_draft_to_whoever_holds_the_link(client, db):
    draft = make.article(status=DRAFT, headline="Secret Lamps")

    response = client.get(preview_url(draft))

    assert response.status_code == 200
    assert "Secret Lamps" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_preview_link_cannot_be_guessed(client, db):
    draft = make.article(status=DRAFT)
    other = make.article(status=DRAFT)
    token = preview_url(draft).split("/")[-2]
    forged = str(other.pk) + token[token.index(":") :] if ":" in token else "x"

    for guess in (str(draft.pk), forged, token[:-1], token + "x", "x:y:z"):
        assert client.get(reverse("articles:preview", args=[guess])).status_code == 404


# addresses that were


def test_an_article_that_moves_leaves_its_old_address_behind(db):
    article = make.article(published_at=NOON, slug="lamps")

    moved = change(article, slug="lanterns")

    assert OldAddress.objects.get().path == "/2026/05/01/lamps/"
    assert OldAddress.objects.get().target == moved.get_absolute_url()


def test_an_article_that_moves_twice_leads_from_both(db):
    article = make.article(published_at=NOON, slug="a")
    change(article, slug="b")
    moved = change(article, published_at=NOON + timedelta(days=1))

    assert {old.path: old.target for old in OldAddress.objects.all()} == {
        "/2026/05/01/a/": moved.get_absolute_url(),
        "/2026/05/01/b/": moved.get_absolute_url(),
    }


def test_an_article_that_moves_back_is_no_redirect_to_itself(db):
    article = make.article(published_at=NOON, slug="a")
    change(article, slug="b")

    change(article, slug="a")

    assert [old.path for old in OldAddress.objects.all()] == ["/2026/05/01/b/"]


@pytest.mark.parametrize(
    "before", [{"status": DRAFT}, {"published_at": timezone.now() + timedelta(1)}]
)
def test_an_address_that_no_reader_knew_is_not_kept(db, before):
    article = make.article(**{"published_at": NOON, "slug": "a"} | before)

    change(article, slug="b")

    assert not OldAddress.objects.exists()


def test_an_article_that_moves_while_it_is_a_draft_leads_from_where_readers_knew_it(db):
    article = make.article(published_at=NOON, slug="a")
    change(article, status=DRAFT)
    change(article, slug="b")

    back = change(article, status=PUBLISHED)

    assert {old.path: old.target for old in OldAddress.objects.all()} == {
        "/2026/05/01/a/": back.get_absolute_url()
    }


def test_a_draft_takes_no_old_address_from_a_public_article(db):
    article = make.article(published_at=NOON, slug="a")
    change(article, slug="b")

    make.article(status=DRAFT, published_at=NOON, slug="a")

    assert [old.path for old in OldAddress.objects.all()] == ["/2026/05/01/a/"]


def test_a_new_article_at_an_old_address_stands_there(db):
    article = make.article(published_at=NOON, slug="a")
    change(article, slug="b")

    make.article(published_at=NOON, slug="a")

    assert not OldAddress.objects.exists()


def test_two_articles_of_a_day_cannot_share_an_address(db):
    make.article(published_at=NOON, slug="a")

    with pytest.raises(IntegrityError), transaction.atomic():
        make.article(published_at=NOON, slug="a")

    assert Article.objects.count() == Discussion.objects.count() == 1


# discarding


def test_a_discarded_draft_takes_its_discussion_along(db):
    draft = make.article(status=DRAFT)

    publishing.discard(draft)

    assert not Article.objects.exists()
    assert not Discussion.objects.exists()


def test_an_article_with_comments_cannot_be_discarded(db):
    article = make.article()
    make.comment(article.discussion)

    with pytest.raises(ProtectedError), transaction.atomic():
        publishing.discard(article)

    assert Article.objects.count() == 1


# the discussion's section


def test_a_discussion_knows_its_articles_section_and_language(db, settings):
    settings.LANGUAGE_CODE = "de"

    article = make.article(section=make.section("screen"))

    assert (article.discussion.section, article.discussion.language) == ("Screen", "de")


def test_a_language_that_was_chosen_stays(db):
    article = make.article()
    Discussion.objects.update(language="cy")

    assert change(article, headline="Lamps").discussion.language == "cy"


def test_an_article_that_changes_its_section_takes_its_discussion_along(db):
    article = make.article(section=make.section("screen"))

    change(article, section=make.section("food"))

    assert Discussion.objects.get().section == "Food"


def test_a_section_that_is_renamed_takes_discussions_and_moderators_along(db):
    screen, food = make.section("screen"), make.section("food")
    make.article(section=screen)
    other = make.article(section=food)
    milo = make.member("milo")
    for name in ("Screen", "Food"):
        Scope.objects.create(member=milo, section=name)

    screen.name = "Film"
    publishing.save_section(screen)

    assert set(Discussion.objects.values_list("section", flat=True)) == {"Film", "Food"}
    assert Discussion.objects.get(section="Food") == other.discussion
    assert set(Scope.objects.values_list("section", flat=True)) == {"Film", "Food"}


def test_two_sections_that_share_a_name_share_their_moderators(db):
    first, second = make.section("screen"), make.section("stage")
    Section.objects.update(name="Arts")
    Scope.objects.create(member=make.member("milo"), section="Arts")
    make.article(section=second)

    first.name = "Film"
    publishing.save_section(first)

    assert set(Scope.objects.values_list("section", flat=True)) == {"Arts", "Film"}
    assert Discussion.objects.get().section == "Arts"


def test_saving_a_section_as_it_is_changes_nothing_else(db, django_assert_num_queries):
    section = make.section()
    make.article(section=section)

    with django_assert_num_queries(4):  # savepoint, its old name, itself, savepoint
        publishing.save_section(section)
