"""Every page of the site asks the database as often at 30 rows of everything as at 1.

The pages come from the resolver: one that is new fails here until `addresses` says where it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Block, Picture
from forum.accounts.models import Member
from forum.comments import hands
from forum.comments.models import Edition, Policy
from tests import make
from tests.web import addresses
from tests.web.addresses import LEFT_OUT, ONLY_POST, Address
from tests.web.site_of import TOKEN, Site, site_of

MOST_VISITED = {  # queries for a guest, where nothing is kept
    "article": 7,
    "home": 6,
    "section": 7,
    "tag": 7,
    "author": 8,
    "thread": 5,
    "permalink": 2,
    "news": 1,
    "feed": 2,
    "write form": 3,
}
DELETION = "admin:accounts_member_delete"
APPS = ["accounts", "articles", "comments", "moderation"]
OF_ONE_ROW = {Policy, Edition}
NOT_SHOWN = {"Hit", "Lesson", "Feedback"}  # what machines count and send


@dataclass(frozen=True)
class Visit:
    """A page as somebody asks for it."""

    who: str
    client: Client
    address: Address


@dataclass(frozen=True)
class Cost:
    visit: Visit
    queries: int

    def __str__(self):
        return f"{self.visit.address.path} ({self.visit.who}): {self.queries} queries"


@pytest.fixture(autouse=True)
def nothing_kept(db, settings):
    """With a cache, the first to come would pay for those behind."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def test_every_page_costs_as_much_at_30_rows_of_everything_as_at_1():
    few, many = costs(1), costs(30)

    pairs = zip(few, many, strict=True)
    grown = [f"{b} for 30 rows, {a.queries} for 1" for a, b in pairs if a.queries != b.queries]
    assert not grown, "\n".join(grown)
    guest = dict(zip(MOST_VISITED, (cost.queries for cost in many), strict=False))
    assert guest == MOST_VISITED


def test_every_address_of_the_site_is_among_those():
    known = {visit.address.route for visit in visits(site_of(1))}

    missing = set(addresses.routes()) - known - set(LEFT_OUT)
    assert not missing, (
        f"{', '.join(sorted(missing))}: say in tests/web/addresses.py where such a page is, or in "
        "LEFT_OUT why nobody asks for it"
    )
    assert set(LEFT_OUT) <= set(addresses.routes()) - known


def test_what_is_left_out_as_posted_is_only_posted(mona):
    client = signed_in(mona)

    paths = [addresses.example(route) for route, why in LEFT_OUT.items() if why == ONLY_POST]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 405)


def test_what_keeps_an_account_is_counted_and_not_listed(mona):
    """Some have decided 100,000 times. Whoever left nothing behind is deleted as before."""
    writer, reader = make.member("writer"), make.member("reader")
    for _ in range(2):
        make.comment(by=make.guest(member=writer))
    client = signed_in(mona)
    deletion = {one: reverse(DELETION, args=[one.pk]) for one in (writer, reader)}

    page = client.get(deletion[writer])
    for member in (writer, reader):
        client.post(deletion[member], {"post": "yes"})

    assert page.context["protected"] == ["2 comments"]
    assert list(Member.objects.exclude(pk=mona.pk)) == [writer]


def test_the_form_of_a_block_names_the_picture_of_each_link(mona):
    block = Block.objects.create(title="Lamps")
    for alt in ("A lamp at dusk", "A ladder"):
        picture = Picture.objects.create(alt=alt, credit="Ann", file="l.png", width=8, height=5)
        block.links.create(title="Look", url="/a/", picture=picture)

    page = signed_in(mona).get(reverse("admin:articles_block_change", args=[block.pk]))

    for link in block.links.all():
        url = reverse("admin:articles_picture_change", args=[link.picture_id])
        assert f'<strong><a href="{url}">{link.picture}</a></strong>' in page.content.decode()


def costs(size: int) -> list[Cost]:
    """What each visit costs at a site of this size, which is gone afterwards."""
    with transaction.atomic():
        site = site_of(size)
        few = [model.__name__ for model in of_many_rows() if model.objects.count() < size]
        assert not few, f"make {size} rows of {', '.join(few)} in tests/web/site_of"
        ask_what_a_process_asks_once()
        found = [cost(visit) for visit in visits(site)]
        transaction.set_rollback(True)
    return found


def of_many_rows() -> Iterator[type]:
    models = chain.from_iterable(apps.get_app_config(label).get_models() for label in APPS)
    return (one for one in models if one not in OF_ONE_ROW and one.__name__ not in NOT_SHOWN)


def ask_what_a_process_asks_once() -> None:
    ContentType.objects.get_for_models(*apps.get_models())
    _ = connection.features.supports_json_field


def visits(site: Site) -> Iterator[Visit]:
    guest, mona, senior = Client(), signed_in(site.mona), signed_in(site.senior)
    guest.cookies[hands.cookie_name()] = TOKEN
    public, desk = addresses.public(site), addresses.desk(site)
    asked = [
        ("guest", guest, public),
        ("member", signed_in(site.ann), public),
        ("superuser", mona, public + desk + addresses.admin_pages(site, site.mona)),
        ("superuser, htmx", signed_in(site.mona, headers={"HX-Request": "true"}), desk),
        ("of one section", senior, desk + addresses.admin_pages(site, site.senior)),
    ]
    return (Visit(who, client, page) for who, client, pages in asked for page in pages)


def signed_in(member: Member, **options) -> Client:
    client = Client(**options)
    client.force_login(member)
    return client


def cost(visit: Visit) -> Cost:
    with CaptureQueriesContext(connection) as queries:
        answer = visit.client.get(visit.address.path)
        answer.getvalue()  # of what is streamed, to the end
    found, status = Cost(visit, len(queries)), answer.status_code
    assert status == visit.address.status, f"{found}, answered with {status}"
    return found
