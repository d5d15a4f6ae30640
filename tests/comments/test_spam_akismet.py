"""The outside service, asked over a real connection: what is sent, and what its failures do."""

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from forum.comments import spam
from forum.comments.models import Comment, Feedback
from forum.comments.spam import akismet, feedback
from forum.comments.spam.akismet import Opinion, Submission
from tests import make
from tests.comments import akismet_server
from tests.comments.akismet_server import BLOG, KEY, SPAMMER

GOOD = Submission("Well said.", "Ann", "ann@example.org", "192.0.2.1", "Firefox")
SPAM = Submission("Buy it.", SPAMMER, "", "192.0.2.1", "Firefox")
FAILURES = ["slow", "dripping", "garbage", "empty", "failing", "rude", "gone"]


@pytest.fixture
def service(settings, monkeypatch):
    """The service runs and the site has its key."""
    monkeypatch.setenv("no_proxy", "*")
    akismet.resume()
    with akismet_server.started() as server:
        settings.AKISMET_KEY, settings.AKISMET_URL, settings.SITE_URL = KEY, server.url, BLOG
        yield server
    akismet.resume()


def test_without_a_key_nobody_is_asked(service, settings):
    settings.AKISMET_KEY = ""

    assert akismet.check(SPAM) is Opinion.OFF
    assert service.requests == []


def test_it_says_what_it_thinks(service):
    assert akismet.check(GOOD) is Opinion.HAM
    assert akismet.check(SPAM) is Opinion.SPAM


def test_it_is_told_what_it_needs_and_nothing_empty(service):
    akismet.check(
        Submission(
            "Größe & <b>Sinn</b> = 1+1",
            "Ann",
            user_ip="192.0.2.1",
            user_agent="Firefox",
            permalink=f"{BLOG}/comments/7/",
            comment_type="reply",
        )
    )

    assert service.fields("comment-check") == [
        {
            "api_key": KEY,
            "blog": BLOG,
            "blog_charset": "UTF-8",
            "comment_content": "Größe & <b>Sinn</b> = 1+1",
            "comment_author": "Ann",
            "user_ip": "192.0.2.1",
            "user_agent": "Firefox",
            "permalink": f"{BLOG}/comments/7/",
            "comment_type": "reply",
        }
    ]


@pytest.mark.parametrize("mode", FAILURES)
def test_a_failure_is_no_opinion_and_is_over_in_two_seconds(service, caplog, mode):
    service.mode = mode
    began = monotonic()

    assert akismet.check(SPAM) is Opinion.UNAVAILABLE
    assert monotonic() - began < akismet.TIMEOUT + 0.5
    assert "Akismet is unavailable" in caplog.text
    assert KEY not in caplog.text
    assert "Buy it." not in caplog.text


def test_a_key_that_is_not_theirs_is_a_failure_too(service, settings, caplog):
    settings.AKISMET_KEY = "somebody-elses"

    assert akismet.check(SPAM) is Opinion.UNAVAILABLE
    assert "unable to parse your key" in caplog.text
    assert "somebody-elses" not in caplog.text


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://no-such-host.invalid", "nonsense"])
def test_a_service_that_is_not_there_is_a_failure_too(service, settings, url):
    settings.AKISMET_URL = url

    assert akismet.check(SPAM) is Opinion.UNAVAILABLE


