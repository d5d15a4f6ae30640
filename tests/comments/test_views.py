"""Posting and permalinks through the client: where a reader lands, and what hostile input gets."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from forum.comments import integrity
from forum.comments.models import Comment, Discussion, Document, Policy
from forum.moderation import decisions
from tests import make
from tests.comments.readers import LINKS, OWN, post, typed, write_at

HUGE = "9" * 30
HELD, REMOVED = Comment.Status.HELD, Comment.Status.REMOVED


@pytest.fixture
def place(policy):
    policy(pause_seconds=0, person_limit=1_000, network_limit=1_000)
    return make.article(slug="lamps").discussion


def held(client, place, body=LINKS):
    """The answer to a comment that waits, of a reader who was told so and posts it all the same."""
    return post(client, write_at(place), body=body, anyway="1")


def given_back(response) -> str:
    """The text in the form, or in the box of a page about an error."""
    page = response.content.decode()
    area = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    return unescape(area[1]) if area else ""


def assert_nothing_was_written(place: Discussion):
    assert not Comment.objects.filter(name="Ann").exists()
    assert list(integrity.problems()) == []


# where a reader lands


def test_a_reader_lands_on_their_comment(client, place):
    response = post(client, write_at(place))

    comment = Comment.objects.get()
    assert response.status_code == 303
    where = f"{place.url}?posted={comment.pk}#comment-{comment.pk}"
    assert response.headers["Location"] == where
    page = client.get(where.partition("#")[0])
    assert f'id="comment-{comment.pk}"' in page.content.decode()


def test_a_reader_lands_on_the_page_their_thread_has(client, place, policy):
    policy(pause_seconds=0, threads_per_page=2)
    for _ in range(4):
        make.comment(place)

    response = post(client, write_at(place))

    comment = Comment.objects.get(name="Ann")
    where = f"{place.url}?page=3&posted={comment.pk}#comment-{comment.pk}"
    assert response.headers["Location"] == where
    page = client.get(response.headers["Location"].partition("#")[0])
    assert f'id="comment-{comment.pk}"' in page.content.decode()


def test_with_the_newest_first_a_reader_lands_on_page_one(client, place, policy):
    policy(pause_seconds=0, threads_per_page=2, newest_first=True)
    for _ in range(4):
        make.comment(place)

    response = post(client, write_at(place))

    comment = Comment.objects.get(name="Ann")
    assert response.headers["Location"].partition("#")[0] == f"{place.url}?posted={comment.pk}"


def test_a_reply_lands_in_its_thread(client, place):
    parent = make.comment(place)

    response = post(client, f"/c/{parent.pk}/reply/")

    reply = Comment.objects.get(name="Ann")
    assert reply.parent == parent
    assert response.headers["Location"] == f"{place.url}?posted={reply.pk}#comment-{reply.pk}"


def test_a_reply_in_a_long_thread_lands_on_the_threads_own_page(client, place, policy):
    policy(pause_seconds=0, comments_per_thread=5, comments_per_thread_page=5)
    root = make.comment(place)
    for _ in range(6):
        make.comment(parent=root)

    response = post(client, f"/c/{root.pk}/reply/")

    reply = Comment.objects.get(name="Ann")
    where = f"/c/{root.pk}/thread/?page=2&posted={reply.pk}#comment-{reply.pk}"
    assert response.headers["Location"] == where
    page = client.get(where.partition("#")[0])
    assert f'id="comment-{reply.pk}"' in page.content.decode()
    assert "Your comment is up." in page.content.decode()


def test_a_held_comment_has_a_receipt_that_says_what_became_of_it(client, place, mona):
    response = held(client, place)

    receipt = response.headers["Location"]
    assert response.status_code == 303
    assert receipt.startswith("/receipts/")
    page = client.get(receipt)
    assert page.status_code == 200
    assert "waits for a moderator" in page.content.decode()
    assert "https://a.example" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "https://a.example" not in client.get(place.url).content.decode()

    decisions.approve(Comment.objects.get(), mona)

    assert "is published" in client.get(receipt).content.decode()


def test_a_receipt_cannot_be_guessed(client, place):
    mine = held(client, place).headers["Location"].split("/")[2]
    other = make.comment(place, status=HELD)

    for token in (
        str(other.pk),
        mine[:-1],
        mine + "x",
        f"{other.pk}:{mine.partition(':')[2]}",
        "::",
    ):
        assert client.get(f"/receipts/{token}/").status_code == 404


def test_the_address_of_the_reader_is_stored_as_a_key_alone(client, place):
    client.post(write_at(place), typed(), headers=OWN, REMOTE_ADDR="203.0.113.7")

    comment = Comment.objects.get()
    assert re.fullmatch(r"[0-9a-f]{64}", comment.network)
    assert "203.0.113.7" not in str(Comment.objects.values().get())


# once


def test_a_double_click_is_answered_twice_and_posted_once(client, place):
    answers = [post(client, write_at(place)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Comment.objects.count() == 1


def test_a_held_comment_sent_twice_has_one_receipt(client, place):
    for _ in range(2):
        assert held(client, place).status_code == 303

    assert Comment.objects.count() == 1


# refusals keep every word


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"body": ""}, 422),
        ({"body": " \n "}, 422),
        ({"body": None}, 422),
        ({"body": "x" * 10_001}, 422),
        ({"name": ""}, 422),
        ({"name": None}, 422),
        ({"name": "\u200b\u2800"}, 422),
        ({"name": "x" * 61}, 422),
        ({"email": ""}, 422),
        ({"email": "ann"}, 422),
        ({"email": "ann@example.org\r\nBcc: bob@example.org"}, 422),
        ({"email": f"{'a' * 250}@example.org"}, 422),
        ({"terms": "0"}, 422),
        ({"terms": "x"}, 422),
        ({"terms": HUGE}, 422),
    ],
    ids=str,
)
def test_a_form_that_is_wrong_comes_back_filled_in(client, place, fields, status):
    response = post(client, write_at(place), **fields)

    page = response.content.decode()
    assert response.status_code == status
    assert given_back(response) == (typed(**fields).get("body") or "")
    if "name" not in fields:
        assert 'value="Ann"' in page
    assert response.headers["Cache-Control"] == "no-store"
    assert_nothing_was_written(place)


@pytest.mark.parametrize("body", ["", " \u200b\n", None])
def test_all_that_is_missing_is_said_at_once(client, place, body):
    page = post(client, write_at(place), name="", body=body).content.decode()

    assert "This field is required." in page
    assert "Write a comment first" in page


def test_new_terms_are_shown_before_they_are_accepted(client, place):
    newest = Policy.objects.current().terms_version or 0
    Document.objects.create(kind="terms", version=newest + 1, body="New.")

    response = client.post(write_at(place), typed(terms=newest), headers=OWN)

    assert response.status_code == 422
    assert "Terms of Service have changed" in response.content.decode()
    assert f'name="terms" value="{newest + 1}"' in response.content.decode()
    assert given_back(response) == "Well said."


def test_too_fast_says_when_to_come_again(client, place, policy):
    policy(pause_seconds=20)
    post(client, write_at(place), body="First.")

    response = post(client, write_at(place), body="Second.")

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "20"
    assert given_back(response) == "Second."
    assert Comment.objects.count() == 1


def test_the_same_words_later_are_the_same_comment_in_the_same_browser(client, place):
    first = post(client, write_at(place))
    Comment.objects.update(posted_at=timezone.now() - timedelta(hours=1))

    assert post(client, write_at(place)).headers["Location"] == first.headers["Location"]
    assert Comment.objects.count() == 1


def test_the_same_words_later_are_refused_where_no_cookie_tells_the_browser(client, place):
    post(client, write_at(place))
    client.cookies.clear()
    Comment.objects.update(posted_at=timezone.now() - timedelta(hours=1))

    response = post(client, write_at(place))

    assert response.status_code == 422
    assert "already said that" in response.content.decode()
    assert given_back(response) == "Well said."


def test_a_closed_discussion_gives_the_text_back(client, place):
    Discussion.objects.filter(pk=place.pk).update(opening="closed")

    response = post(client, write_at(place))

    assert response.status_code == 403
    assert "closed" in response.content.decode()
    assert given_back(response) == "Well said."
    assert_nothing_was_written(place)


@pytest.mark.parametrize("status", [HELD, REMOVED])
def test_an_answer_to_what_is_gone_can_be_posted_as_a_thread(client, place, status):
    parent = make.comment(place, status=status)

    response = post(client, f"/c/{parent.pk}/reply/")

    page = response.content.decode()
    assert response.status_code == 422
    assert given_back(response) == "Well said."
    assert f'action="{write_at(place)}"' in page
    assert parent.body not in page
    assert_nothing_was_written(place)


# hostile input


def test_a_megabyte_is_refused_and_given_back(client, place):
    body = "ä" * 1_000_000

    response = post(client, write_at(place), body=body)

    assert response.status_code == 422
    assert given_back(response) == body
    assert_nothing_was_written(place)


def test_a_body_beyond_all_bounds_is_too_much_at_once(client, place):
    response = post(client, write_at(place), body="x" * 30_000_000)

    assert response.status_code == 413
    assert "too long to be taken" in response.content.decode()
    assert_nothing_was_written(place)


def test_a_thousand_fields_too_many_are_too_much_at_once(client, place):
    response = client.post(
        write_at(place), typed() | {f"f{n}": n for n in range(2000)}, headers=OWN
    )

    assert response.status_code == 413
    assert "too long to be taken" in response.content.decode()
    assert_nothing_was_written(place)


def test_a_wrong_method_is_told_in_words(client, place):
    response = client.put(write_at(place), headers=OWN)

    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert "does not take such a request" in response.content.decode()


@pytest.mark.parametrize(("body", "leads"), [("Well said.", "/2"), (LINKS, "/receipts/")])
def test_the_answer_to_a_post_is_kept_by_no_cache(client, place, body, leads):
    response = held(client, place, body)

    assert response.status_code == 303
    assert response.headers["Location"].startswith(leads)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("a\x07b\x1bc\x7fd", "abcd"),
        ("a\u202eb\u2066c", "abc"),
        ("a\ufffeb\ufdd0c", "abc"),
        ("a\r\nb", "a\nb"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ form }} {% load x %}", "{{ form }} {% load x %}"),
        ("'; DROP TABLE comments_comment; --", "'; DROP TABLE comments_comment; --"),
        ("Z\u0337a\u0338lgo", "Z\u0337a\u0338lgo"),
        ("עברית", "עברית"),
        ("Us: 👩‍👩‍👧", "Us: 👩‍👩‍👧"),
    ],
)
def test_odd_characters_are_kept_or_dropped_but_never_an_error(client, place, body, kept):
    response = post(client, write_at(place), body=body)

    assert response.status_code == 303
    assert Comment.objects.get().body == kept
    page = client.get(place.url)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("field", ["name", "email", "body"])
def test_a_nul_is_answered_with_a_sentence(client, place, field):
    response = post(client, write_at(place), **{field: "a\x00b@example.org"})

    assert response.status_code == 422
    assert given_back(response).replace("\x00", "") == typed(**{field: "ab@example.org"})["body"]
    assert_nothing_was_written(place)


@pytest.mark.parametrize(
    "raw",
    [b"%ED%A0%80", b"%FF%FE", b"%C3%28", b"\xed\xa0\x80", b"\xff", b"%00", b"%u0041", b"%", b"%zz"],
    ids=repr,
)
@pytest.mark.parametrize("field", [b"name", b"body"])
def test_bytes_that_are_no_text_are_never_an_error_of_ours(client, place, field, raw):
    fields = {
        b"name": b"Ann",
        b"email": b"ann%40example.org",
        b"body": b"Well+said.",
        b"terms": b"1",
    }
    fields[field] += raw
    data = b"&".join(name + b"=" + value for name, value in fields.items())

    response = client.generic(
        "POST", write_at(place), data, "application/x-www-form-urlencoded", headers=OWN
    )

    assert response.status_code in (303, 422)
    assert list(integrity.problems()) == []


@pytest.mark.parametrize("email", ["ann@example.org", "ann"])
@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "raw-unicode-escape", "latin-1", "none"])
@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_a_post_in_another_encoding_is_never_an_error_of_ours(client, place, charset, kind, email):
    fields = typed(body="+2AA- \\ud800 Well said.", name="Ann +2AA- \\ud800", email=email)
    data = urlencode(fields).encode()
    if kind.startswith("multipart"):
        data = b"".join(
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        )
        data += b"--x--\r\n"

    response = client.generic(
        "POST", write_at(place), data, f"{kind}; charset={charset}", headers=OWN
    )

    assert response.status_code in (303, 400, 422)
    if response.status_code == 422 and charset != "utf-16":
        assert "Well said." in given_back(response)
    assert list(integrity.problems()) == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("application/json", b'{"body": "x"}'),
        ("text/plain", b"body=x"),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; na"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
        ("", b""),
        ("application/x-www-form-urlencoded", b""),
    ],
)
def test_what_is_no_form_is_a_clear_4xx(client, place, kind, data):
    response = client.generic("POST", write_at(place), data, kind, headers=OWN)

    assert 400 <= response.status_code < 500
    assert not Comment.objects.exists()


def test_forty_levels_of_replies_are_shown_at_three(client, place):
    path = write_at(place)
    for level in range(40):
        location = post(client, path, body=f"Level {level}.").headers["Location"]
        path = f"/c/{location.rpartition('-')[2]}/reply/"

    assert Comment.objects.order_by("-level").first().level == 39
    assert list(integrity.problems()) == []
    assert client.get(location.partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><img src=x>', "O'Neil & Sons", "ﷺ" * 60]
)
def test_a_hostile_name_is_shown_as_text(client, place, name):
    assert post(client, write_at(place), name=name).status_code == 303

    comment = Comment.objects.get()
    for path in (place.url, f"/c/{comment.pk}/reply/", f"/discussions/{place.pk}/feed/"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/discussions/{}/comments/",
        "/c/{}/reply/",
        "/c/{}/",
        "/c/{}/thread/",
        "/discussions/{}/feed/",
    ],
)
@pytest.mark.parametrize("pk", ["0", "999999", HUGE, "9" * 5000, "-1", "x", "٣", "1e3", "%00"])
def test_what_never_was_is_a_clear_404(client, place, path, pk):
    answers = [client.get(path.format(pk))]
    if "comments" in path or "reply" in path:
        answers.append(post(client, path.format(pk)))

    for response in answers:
        assert response.status_code == 404
    assert given_back(answers[-1]) == ("Well said." if len(answers) > 1 else "")
    assert_nothing_was_written(place)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/c/{comment}/"),
        ("post", "/c/{comment}/thread/"),
        ("delete", "/c/{comment}/"),
        ("put", "/c/{comment}/reply/"),
        ("patch", "/discussions/{place}/comments/"),
        ("post", "/terms/"),
        ("post", "/receipts/"),
        ("put", "/receipts/x/"),
        ("get", "/receipts/x/warning/"),
        ("post", "{url}"),
        ("post", "/"),
        ("post", "/preview/x/"),
        ("post", "/robots.txt"),
        ("post", "/favicon.ico"),
        ("post", "/media/x.webp"),
    ],
)
def test_a_wrong_method_does_nothing(place, method, path):
    comment = make.comment(place)
    path = path.format(comment=comment.pk, place=place.pk, url=place.url)
    browser = Client(enforce_csrf_checks=True)  # not "This form has expired": it never was one

    response = getattr(browser, method)(path, headers=OWN)

    assert response.status_code == 405
    assert response.headers["Allow"]


# pages that are not there


@pytest.mark.parametrize(
    "page",
    [
        "0",
        "-1",
        "1e3",
        "٣",
        "١",
        "9" * 5000,
        "2",
        "99999999999",
        "",
        "x",
        "1.0",
        "+1",
        " 1",
        "%00",
        "1%00",
    ],
)
@pytest.mark.parametrize("of", ["article", "thread", "home"])
def test_a_page_number_that_is_none_is_not_found(client, place, of, page):
    comment = make.comment(place)
    path = {"article": place.url, "thread": f"/c/{comment.pk}/thread/", "home": "/"}[of]

    assert client.get(f"{path}?page={page}").status_code == 404


@pytest.mark.parametrize("query", ["", "?page=1", "?page=01", "?page=1&page=1", "?utm_source=x"])
def test_page_one_is_there(client, place, query):
    assert client.get(f"{place.url}{query}").status_code == 200


# what stands beside a comment


def beside(client, place: Discussion, comment: Comment) -> str:
    """The part of a page between a comment and the next."""
    page = client.get(place.url).content.decode()
    return page.partition(f'id="comment-{comment.pk}"')[2].partition("<article")[0]


@pytest.mark.parametrize(
    ("fields", "marks"),
    [
        ({}, []),
        ({"is_picked": True}, ["Editors’ pick"]),
        ({"is_locked": True}, ["A moderator has locked this thread."]),
    ],
)
def test_marks_of_a_comment(client, place, fields, marks):
    comment = make.comment(place)
    Comment.objects.update(**fields)

    shown = beside(client, place, comment)

    for mark in ("Editors’ pick", "A moderator has locked this thread."):
        assert (mark in shown) is (mark in marks)


def test_a_comment_can_be_answered_and_reported(client, place):
    comment = make.comment(place, by=make.guest("Otto"))

    shown = beside(client, place, comment)

    assert f'href="/c/{comment.pk}/reply/"' in shown
    assert f'href="/c/{comment.pk}/report/"' in shown
    assert 'aria-label="Reply to Otto"' in shown
    assert 'aria-label="Report the comment by Otto"' in shown


@pytest.mark.parametrize("locked", ["root", "discussion"])
def test_where_nobody_can_answer_a_comment_can_still_be_reported(client, place, locked):
    root = make.comment(place)
    reply = make.comment(parent=root)
    if locked == "root":
        Comment.objects.filter(pk=root.pk).update(is_locked=True)
    else:
        Discussion.objects.update(opening="closed")

    for comment in (root, reply):
        shown = beside(client, place, comment)
        assert f"/c/{comment.pk}/reply/" not in shown
        assert f'href="/c/{comment.pk}/report/"' in shown


def test_a_tombstone_gives_the_reason_and_no_link(client, place):
    gone = make.comment(place, by=make.guest("Otto"), body="Buy my ladder.")
    make.comment(parent=gone)
    Comment.objects.filter(pk=gone.pk).update(status=REMOVED, removed_for="spam")

    page = client.get(place.url).content.decode()

    assert "A moderator removed this comment: advertising." in page
    assert "Otto" not in page
    assert "ladder" not in page
    assert f"/c/{gone.pk}/" not in page.replace("in reply to", "")


# permalinks


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_permalink_leads_to_the_page_that_shows_the_comment(client, place, policy, newest_first):
    policy(
        threads_per_page=2,
        newest_first=newest_first,
        comments_per_thread=5,
        comments_per_thread_page=5,
    )
    for length in (1, 3, 9, 1, 6):
        root = make.comment(place)
        for _ in range(length - 1):
            make.comment(parent=root)

    for comment in Comment.objects.all():
        response = client.get(f"/c/{comment.pk}/")
        path, _, fragment = response.headers["Location"].partition("#")
        assert response.status_code == 302
        assert fragment == f"comment-{comment.pk}"
        assert f'id="{fragment}"' in client.get(path).content.decode()


def test_a_permalink_costs_one_query_and_goes_by_the_policy_of_now(
    client,
    place,
    policy,
    local_memory,
    django_assert_num_queries,
    django_capture_on_commit_callbacks,
):
    first, second = make.comment(place), make.comment(place)
    client.get(f"/c/{first.pk}/")

    with django_assert_num_queries(1):
        leads_to = client.get(f"/c/{second.pk}/").headers["Location"]
    assert leads_to == f"{place.url}#comment-{second.pk}"

    with django_capture_on_commit_callbacks(execute=True):
        policy(threads_per_page=1)
    leads_to = client.get(f"/c/{second.pk}/").headers["Location"]
    assert leads_to == f"{place.url}?page=2#comment-{second.pk}"


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [(HELD, 404, "not public yet"), (REMOVED, 410, "was removed")],
)
@pytest.mark.parametrize("path", ["/c/{}/", "/c/{}/reply/"])
def test_a_comment_out_of_sight_says_so_and_leads_to_its_discussion(
    client, place, status, code, words, path
):
    comment = make.comment(place, status=status, body="Out of sight.")

    response = client.get(path.format(comment.pk))

    page = response.content.decode()
    assert response.status_code == code
    assert words in page
    assert f'href="{place.url}#comments"' in page
    assert "Out of sight." not in page
    assert comment.name not in page
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_permalink_that_never_was_says_so(client, place):
    response = client.get("/c/999999/")

    assert response.status_code == 404
    assert "There is no such comment" in response.content.decode()


def test_a_reply_has_no_thread_of_its_own_but_its_roots(client, place):
    root = make.comment(place)
    reply = make.comment(parent=root)

    answer = client.get(f"/c/{reply.pk}/thread/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/c/{root.pk}/thread/#comment-{reply.pk}"


# htmx


def test_htmx_gets_the_form_alone(client, place):
    comment = make.comment(place)

    page = client.get(f"/c/{comment.pk}/reply/", headers={"HX-Request": "true"})

    assert "<form" in page.content.decode()
    assert "<html" not in page.content.decode()
    assert "HX-Request" in page.headers["Vary"]


def test_the_feed_tells_readers_of_an_edit(client, place):
    first, second = make.comment(place), make.comment(place)
    edited_at = timezone.now() + timedelta(minutes=5)
    Comment.objects.filter(pk=first.pk).update(edited_at=edited_at)

    feed = client.get(f"/discussions/{place.pk}/feed/").content.decode()

    entries = {
        re.search(r"/c/(\d+)/", entry)[1]: f"<updated>{edited_at:%Y-%m-%dT%H:%M}" in entry
        for entry in re.findall(r"<entry>.*?</entry>", feed, re.DOTALL)
    }
    assert entries == {str(first.pk): True, str(second.pk): False}


# what it costs


@pytest.mark.parametrize("size", [1, 30])
@pytest.mark.parametrize(
    "path", ["/c/{}/", "/c/{}/thread/", "/c/{}/reply/", "/discussions/{}/feed/"]
)
def test_a_page_costs_the_same_however_much_there_is(
    client, place, size, path, django_assert_max_num_queries
):
    root = make.comment(place)
    for _ in range(size):
        make.comment(parent=root)
        make.comment(place)
    pk = place.pk if "feed" in path else root.pk

    with django_assert_max_num_queries(6):
        assert client.get(path.format(pk)).status_code in (200, 302)
