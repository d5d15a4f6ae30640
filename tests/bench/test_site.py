"""The benchmark's own arithmetic: what wrk printed, which bar is met, what the table says."""

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.bench.site import export, table, wrk
from tests.bench.site.scale import FULL, QUICK
from tests.bench.site.table import Found, Measure
from tests.bench.site.wrk import Load, Unmeasured

PRINTED = """\
Running 2s test @ http://127.0.0.1:8731/constant/
  2 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    29.76ms   46.05ms   1.59s    81.74%
    Req/Sec   535.40    147.13   636.00     93.33%
  Latency Distribution
     50%  980.00us
     75%   14.33ms
     90%    1.12s 
     99%    1.54s 
  841 requests in 2.04s, 3.34MB read
Requests/sec:    412.49
Transfer/sec:      1.10MB
"""  # noqa: W291 (wrk prints seconds with a space behind)


def test_rate_latency_and_number_are_read_from_what_wrk_printed():
    assert wrk.parse(PRINTED) == Load(rate=412.49, half=0.98, worst=1540.0, requests=841)


def test_refusals_and_broken_connections_are_counted():
    told = (
        "  Socket errors: connect 1, read 20, write 0, timeout 4\n  Non-2xx or 3xx responses: 7\n"
    )
    load = wrk.parse(PRINTED.replace("Requests/sec", f"{told}Requests/sec"))

    assert (load.broken, load.refused) == (25, 7)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "unable to connect to 127.0.0.1:8731 Connection refused",
        PRINTED.replace("841 requests", "0 requests"),
        PRINTED.replace("     50%  980.00us\n", ""),
    ],
    ids=["nothing", "no server", "no answer", "no latency"],
)
def test_a_run_without_figures_is_no_measurement(printed):
    with pytest.raises(Unmeasured):
        wrk.parse(printed)


@pytest.mark.parametrize(
    ("measure", "value", "verdict"),
    [
        (Measure("a", "a", least=0.4), 0.4, table.MET),
        (Measure("a", "a", least=0.4), 0.39, table.MISSED),
        (Measure("a", "a", most=1.3), 1.3, table.MET),
        (Measure("a", "a", most=1.3), 1.31, table.MISSED),
        (Measure("a", "a", most=1.3), None, table.UNKNOWN),
        (Measure("a", "a"), 5.0, table.REPORTED),
        (Measure("a", "a"), None, table.REPORTED),
    ],
    ids=str,
)
def test_a_bar_is_met_from_the_bar_on(measure, value, verdict):
    assert measure.verdict(value) == verdict


def test_a_ratio_compares_what_was_measured_in_one_round():
    """The second round met a busy machine: its ratio is the same."""
    assert table.quotients([500, 50, 480], [1000, 100, 1000]) == [0.5, 0.5, 0.48]


def test_rates_tell_what_each_round_gave_and_the_median_cost():
    rates = table.Rates()
    for requests, seconds in ((1000, 2.0), (10, 0.1), (1000, 3.0)):
        rates.add(Load(requests / 2, 1.0, 1.0, requests), seconds)

    assert str(rates) == "500, 5, 500 req/s; 3.00 ms of processor time each"


def test_the_value_is_the_median_of_the_rounds():
    assert Found([0.1, 0.9, 0.5]).value == 0.5
    assert Found().value is None


def test_values_are_shown_with_their_unit():
    assert table.shown(0.414, "x") == "0.41"
    assert table.shown(12345.6, "req/s") == "12,346 req/s"
    assert table.shown(1.25, "% of a core") == "1.2 % of a core"
    assert table.shown(None, "x") == "–"


FOUND = {
    "SQLite": {"warm": Found([0.3, 0.5, 0.4], "1, 2, 3 req/s"), "apart": Found([399.0])},
    "PostgreSQL": {"warm": Found([0.39])},
}


def row(lines: list[str], words: str) -> str:
    return next(line for line in lines if words in line)


def test_the_table_has_every_measure_with_its_bar_and_a_verdict_for_each_place():
    lines = table.lines(FOUND, FULL)

    assert row(lines, "263 comments, warm").split("  ")[1:] != []
    cells = row(lines, "263 comments, warm").partition(">=")[2].split()
    assert cells == ["0.40", "0.40", "met", "0.39", "MISSED"]
    assert "399 posts/s  MISSED" in row(lines, "8 discussions")
    assert row(lines, "home page").split()[-4:] == ["–", "?", "–", "?"]
    assert row(lines, "100,000 threads, middle").endswith("?")
    assert sum(measure.bar in "\n".join(lines) for measure in table.MEASURES) == len(table.MEASURES)


def test_the_same_rows_go_into_bench_json():
    rows = table.report(FOUND, QUICK)

    assert len(rows) == len(table.MEASURES) * len(FOUND)
    assert rows[2] | {"label": ""} == {
        "measure": "warm",
        "label": "",
        "place": "SQLite",
        "unit": "x",
        "value": 0.4,
        "rounds": [0.3, 0.5, 0.4],
        "bar": ">= 0.40",
        "verdict": "met",
        "detail": "1, 2, 3 req/s",
    }
    assert (
        next(r for r in rows if r["measure"] == "imported")["label"] == "import of 10,000 comments"
    )


def test_a_taste_has_the_same_measures_on_a_smaller_site():
    assert asdict(QUICK).keys() == asdict(FULL).keys()
    assert QUICK.comments < FULL.comments


def test_without_wrk_it_says_in_one_sentence_how_to_get_it_and_ends_with_2(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.site"],
        cwd=Path(__file__).parents[2],
        env={"PATH": str(tmp_path), "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 2
    assert done.stderr == "The benchmark needs wrk: sudo apt-get install wrk.\n"
    assert list(tmp_path.iterdir()) == []


def test_the_generated_export_arrives_whole(db, tmp_path):
    """Every comment, with its answers below it."""
    from forum.comments import integrity
    from forum.comments.models import Comment
    from forum.exchange.wordpress.moving import Move, Options

    file = tmp_path / "export.xml"
    export.write(file, 300)
    for _pause in Move(file, Options()).run():
        pass

    assert Comment.objects.published().count() == 300
    assert 60 < Comment.objects.filter(parent=None).count() < 120
    assert list(integrity.problems()) == []