def test_one_that_takes_no_connection_is_given_up(service, settings):
    """A full queue: the handshake never ends."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        settings.AKISMET_URL = f"http://127.0.0.1:{port}"
        began = monotonic()

        assert akismet.check(SPAM) is Opinion.UNAVAILABLE
        assert monotonic() - began < akismet.TIMEOUT + 0.5
        for one in waiting:
            one.close()


def test_after_a_failure_it_is_left_alone_for_a_while(service):
    service.mode = "failing"
    akismet.check(SPAM)
    service.mode = "well"

    assert akismet.check(SPAM) is Opinion.UNAVAILABLE
    assert len(service.requests) == 1

    akismet.resume()
    assert akismet.check(SPAM) is Opinion.SPAM


def test_requests_that_hang_do_not_pile_up(service):
    service.mode = "dripping"
    began = monotonic()
    with ThreadPoolExecutor(20) as readers:
        opinions = list(readers.map(akismet.check, [SPAM] * 20))

    assert set(opinions) == {Opinion.UNAVAILABLE}
    assert len(service.requests) <= akismet.AT_ONCE
    assert monotonic() - began < akismet.TIMEOUT + 1


# feedback


@pytest.fixture
def comment(db):
    return make.comment(by=make.guest("Ann"), body="Well said.", posted_at=MORNING)


MORNING = datetime(2026, 6, 1, 9, tzinfo=UTC)
NOW = MORNING + timedelta(days=1)


def called_spam(comment: Comment) -> Comment:
    comment.findings.create(rule=feedback.RULE, evidence={"opinion": Opinion.SPAM})
    return comment


def deliver(at=None) -> int:
    return feedback.deliver(at or timezone.now())


def test_missed_spam_is_told_and_only_once(service, comment):
    spam.learn(comment, True)
    assert service.requests == []  # never in the moderator's request

    assert deliver() == 1
    assert deliver() == 0
    assert service.fields("submit-spam") == [
        {
            "api_key": KEY,
            "blog": BLOG,
            "blog_charset": "UTF-8",
            "comment_content": "Well said.",
            "comment_author": "Ann",
            "comment_author_email": "ann@example.org",
            "permalink": f"{BLOG}{comment.get_absolute_url()}",
            "comment_type": "comment",
            "comment_date_gmt": "2026-06-01T09:00:00+00:00",
        }
    ]


def test_a_false_alarm_is_told(service, comment):
    spam.learn(called_spam(comment), False)

    assert deliver() == 1
    assert [verb for verb, _fields in service.requests] == ["submit-ham"]


def test_where_it_was_right_it_is_told_nothing(service, comment):
    other = make.comment()
    spam.learn(called_spam(comment), True)
    spam.learn(other, False)

    assert deliver() == 0
    assert not Feedback.objects.exists()


def test_what_is_taken_back_in_time_is_not_told(service, comment):
    spam.learn(comment, True)
    spam.unlearn(comment, True)

    assert deliver() == 0


def test_the_last_verdict_is_told(service, comment):
    spam.learn(comment, True)
    spam.learn(comment, False)  # which is what the service thought

    assert deliver() == 0


@pytest.mark.parametrize("mode", ["failing", "garbage", "gone"])
def test_what_fails_is_told_later_and_ever_less_often(service, comment, mode):
    spam.learn(comment, True)
    began = Feedback.objects.get().due_at

    service.mode = mode
    waits = []
    for _ in range(4):
        due = Feedback.objects.get().due_at
        assert deliver(due) == 0
        waits.append((Feedback.objects.get().due_at - due) // feedback.RETRY)
        assert deliver(Feedback.objects.get().due_at - timedelta(seconds=1)) == 0
    assert waits == [1, 2, 4, 8]
    assert len(service.requests) == 4

    service.mode = "well"
    assert deliver(began + timedelta(days=1)) == 1


def test_what_fails_for_two_days_is_dropped(service, comment):
    spam.learn(comment, True)
    service.mode = "failing"
    for _ in range(feedback.ATTEMPTS):
        assert Feedback.objects.exists()
        deliver(Feedback.objects.get().due_at)

    assert not Feedback.objects.exists()


def test_one_failure_ends_the_round(service, db):
    spam.learn_all([make.comment() for _ in range(5)], True)
    service.mode = "failing"

    assert deliver() == 0
    assert len(service.requests) == 1


def test_without_a_key_nothing_is_noted_or_sent(service, settings, comment):
    spam.learn(comment, True)
    settings.AKISMET_KEY = ""

    spam.learn(make.comment(), True)

    assert Feedback.objects.count() == 1
    assert deliver() == 0
    assert service.requests == []


# the operator


def service_says(capsys) -> str:
    call_command("spam_filter", "service")
    return capsys.readouterr().out


def test_an_operator_can_ask_whether_the_key_is_known(service, settings, capsys):
    assert "knows the key" in service_says(capsys)

    settings.AKISMET_KEY = "somebody-elses"
    with pytest.raises(CommandError, match="does not know this key"):
        service_says(capsys)


def test_an_operator_hears_that_it_is_off_or_away(service, settings, capsys):
    service.mode = "garbage"
    with pytest.raises(CommandError, match="is unavailable"):
        service_says(capsys)

    settings.AKISMET_KEY = ""
    assert "AKISMET_KEY is not set" in service_says(capsys)


def test_the_daily_round_delivers(service, comment, capsys):
    spam.learn(comment, True)

    call_command("spam_filter", "tend")

    assert "1 verdicts sent" in capsys.readouterr().out
    assert len(service.fields("submit-spam")) == 1
