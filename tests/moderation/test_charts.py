"""The charts' geometry: what stands where, without a row or a browser."""

import itertools
import re

import pytest
from django.template.loader import render_to_string

from forum.moderation import charts


@pytest.mark.parametrize(
    ("most", "top"),
    [(0, 2), (1, 2), (3, 4), (5, 6), (7, 8), (10, 10), (11, 20), (99, 100), (101, 200)],
)
def test_the_scale_ends_at_a_round_even_number(most, top):
    assert charts.nice_top(most) == top


def test_the_highest_stack_reaches_no_higher_than_the_plot():
    chart = charts.columns(
        [(3, 2), (0, 0), (7, 3)], ["a", "b", "c"], titles=["a", "b", "c"], series=["x", "y"]
    )

    tops = [piece.y for column in chart.columns for piece in column.pieces]
    assert min(tops) == 0
    assert chart.columns[1].pieces == []
    lower, upper = chart.columns[0].pieces
    assert lower.y + lower.height == charts.HEIGHT
    assert upper.y + upper.height == pytest.approx(lower.y)


def test_columns_stand_side_by_side():
    chart = charts.columns([(1,)] * 24, [""] * 24, titles=[""] * 24, series=["x"])

    ends = [(c.pieces[0].x, c.pieces[0].x + c.pieces[0].width) for c in chart.columns]
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(ends))
    assert ends[-1][1] <= charts.WIDTH


def test_the_longest_bar_fills_the_width_and_the_others_keep_its_scale():
    chart = charts.bars([(6, 2), (1, 1)], ["a", "b"], notes=["", ""], series=["x", "y"])

    lengths = [sum(piece.width for piece in bar.pieces) for bar in chart.bars]
    assert lengths == [charts.WIDTH, charts.WIDTH / 4]
    assert chart.bars[0].pieces[1].x == chart.bars[0].pieces[0].width


def test_every_bar_is_a_drawing_of_its_own():
    chart = charts.bars([(6, 2), (1, 1)], ["a", "b"], notes=["", ""], series=["x", "y"])

    pieces = [piece for bar in chart.bars for piece in bar.pieces]
    assert {(piece.y, piece.height) for piece in pieces} == {(0, chart.height)}


@pytest.mark.parametrize(
    ("template", "chart", "written"),
    [
        (
            "admin/desk/_bars.html",
            charts.bars([(3,)], ["many links"], notes=["75 % approved"], series=["x"]),
            ["many links", "75 % approved"],
        ),
        (
            "admin/desk/_columns.html",
            charts.columns([(3,)], ["11 p.m."], titles=["23:00"], series=["x"]),
            ["0", "2", "4", "11 p.m."],
        ),
    ],
)
def test_names_and_numbers_are_written_beside_the_drawing_which_may_be_any_width(
    template, chart, written
):
    page = render_to_string(template, {"chart": chart, "title": "A chart"})

    beside = re.sub("<svg.*?</svg>|<[^>]*>", "|", page, flags=re.DOTALL)
    assert [text.strip() for text in beside.split("|") if text.strip()] == written
    assert "<text" not in page


def test_every_chart_carries_its_numbers_as_a_table():
    drawn = charts.columns([(3, 2)], ["a"], titles=["10 o’clock"], series=["x", "y"])
    barred = charts.bars([(3, 2)], ["Mona"], notes=["5"], series=["x", "y"])

    assert drawn.rows == [["", "x", "y"], ["10 o’clock", 3, 2]]
    assert barred.rows == [["", "x", "y", ""], ["Mona", 3, 2, "5"]]


def test_a_chart_of_nothing_says_so():
    nothing = charts.columns([(0,), (0,)], ["", ""], titles=["", ""], series=["x"])

    assert nothing.is_empty
    assert charts.bars([], [], notes=[], series=["x"]).is_empty
    assert not charts.bars([(0,)], ["Mona"], notes=["0"], series=["x"]).is_empty


def test_only_each_fourth_label_is_written():
    assert charts.every(4, list("abcdefgh")) == ["a", "", "", "", "e", "", "", ""]
