"""Charts against hand-worked geometry."""

import itertools
from decimal import Decimal

import pytest
from django.utils import translation

from cms.charts import Series, bar_chart, line_chart


def series(*values, name="A"):
    return Series(name, tuple(None if value is None else Decimal(str(value)) for value in values))


def test_bars_are_as_long_as_their_values():
    # 720 wide, 110 of it kept for the figures: 610 units for the largest value.
    chart = bar_chart(["a", "b"], [series(40, 10)])
    assert [bar.width for bar in chart.bars] == [610.0, 152.5]
    assert [bar.x for bar in chart.bars] == [0, 0]
    # A label of 24, a row of 24, a gap of 12.
    assert [bar.y for bar in chart.bars] == [24, 84]
    assert chart.height == 120


def test_bars_start_at_zero_however_close_the_values():
    chart = bar_chart(["a", "b"], [series(100, 99)])
    assert chart.bars[1].width == pytest.approx(610 * 0.99)


def test_negative_bars_grow_to_the_left_of_zero():
    # Room for figures on both sides: 500 units for the span from -10 to 40, so zero stands at 210.
    chart = bar_chart(["a", "b"], [series(40, -10)])
    positive, negative = chart.bars
    assert (positive.x, positive.width) == (210, 400)
    assert (negative.x, negative.width) == (110, 100)
    assert chart.grid[0][0] == 210
    assert negative.value.anchor == "end"


@pytest.mark.parametrize(("language", "words"), [("en", "no data"), ("ru", None)])
def test_missing_value_is_said_and_is_not_zero(language, words):
    with translation.override(language):
        chart = bar_chart(["a", "b"], [series(None, 0)])
        expected = words or translation.gettext("no data")
    missing, zero = chart.bars
    assert (missing.is_missing, missing.value.text) == (True, expected)
    assert (zero.is_missing, zero.value.text) == (False, "0")


def test_several_series_have_a_legend_one_has_none():
    assert bar_chart(["a"], [series(1)]).legend == ()
    two = bar_chart(["a"], [series(1), series(2, name="B")])
    assert two.legend == ((1, "A"), (2, "B"))
    assert [bar.series for bar in two.bars] == [1, 2]


def test_line_points_stand_on_the_grid():
    # Ticks 0, 10 … 50 over 320 units from y=20; three categories 235 apart from x=70.
    chart = line_chart(["2011", "2012", "2013"], [series(0, 25, 50)])
    assert chart.lines[0].points == ((70.0, 340.0), (305.0, 180.0), (540.0, 20.0))
    assert chart.lines[0].paths == ("M70 340L305 180L540 20",)
    assert [label.text for label in chart.labels[:6]] == ["0", "10", "20", "30", "40", "50"]


def test_line_breaks_where_there_are_no_data():
    line = line_chart(list("abcde"), [series(1, 2, None, 3, 4)]).lines[0]
    assert len(line.paths) == 2
    assert len(line.points) == 4


def test_names_at_the_ends_do_not_overlap():
    lines = line_chart(["a", "b"], [series(1, 10), series(2, 10, name="B")]).lines
    first, second = sorted(line.name.y for line in lines)
    assert second - first >= 20


def test_many_categories_get_few_labels():
    labels = line_chart([str(year) for year in range(1990, 2014)], [series(*range(24))]).labels
    years = [label.text for label in labels if label.anchor == "middle"]
    assert years == [str(year) for year in range(1990, 2014, 3)]


@pytest.mark.parametrize("values", [(0, 0), (5, 5), (-3, -3), (1e-6, 2e-6), (10**9, 3 * 10**9)])
def test_any_range_is_enclosed(values):
    chart = line_chart(["a", "b"], [series(*(f"{value:.10f}" for value in values))])
    for _x, y in chart.lines[0].points:
        assert 20 <= y <= 340
    assert 2 <= len(chart.grid) <= 8


def test_figures_are_written_as_the_reader_writes_them():
    with translation.override("ru"):
        assert bar_chart(["a"], [series("1284.5")]).bars[0].value.text == "1\xa0284,5"
    with translation.override("en"):
        assert bar_chart(["a"], [series("1284.5")]).bars[0].value.text == "1,284.5"


def test_names_of_lines_near_the_bottom_stay_above_the_years():
    drawn = line_chart(["1", "2"], [Series(str(n), (1, 1 + n)) for n in (600, 1, 2, 3)], height=300)
    names = sorted(line.name.y for line in drawn.lines)
    assert names[-1] <= 260
    assert all(below - above >= 20 for above, below in itertools.pairwise(names))


def test_a_long_name_above_bars_is_cut_with_an_ellipsis():
    drawn = bar_chart(["word " * 40], [Series("", (1,))])
    assert len(drawn.labels[0].text) <= 80
    assert drawn.labels[0].text.endswith("…")
