"""manage.py spam_filter: what it learns from a file, what it prints, what it turns away."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from forum.comments import jsonlines, spam
from forum.comments.models import Trace
from forum.comments.spam import learned, starter
from tests import make
from tests.comments.spam_examples import INNOCENT, SPAM

ROOT = Path(__file__).resolve().parents[2]
LABELLED = [(line, True) for line in SPAM] + [(line, False) for line in INNOCENT]


def jsonl(labelled) -> str:
    return "".join(json.dumps({"text": text, "spam": spam}) + "\n" for text, spam in labelled)


@pytest.fixture
def file(tmp_path):
    """file(content): where it is written."""

    def write(content: str | bytes) -> str:
        path = tmp_path / "examples.jsonl"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


@pytest.fixture
def run(db, capsys):
    def call(*arguments) -> str:
        call_command("spam_filter", *arguments)
        return capsys.readouterr().out

    return call


def after(word: str, out: str) -> list[str]:
    """The rest of the first line that begins with this word."""
    return next(line.split() for line in out.splitlines() if line.startswith(word))[1:]


def test_training_adds_up_and_says_what_is_known(run, file):
    path = file(jsonl(LABELLED))

    assert f"Learned {len(SPAM)} spam comments and {len(INNOCENT)} good ones." in run("train", path)
    out = run("train", path)
    assert f"knows {2 * len(SPAM)} spam comments and {2 * len(INNOCENT)} good ones" in out
    assert learned.seen() == (2 * len(SPAM), 2 * len(INNOCENT))


def test_training_prints_held_out_figures(run, file):
    out = run("train", file(jsonl(LABELLED)))

    held, passed = (int(number) for number in after("spam", out))
    assert held + passed == len(SPAM)
    assert after("good", out) == ["0", str(len(INNOCENT))]
    assert after("precision", out) == ["100.0", "%"]
    assert after("recall", out) == [f"{100 * held / len(SPAM):.1f}", "%"]


def test_evaluating_changes_nothing(run, file):
    path = file(jsonl(LABELLED))
    run("train", path)
    before = list(Trace.objects.order_by("pk").values())

    out = run("evaluate", path)

    assert "The filter as it is" in out
    assert "Held out" not in out
    assert list(Trace.objects.order_by("pk").values()) == before


def test_a_filter_that_knows_nothing_is_evaluated_too(run, file):
    out = run("evaluate", file(jsonl(LABELLED)))

    assert "knows 0 spam comments and 0 good ones" in out
    assert "scores nothing before it knows 20 of each sort" in out
    assert after("spam", out) == ["0", str(len(SPAM))]
    assert after("precision", out) == ["–"]
    assert after("recall", out) == ["0.0", "%"]
    assert "Held out" in out


@pytest.mark.parametrize("threshold", [90, 42, 101])
def test_the_table_is_at_the_policys_threshold_and_some_others(run, file, policy, threshold):
    policy(spam_threshold=threshold)

    out = run("train", file(jsonl(LABELLED)))

    assert f"At {threshold} %, the policy's threshold" in out
    shown = [line.split()[0] for line in out.splitlines() if line.strip()[:1].isdigit()]
    assert shown == [str(one) for one in sorted({50, 70, 80, 90, 95, 99, threshold})]


def test_what_was_trained_is_scored(run, file):
    run("train", file(jsonl(LABELLED)))

    found = spam.learned.score("Cheap loans online, apply now", hosts=["loans.example"])
    assert found.percent >= 90


def test_a_site_in_a_file_is_no_memory_of_this_site(run, file):
    run("train", file(jsonl(LABELLED)))

    assert spam.memory.recall(hosts=["casino.example"]) == []


def test_files_can_be_unlearned_and_decisions_stay(run, file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        spam.learn(make.comment(body="Cheap lamps"), True)
    before = list(Trace.objects.order_by("kind", "key").values("kind", "key", "spam", "ham"))
    run("train", file(jsonl(LABELLED)))

    assert "knows 1 spam comments and 0 good ones" in run("forget")
    kept = Trace.objects.order_by("kind", "key").values("kind", "key", "spam", "ham")
    assert list(kept) == before


def test_empty_lines_do_not_count(run, file):
    out = run("train", file("\n \n" + jsonl(LABELLED[:1]) + "\n\n"))

    assert "Learned 1 spam comments and 0 good ones." in out


NOT_JSON = "Line 2 cannot be read: it is not JSON in UTF-8"
NO_TEXT = "Line 2 cannot be read: its “text” is missing or not a string."
NO_LABEL = "Line 2 cannot be read: its “spam” is missing or neither true nor false."
NO_OBJECT = "Line 2 cannot be read: it is no object."


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"spam,text", NOT_JSON),
        (b'{"text": "a", "spam": true', NOT_JSON),
        (b'{"text": "\xff", "spam": true}', NOT_JSON),
        (b"\x00\x01", NOT_JSON),
        (b"[" * 100_000, NOT_JSON),
        (b'{"spam": true}', NO_TEXT),
        (b'{"text": null, "spam": true}', NO_TEXT),
        (b'{"text": ["a"], "spam": true}', NO_TEXT),
        (b'{"text": "a"}', NO_LABEL),
        (b'{"text": "a", "spam": "yes"}', NO_LABEL),
        (b'{"text": "a", "spam": 1}', NO_LABEL),
        (b"[]", NO_OBJECT),
        (b"null", NO_OBJECT),
        (b'"text"', NO_OBJECT),
    ],
    ids=lambda value: ascii(value[:24]),
)
@pytest.mark.parametrize("verb", ["train", "evaluate"])
def test_a_line_that_is_no_example_is_named_and_nothing_is_learned(run, file, verb, line, says):
    path = file(b'{"text": "A lamp.", "spam": true}\n' + line + b"\n")

    with pytest.raises(CommandError, match=says.replace(".", r"\.")):
        run(verb, path)

    assert not Trace.objects.exists()


@pytest.mark.parametrize("line", [b" " * 101, b'{"text": "' + b"a" * 100 + b'", "spam": true}'])
def test_a_line_without_an_end_is_no_example(run, file, monkeypatch, line):
    monkeypatch.setattr(jsonlines, "LONGEST", 100)
    path = file(b'{"text": "A lamp.", "spam": true}\n' + line + b"\n")

    with pytest.raises(CommandError, match=r"Line 2 cannot be read: it is longer than 100 bytes\."):
        run("train", path)


@pytest.mark.parametrize(
    "text", ["", "\0", "\ud800", "\u202e", "<b>", "https://[::1", "a" * 900_000, "> " * 5000]
)
def test_whatever_a_comment_may_hold_is_an_example(run, file, text):
    out = run("train", file(jsonl([(text, True), ("A lamp.", False)])))

    assert "Learned 1 spam comments and 1 good ones." in out


@pytest.mark.parametrize("content", ["", "\n\n"])
@pytest.mark.parametrize("verb", ["train", "evaluate"])
def test_a_file_without_examples_is_told(run, file, verb, content):
    with pytest.raises(CommandError, match="the file has no examples"):
        run(verb, file(content))


def test_a_file_that_is_not_there_is_told(run, tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.jsonl cannot be read: No such file"):
        run("train", str(tmp_path / "nowhere.jsonl"))
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        run("train", str(tmp_path))


# the starter


def test_the_starter_is_off_until_it_is_asked_for(db):
    assert learned.seen() == (0, 0)
    assert spam.learned.score("Subscribe to my channel") is None


def test_the_starter_lets_a_new_site_score(run):
    out = run("starter")

    assert "knows 350 spam comments and 678 good ones" in out
    assert spam.learned.score("Please subscribe to my channel, free money!!").percent >= 90
    assert spam.learned.score("The lamps were lit when the ferry came in.").percent < 50


def test_the_starter_is_learned_once(run):
    run("starter")
    with pytest.raises(CommandError, match="`spam_filter forget` unlearns"):
        run("starter")
    run("forget")
    run("starter")

    assert learned.seen() == (350, 678)


def test_the_starter_seldom_holds_an_innocent_comment(run, file, capsys):
    run("starter")
    out = run("evaluate", file(jsonl(LABELLED)))

    (held, _passed), (caught, _missed) = after("good", out), after("spam", out)
    with capsys.disabled():
        sys.stdout.write(
            f"\nspam starter: holds {held} of {len(INNOCENT)} good ones, "
            f"{caught} of {len(SPAM)} spam comments of another kind\n"
        )
    assert int(held) <= 1
    assert int(caught) >= 33


def test_the_starter_has_counts_of_words_that_many_used_and_nothing_else():
    kept = json.loads(starter.FILE.read_text())
    words = kept["words"]

    assert set(kept) == {"about", "source", "licence", "comments", "words", "signs"}
    assert "CC BY 4.0" in kept["licence"]
    assert all(sum(count) >= 5 for count in (words | kept["signs"]).values())
    assert all(word.replace("'", "").isalpha() for word in words)
    assert max(map(len, words)) <= 15
    assert not {"psy", "katy", "katty", "perry", "gangnam"} & set(words)


# as a process


def test_a_process_ends_with_one_sentence_and_code_1(tmp_path):
    """As an operator sees it: no traceback. No database is asked before the file is read."""
    done = subprocess.run(
        [sys.executable, "manage.py", "spam_filter", "train", "-"],
        cwd=ROOT,
        input=b"nonsense\n",
        capture_output=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode() == (
        "CommandError: Line 1 cannot be read: it is not JSON in UTF-8 "
        "(Expecting value: line 1 column 1 (char 0)).\n"
    )
