"""A whole move: the report, the rehearsal, the repetition, the interruption, the command."""

import subprocess
import sys
from io import StringIO
from itertools import islice

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, Author, OldAddress, Page, Picture, Section, Tag
from forum.comments import intake, integrity
from forum.comments.models import Comment, Discussion
from forum.exchange.models import Arrival
from forum.exchange.wordpress import moving
from forum.exchange.wordpress.moving import Move, Options
from forum.exchange.wordpress.report import Balance
from tests import make
from tests.exchange.wxr import attachment, comment, export, item, line_of

TABLES = (Article, Author, Page, Picture, Section, Tag, Comment, Discussion, OldAddress, Arrival)


def site() -> str:
    """A bit of everything."""
    return export(
        attachment(50, "2011/05/lamp.jpg"),
        item(
            1,
            comment(11),
            comment(12, parent=11, approved="0"),
            comment(13, parent=11, approved="trash"),
            comment(14, parent=13),
            comment(15, parent=99),
            comment(16, type="pingback"),
            comment(17, type="note"),
            content='[gallery ids="1"] Rock',
        ),
        item(2, comment(21), comment(21), status="draft"),
        item(3, post_type="page"),
        item(4, post_type="nav_menu_item"),
    )


def counts() -> list[int]:
    return [model.objects.count() for model in TABLES]


def run(text: str) -> str:
    return "\n".join(text)


def test_the_report_tells_everything(move):
    text = site()

    report = move(text)

    lines = list(report.lines())
    page = "\n".join(lines)
    assert lines[0] == "WordPress export of office.example.org, WXR 1.2"
    for words in (
        "Articles                   2   1 published, 1 draft",
        "Pages                      1   1 published",
        "Pictures                   1   1 without their file",
        "Comments in file           9   6 imported, 3 skipped",
        "Comments imported          6   4 published, 1 waiting for a moderator, 1 removed",
        "Threads                    3",
        "Deepest                    3   1: 3   2: 2   3: 1",
        "Orphans                    1   parent not in the file, now threads of their own: 15",
        "Shortcodes                 1   left as text: 1 gallery",
        f"1   comment of type note: lines {line_of(text, '<wp:comment>', 7)}",
        f"1   item of type nav_menu_item: lines {line_of(text, '<item>', 6)}",
        f"7 =       5 +       0 +       2   line {line_of(text, '<item>', 3)}: Lamp 1",
    ):
        assert words in page
    assert list(integrity.problems()) == []


def test_of_each_article_nothing_disappears(move):
    report = move(site())

    for balance in report.balances:
        assert balance.in_file == balance.imported + balance.before + balance.skipped
    in_balances = sum(balance.in_file for balance in report.balances)
    assert in_balances == report.comments_in_file == 9


def test_a_rehearsal_tells_the_same_and_writes_nothing(move):
    here = make.comment()
    text = site().replace("<wp:comment_id>15<", f"<wp:comment_id>{here.pk}<")
    before = counts()

    rehearsed = list(move(text, is_rehearsal=True).lines())
    assert counts() == before

    assert list(move(text).lines()) == rehearsed
    assert f"Ids changed                1   taken here or not an id: {here.pk}" in rehearsed


def test_a_rehearsal_of_a_repetition_tells_the_same_too(move):
    text = site()
    move(text.replace(comment(14, parent=13), ""))

    rehearsed = list(move(text, is_rehearsal=True).lines())

    assert list(move(text).lines()) == rehearsed
    assert "Comments in file           9   1 imported, 5 here before, 3 skipped" in rehearsed


def test_a_second_move_brings_nothing_twice(move):
    move(site())
    before = counts()

    report = move(site())

    assert counts() == before
    assert report.things["Articles"] == {"here before": 2}
    assert report.balances[0] == Balance(report.balances[0].line, "Lamp 1", 0, 5, 2)


def test_a_second_move_over_https_is_of_the_same_site(move):
    move(site())
    before = counts()

    move(site().replace("https://office.example.org</", "http://www.office.example.org/</"))

    assert counts() == before


def test_what_editors_changed_here_stays(move):
    move(site())
    Article.objects.filter(headline="Lamp 1").update(headline="Rewritten", body="<p>Ours.</p>")
    Comment.objects.filter(pk=11).update(status="removed")
    Section.objects.update(name="Renamed")

    move(site())

    article = Article.objects.get(headline="Rewritten")
    assert article.body == "<p>Ours.</p>"
    assert Comment.objects.get(pk=11).status == "removed"
    assert Section.objects.get().name == "Renamed"


def test_what_was_deleted_here_does_not_come_back(move):
    move(site())
    draft = Article.objects.get(headline="Lamp 2")
    Comment.objects.filter(pk=21).delete()
    draft.delete()

    report = move(site())

    assert not Article.objects.filter(headline="Lamp 2").exists()
    assert not Comment.objects.filter(pk=21).exists()
    assert "article deleted here since it came" in report.skipped


def test_comments_that_were_written_there_meanwhile_are_added(move):
    move(site())

    report = move(
        site().replace(
            comment(15, parent=99), comment(15, parent=99) + comment(31, parent=14) + comment(32)
        )
    )

    assert report.comments["published"] == 2
    assert Comment.objects.get(pk=31).parent_id == 14
    assert Comment.objects.get(pk=32).number == 3
    assert list(integrity.problems()) == []


