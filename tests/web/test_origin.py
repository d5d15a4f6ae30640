"""Where a request comes from: forged posts are refused with their text, guests need no token.

Through the form of a discussion, with Django's own token check switched on.
"""

import re

import pytest
from django.test import Client, RequestFactory

from forum.comments.models import Comment, Discussion, Edition, Policy
from forum.web.origin import client_address
from tests import make

TEXT = "Well said, and <b>bold</b>."
SAME, CROSS = {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "cross-site"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def place(policy):
    policy(pause_seconds=0)
    return make.discussion()


def typed(**fields) -> dict:
    terms = Policy.objects.current().terms_version or ""
    return {"name": "Ann", "email": "ann@example.org", "body": TEXT, "terms": terms} | fields


def send(browser, place, *, headers=None, https=False, **fields):
    return browser.post(
        f"/discussions/{place.pk}/comments/", typed(**fields), headers=headers, secure=https
    )


def assert_posted(response):
    assert response.status_code == 303, response.content.decode()
    assert Comment.objects.count() == 1


def assert_refused(response):
    """403, the text given back, nothing kept by a cache, nothing written."""
    page = response.content.decode()
    assert response.status_code == 403
    assert "Well said, and &lt;b&gt;bold&lt;/b&gt;." in page
    assert "no-store" in response.headers["Cache-Control"]
    assert "public" not in response.headers["Cache-Control"]
    assert not Comment.objects.exists()


# guests


@pytest.mark.parametrize(
    "headers",
    [
        SAME,
        SAME | {"Origin": "http://testserver"},
        SAME | {"Origin": "null"},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "none", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": " Same-Origin "},
    ],
    ids=str,
)
def test_a_post_from_our_own_page_needs_no_token(browser, place, headers):
    assert_posted(send(browser, place, headers=headers))


def test_over_https_the_origin_says_https(browser, place):
    assert_posted(send(browser, place, headers={"Origin": "https://testserver"}, https=True))


@pytest.mark.parametrize(
    "headers",
    [
        CROSS,
        CROSS | {"Origin": "http://evil.example"},
        CROSS | {"Origin": "http://testserver"},
        CROSS | {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://blog.testserver"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "garbage", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin, cross-site"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "none", "Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://eviltestserver"},
        {"Origin": "http://testserver:8000"},
        {"Origin": "https://testserver"},
        {"Origin": "testserver"},
        {"Origin": "http://testserver/"},
        {"Origin": "http://testserver http://evil.example"},
    ],
    ids=str,
)
def test_a_post_from_elsewhere_is_refused_and_its_text_given_back(browser, place, headers):
    assert_refused(send(browser, place, headers=headers))


def test_over_https_an_http_origin_is_elsewhere(browser, place):
    assert_refused(send(browser, place, headers={"Origin": "http://testserver"}, https=True))


def test_an_origin_that_the_operator_trusts_is_ours(browser, place, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://www.example.org"]

    assert_posted(send(browser, place, headers=CROSS | {"Origin": "https://www.example.org"}))


def test_what_is_almost_a_trusted_origin_is_not(browser, place, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://www.example.org"]

    assert_refused(send(browser, place, headers={"Origin": "https://www.example.org.evil.example"}))


# the confirmation


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "none"}], ids=str)
def test_a_browser_that_says_nothing_is_asked_to_confirm_and_then_posts_once(
    browser, place, headers
):
    page = send(browser, place, headers=headers)
    assert_refused(page)
    token = TOKEN.search(page.content.decode())[1]

    first = send(browser, place, headers=headers, csrfmiddlewaretoken=token)
    second = send(browser, place, headers=headers, csrfmiddlewaretoken=token)

    assert_posted(first)
    assert_posted(second)
    assert first.headers["Location"] == second.headers["Location"]


def test_over_https_the_confirmation_needs_the_referer(browser, place):
    page = send(browser, place, https=True)
    token = TOKEN.search(page.content.decode())[1]
    here = {"Referer": f"https://testserver/discussions/{place.pk}/comments/"}

    assert_refused(send(browser, place, https=True, csrfmiddlewaretoken=token))
    assert_posted(send(browser, place, https=True, headers=here, csrfmiddlewaretoken=token))


def test_a_forged_confirmation_is_asked_again(browser, place):
    send(browser, place)

    assert_refused(send(browser, place, csrfmiddlewaretoken="x" * 64))


def test_the_confirmation_sets_its_cookie_for_that_page_alone(browser, place):
    page = send(browser, place)

    cookie = page.cookies["csrftoken"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "Cookie" in page.headers["Vary"]


# replies


@pytest.mark.parametrize(
    ("headers", "session", "status"),
    [
        (SAME, "", 303),
        (SAME | {"Origin": "null"}, "", 303),
        (SAME, "x" * 32, 403),
        (CROSS, "", 403),
        ({"Origin": "null"}, "", 403),
        ({}, "", 403),
    ],
)
def test_a_reply_goes_through_the_same_door(browser, place, headers, session, status):
    parent = make.comment(place)
    if session:
        browser.cookies["sessionid"] = session

    response = browser.post(f"/c/{parent.pk}/reply/", typed(), headers=headers)

    assert response.status_code == status
    assert Comment.objects.filter(parent=parent).count() == (status == 303)
    assert "no-store" in response.headers["Cache-Control"]


# members


def test_a_session_needs_its_token_wherever_the_post_comes_from(browser, place):
    browser.force_login(make.member("carl"))

    assert_refused(send(browser, place, headers=SAME))


def test_with_its_token_a_session_posts_as_its_member(browser, place):
    carl = make.member("carl")
    browser.force_login(carl)
    page = browser.get(f"/discussions/{place.pk}/comments/").content.decode()

    response = send(browser, place, headers=SAME, csrfmiddlewaretoken=TOKEN.search(page)[1])

    assert_posted(response)
    assert Comment.objects.get().author == carl
    assert Comment.objects.get().name == "Carl"


def test_a_members_token_does_not_help_a_post_from_elsewhere(browser, place):
    browser.force_login(make.member("carl"))
    page = browser.get(f"/discussions/{place.pk}/comments/").content.decode()

    assert_refused(send(browser, place, headers=CROSS, csrfmiddlewaretoken=TOKEN.search(page)[1]))


def test_a_stale_session_needs_a_token_and_gets_one(browser, place):
    browser.cookies["sessionid"] = "x" * 32
    page = send(browser, place, headers=SAME)
    assert_refused(page)
    token = TOKEN.search(page.content.decode())[1]

    assert_posted(send(browser, place, headers=SAME, csrfmiddlewaretoken=token))


# other methods, other views


def test_reading_never_posts(browser, place):
    response = browser.get(f"/discussions/{place.pk}/comments/", typed(), headers=SAME)

    assert response.status_code == 200
    assert not Comment.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize(("headers", "status"), [(SAME, 405), (CROSS, 403)], ids=["own", "foreign"])
def test_other_methods_do_nothing(browser, place, method, headers, status):
    response = getattr(browser, method)(f"/discussions/{place.pk}/comments/", headers=headers)

    assert response.status_code == status


@pytest.mark.parametrize(("headers", "says"), [(CROSS, "another site"), (SAME, "form has expired")])
def test_nobody_is_signed_in_by_a_post_from_elsewhere_or_without_a_token(
    browser, mona, headers, says
):
    response = browser.post(
        "/admin/login/", {"username": "mona", "password": "secret"}, headers=headers
    )

    assert response.status_code == 403
    assert says in response.content.decode()
    assert "sessionid" not in browser.cookies


# pages that any cache may keep


@pytest.fixture
def pages(db):
    article = make.article(slug="lamps")
    root = make.comment(article.discussion)
    reply = make.comment(parent=root)
    held = make.comment(article.discussion, status="held")
    return [
        "/",
        "/sections/screen/",
        "/archive/",
        "/feed/",
        "/terms/",
        "/nothing-here/",
        article.get_absolute_url(),
        f"{article.get_absolute_url()}?page=99",
        f"/c/{root.pk}/",
        f"/c/{held.pk}/",
        f"/c/{reply.pk}/reply/",
        f"/c/{root.pk}/thread/",
        f"/discussions/{article.discussion_id}/comments/",
        f"/discussions/{article.discussion_id}/feed/",
    ]


def assert_public(response, path):
    assert response.status_code < 500, path
    assert not response.cookies, path
    assert "Cookie" not in response.headers.get("Vary", ""), path
    assert "Sec-Fetch" not in response.headers.get("Vary", ""), path
    assert "csrf" not in response.content.decode().lower(), path


def test_a_public_page_carries_no_cookie_no_token_and_does_not_vary_by_cookie(browser, pages):
    for path in pages:
        assert_public(browser.get(path), path)
    assert not browser.cookies


def test_a_page_from_the_cache_carries_nothing_of_who_read_it_before(
    browser, local_memory, pages, django_assert_num_queries
):
    Edition.objects.get_or_create(pk=1)
    member, asked = Client(), Client(enforce_csrf_checks=True)
    member.force_login(make.member("carl"))
    send(asked, Discussion.objects.get())
    assert "csrftoken" in asked.cookies

    for path in pages:
        for before in (member, asked, member):
            before.get(path)
        assert_public(browser.get(path), path)
    with django_assert_num_queries(1):
        assert_public(browser.get(pages[6]), pages[6])


def test_whoever_carries_a_session_gets_pages_that_nobody_keeps(browser, pages):
    browser.force_login(make.member("carl"))

    for path in pages[6:10]:
        assert "no-store" in browser.get(path).headers["Cache-Control"], path


# the client's address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "127.0.0.1"),
        (0, "6.6.6.6", "127.0.0.1"),
        (0, "6.6.6.6, 7.7.7.7", "127.0.0.1"),
        (1, None, "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "7.7.7.7", "7.7.7.7"),
        (1, "6.6.6.6, 7.7.7.7", "7.7.7.7"),
        (1, "6.6.6.6,7.7.7.7", "7.7.7.7"),
        (1, "6.6.6.6, ", "127.0.0.1"),
        (2, "6.6.6.6, 7.7.7.7, 8.8.8.8", "7.7.7.7"),
        (2, "8.8.8.8", "127.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_what_the_outermost_trusted_proxy_saw(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}

    assert client_address(RequestFactory().get("/", headers=headers)) == address
