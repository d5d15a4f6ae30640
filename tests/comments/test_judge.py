"""manage.py judge: comments in, verdicts out, one line for each, and nothing written."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from forum.accounts.models import Hit, Standing
from forum.comments import jsonlines
from forum.comments.models import Comment, Discussion, Finding
from tests import make

SHOUTED = "WHY DOES NOBODY EVER LISTEN TO ME"


@pytest.fixture
def judged(db, capsys, monkeypatch):
    """The answers to lines, given as bytes or as what JSON is made of; and how it ended."""

    def run(*lines):
        typed = b"".join(
            (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n"
            for line in lines
        )
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        try:
            call_command("judge")
            ended = "well"
        except CommandError as error:
            ended = str(error)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()], ended

    return run


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"body": "Well said."}, {"outcome": "publish", "rules": []}),
        (
            {"body": SHOUTED},
            {"outcome": "hold", "rules": [{"code": "shouting", "evidence": {"percent": 100}}]},
        ),
        (
            {"body": "> "},
            {"outcome": "refuse", "rules": [{"code": "empty", "evidence": {"length": 1}}]},
        ),
        (
            {"body": "Well.", "name": "Adm1n"},
            {
                "outcome": "refuse",
                "rules": [{"code": "name_reserved", "evidence": {"name": "Admin"}}],
            },
        ),
    ],
)
def test_a_comment_is_published_held_or_refused_and_why(judged, said, answer):
    assert judged(said) == ([answer], "well")


def test_answers_come_in_the_order_of_the_lines(judged):
    answers, _ended = judged({"body": "Yes."}, {"body": SHOUTED}, {"body": ""}, {"body": "No."})

    assert [answer["outcome"] for answer in answers] == ["publish", "hold", "refuse", "publish"]


def test_all_holds_are_told(judged):
    body = SHOUTED + " https://a.example https://b.example https://c.example"

    [answer], _ended = judged({"body": body.upper()})

    assert [rule["code"] for rule in answer["rules"]] == ["links", "shouting"]


def test_what_only_watches_is_told_apart(judged, policy):
    policy(rule_modes={"shouting": "watch"})

    [answer], _ended = judged({"body": SHOUTED})

    assert (answer["outcome"], answer["rules"]) == ("publish", [])
    assert answer["watched"] == [{"code": "shouting", "evidence": {"percent": 100}}]


def test_the_address_tells_who_is_suspended(judged):
    Standing.objects.create(key="email:ann@example.org", suspended_for_good=True)

    answers, _ended = judged(
        {"body": "Well said.", "email": " ANN@example.org "},
        {"body": "Well said.", "email": None, "name": None},
    )

    assert [answer["outcome"] for answer in answers] == ["refuse", "publish"]


def test_keys_it_does_not_know_are_let_pass(judged):
    assert judged({"body": "Well said.", "id": 7, "spam": True})[1] == "well"


def test_nothing_is_written(judged):
    before = (Comment, Discussion, Finding, Hit, Standing)

    answers, _ended = judged(*({"body": SHOUTED, "email": "ann@example.org"} for _ in range(50)))

    assert len({json.dumps(answer) for answer in answers}) == 1
    assert not any(model.objects.exists() for model in before)


# What the form says


@pytest.mark.parametrize(
    ("said", "code", "evidence"),
    [
        ({"body": "a\0b"}, "null_characters_not_allowed", {"field": "body", "length": 3}),
        ({"name": "A\0nn"}, "null_characters_not_allowed", {"field": "name", "length": 4}),
        ({"name": "x" * 61}, "max_length", {"field": "name", "length": 61, "limit": 60}),
        ({"name": "x" * 100_000}, "max_length", {"field": "name", "length": 100_000, "limit": 60}),
        ({"name": "\u200b\u202e"}, "blank", {"field": "name", "length": 2}),
        ({"name": "\ud800"}, "blank", {"field": "name", "length": 1}),
        ({"email": "nobody"}, "invalid", {"field": "email", "length": 6}),
        ({"email": "a@b"}, "invalid", {"field": "email", "length": 3}),
        ({"email": "\ud800@a.example"}, "invalid", {"field": "email", "length": 11}),
        ({"email": "a\n@a.example"}, "invalid", {"field": "email", "length": 12}),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_what_the_form_would_not_take_is_refused(judged, said, code, evidence):
    [answer], ended = judged({"body": "Well said."} | said)

    assert answer == {"outcome": "refuse", "rules": [{"code": code, "evidence": evidence}]}
    assert ended == "well"


@pytest.mark.parametrize(
    "said",
    [
        {"name": "x" * 60},
        {"name": "  Ann\t of  the\u2028Marsh "},
        {"name": "\x07Ann", "body": "A bell\x07 and\x1b escapes."},
        {"email": "ann@a.example", "name": ""},
        {"email": "", "name": None},
        {"body": "A lone \ud800 surrogate."},
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_what_the_form_takes_is_judged(judged, said):
    assert judged({"body": "Well said."} | said) == ([{"outcome": "publish", "rules": []}], "well")


def test_all_that_the_form_finds_is_told(judged):
    [answer], _ended = judged({"body": "", "name": "\0", "email": "x"})

    told = {(rule["evidence"]["field"], rule["code"]) for rule in answer["rules"]}
    assert told == {
        ("name", "null_characters_not_allowed"),
        ("email", "invalid"),
        ("body", "empty"),
    }


def test_a_body_that_is_too_long_is_refused_by_its_rule(judged):
    answers, _ended = judged({"body": "x" * 10_000}, {"body": "x" * 10_001}, {"body": "x" * 10**6})

    assert [answer["outcome"] for answer in answers] == ["publish", "refuse", "refuse"]
    assert [answer["rules"][0]["evidence"] for answer in answers[1:]] == [
        {"length": 10_001},
        {"length": 10**6},
    ]


# Lines that are no comment


@pytest.mark.parametrize(
    "line",
    [
        b"Well said.",
        b"[1, 2]",
        b'"Well said."',
        b"null",
        b"{",
        b'{"body": 3}',
        b'{"body": null}',
        b'{"body": ["Well said."]}',
        b'{"body": {}}',
        b'{"name": "Ann"}',
        b'{"body": "Well.", "name": 3}',
        b'{"body": "Well.", "email": ["a@b"]}',
        b'{"body": "\xff"}',
        b'{"body": "a\x00b"}',
        b"[" * 100_000,
        b'{"body": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda line: line[:20],
)
def test_what_is_no_comment_is_told_and_the_rest_goes_on(judged, line):
    answers, ended = judged({"body": "Yes."}, line, {"body": "No."})

    assert [answers[0]["outcome"], answers[2]["outcome"]] == ["publish", "publish"]
    assert answers[1]["error"].startswith("line 2: ")
    assert set(answers[1]) == {"error"}
    assert ended == "1 line could not be read."


def test_empty_lines_are_no_comments_and_no_fault(judged):
    answers, ended = judged(b"", {"body": "Yes."}, b"  ", b"x", b"\r")

    assert ["error" in answer for answer in answers] == [False, True]
    assert answers[1]["error"].startswith("line 4: ")
    assert ended == "1 line could not be read."


@pytest.mark.parametrize(
    "line",
    [
        b'{"body": "a\\u0001\\ud800\\udfff \\udfff b", "name": "Ann\\ud800"}',
        b'\xef\xbb\xbf{"body": "Well said."}',
        b'{"body": "\\u202etxt.exe", "name": "Ann\\u202e"}',
        b'{"body": "%s %(x)s {} {{ }}"}',
    ],
)
def test_hostile_characters_are_judged_without_them(judged, line):
    answers, ended = judged(line)

    assert [answer["outcome"] for answer in answers] == ["publish"]
    assert ended == "well"


def test_ten_megabytes_are_too_long_for_a_comment_not_for_a_line(judged):
    answers, ended = judged({"body": "x" * 10_000_000}, {"body": "Yes."})

    assert answers[0]["rules"] == [{"code": "too_long", "evidence": {"length": 10_000_000}}]
    assert answers[1]["outcome"] == "publish"
    assert ended == "well"


def test_a_line_without_an_end_is_cut_off(judged, monkeypatch):
    monkeypatch.setattr(jsonlines, "LONGEST", 100)
    just = json.dumps({"body": "x" * 88}).encode()
    assert len(just) == 100

    answers, ended = judged(just, just + b" ", b"x" * 1000, {"body": "Yes."})

    assert ["error" in answer for answer in answers] == [False, True, True, False]
    assert answers[2]["error"] == "line 3: it is longer than 100 bytes"
    assert ended == "2 lines could not be read."


def test_each_answer_is_there_before_the_next_line_is_read(db, capsys, monkeypatch):
    told = []

    class Pipe:
        def readline(self, limit):
            told.append(capsys.readouterr().out)
            return b'{"body": "Yes."}\n' if len(told) < 3 else b""

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": Pipe()}))

    call_command("judge")

    assert told[0] == ""
    assert all('"publish"' in answer for answer in told[1:])


@pytest.mark.parametrize("lines", [1, 30])
def test_a_line_costs_the_same_however_many_came_before(judged, lines):
    make.member("mona")
    connection.force_debug_cursor = True
    try:
        connection.queries_log.clear()
        judged(*({"body": f"A new thought, number {number}."} for number in range(lines)))
        asked = len(connection.queries_log)
    finally:
        connection.force_debug_cursor = False

    assert asked <= 1 + 4 * lines