@pytest.mark.parametrize("items", range(1, 5))
def test_a_move_that_was_interrupted_goes_on_when_it_is_repeated(move, wxr_file, items):
    stopped = Move(wxr_file(site()), Options())
    for _pause in islice(stopped.run(), items):
        pass
    there = Article.objects.count()

    move(site())

    assert there < 3
    assert (Article.objects.count(), Page.objects.count(), Comment.objects.count()) == (2, 1, 6)
    assert list(integrity.problems()) == []


def test_an_interruption_within_an_article_leaves_nothing_of_it(move, monkeypatch):
    rendered = []

    def render(body):
        rendered.append(body)
        if len(rendered) == 3:
            raise KeyboardInterrupt
        return body

    with monkeypatch.context() as patch:
        patch.setattr(moving.markup, "comment", render)
        with pytest.raises(KeyboardInterrupt):
            move(site())

    assert not Article.objects.exists()
    assert not Comment.objects.exists()
    assert not Arrival.objects.filter(kind="article").exists()
    move(site())
    assert Comment.objects.count() == 6


def test_an_article_that_cannot_be_written_costs_no_other(move, monkeypatch):
    take_in = intake.take_in

    def fail_once(discussion_id, rows, known=None, **options):
        rows = list(rows)
        if any(row.key == "11" for row in rows):
            raise ValueError("the ink\nis out")
        return take_in(discussion_id, rows, known, **options)

    monkeypatch.setattr(intake, "take_in", fail_once)

    report = move(site())

    assert [a.headline for a in Article.objects.all()] == ["Lamp 2"]
    assert "could not be written (the ink is out)" in report.skipped
    assert report.comments_in_file == 9


def test_an_id_of_a_later_article_is_not_given_away(move):
    here = make.comment()

    report = move(
        export(item(1, comment(here.pk)), item(2, comment(here.pk + 1), comment(here.pk + 2)))
    )

    assert report.renumbered == [str(here.pk)]


def test_readers_go_on_writing_beside_the_comments_that_came(move):
    move(export(item(1, comment(5000))))

    assert make.comment().pk > 5000


# The command -------------------------------------------------------------------------------


def call(*args, **options) -> str:
    out = StringIO()
    call_command("import_wordpress", *args, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_the_command_prints_the_report(db, wxr_file):
    path = wxr_file(site(), packed=True)

    rehearsed = call(path, dry_run=True)
    assert not Article.objects.exists()

    assert call(path) == rehearsed
    assert Article.objects.count() == 2


@pytest.mark.parametrize("name", ["missing.xml", "."])
def test_the_command_says_in_a_sentence_what_is_wrong_with_the_file(db, tmp_path, name):
    with pytest.raises(CommandError, match="cannot be read"):
        call(tmp_path / name)


def test_the_command_wants_a_folder_for_media(db, wxr_file):
    with pytest.raises(CommandError, match="is not a folder"):
        call(wxr_file(site()), media=wxr_file(site()))


class Terminal(StringIO):
    """Shows progress; somebody presses Ctrl-C at the nth line of it."""

    def __init__(self, patience: int):
        super().__init__()
        self.patience = patience

    def isatty(self):
        return True

    def write(self, text):
        if "%" in text:
            self.patience -= 1
            if not self.patience:
                raise KeyboardInterrupt
        return super().write(text)


def test_the_command_shows_progress_on_a_terminal(db, wxr_file):
    terminal = Terminal(patience=99)

    call_command("import_wordpress", wxr_file(site()), stdout=StringIO(), stderr=terminal)

    assert "%" in terminal.getvalue()


def test_ctrl_c_says_how_far_it_came_and_how_it_goes_on(db, wxr_file):
    terminal = Terminal(patience=1)
    path = wxr_file(export(*(item(n, comment(n)) for n in range(1, 4))))

    with pytest.raises(SystemExit) as stopped:
        call_command("import_wordpress", path, stdout=StringIO(), stderr=terminal)

    assert stopped.value.code == 130
    assert "1 articles, 1 comments are here" in terminal.getvalue()
    assert "Run the same again to go on" in terminal.getvalue()
    call(path)
    assert Comment.objects.count() == 3


def test_a_failing_database_stops_the_move_with_a_sentence(db, wxr_file):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE exchange_arrival RENAME TO elsewhere")

    with pytest.raises(CommandError, match="The database failed"):
        call(wxr_file(site()))


def test_a_large_file_needs_little_memory(tmp_path):
    """In a process of its own: 20 MB in one article, of which no more than pieces are held."""
    path = tmp_path / "large.xml"
    bodies = "lamp " * 2000
    with open(path, "w") as file:
        start, end = export(item(1, "CUT")).split("CUT")
        file.write(start)
        for number in range(2000):
            file.write(comment(number + 1, bodies))
        file.write(end)
    program = (
        "import resource, sys; from pathlib import Path;"
        "from forum.exchange.wordpress.scanner import scan;"
        "from forum.exchange.wordpress.stream import Stream;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "n = sum(1 for piece in scan(Stream(Path(sys.argv[1])).chunks()));"
        "print(n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )

    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True)

    pieces, kilobytes = map(int, done.stdout.split())
    assert pieces == 2003
    assert kilobytes < 8_000
