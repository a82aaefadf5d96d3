"""Figures: what is in force, what was published before, and how both read."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from clusters.enums import IndicatorScope
from clusters.models import FigureEdition, IndicatorValue
from clusters.passports.figures import figures_of
from tests.factories import RegionFactory
from tests.factories.clusters import make_cluster, make_figure, make_indicator

pytestmark = pytest.mark.django_db


def test_a_correction_keeps_what_was_published():
    cluster = make_cluster().cluster
    figure = make_figure(cluster, make_indicator(), 2012, 9500)

    figure.value, figure.reason = Decimal(9700), "Опечатка в отчёте"
    figure.save()

    editions = list(figure.editions.order_by("pk").values_list("value", "reason"))
    assert editions == [(Decimal(9500), ""), (Decimal(9700), "Опечатка в отчёте")]


def test_a_save_that_says_nothing_new_adds_no_edition():
    figure = make_figure(make_cluster().cluster, make_indicator(), 2012, 1)

    figure.save()

    assert FigureEdition.objects.count() == 1


@pytest.mark.parametrize("both", [True, False])
def test_a_figure_belongs_to_a_cluster_or_to_a_region(both):
    cluster = make_cluster().cluster
    values = {"cluster": cluster, "region": RegionFactory()} if both else {}
    figure = IndicatorValue(indicator=make_indicator(), year=2012, source_ru="Росстат", **values)

    with pytest.raises(ValidationError):
        figure.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        figure.save()


def test_one_figure_of_a_cluster_a_year():
    cluster, indicator = make_cluster().cluster, make_indicator()
    make_figure(cluster, indicator, 2012, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_figure(cluster, indicator, 2012, 2)


def test_an_indicator_of_regions_is_refused_for_a_cluster():
    indicator = make_indicator("population", scope=IndicatorScope.REGION)
    figure = IndicatorValue(
        cluster=make_cluster().cluster, indicator=indicator, year=2012, source_ru="Росстат"
    )

    with pytest.raises(ValidationError) as refused:
        figure.full_clean()
    assert list(refused.value.message_dict) == ["indicator"]


def test_a_missing_value_is_no_data_and_never_zero():
    indicator = make_indicator()
    with override("ru"):
        assert indicator.shown(None) == "нет данных"
        assert indicator.shown(Decimal(0)) == "0\u00a0чел."
    with override("en"):
        assert indicator.shown(None) == "no data"


def arranged(*values, first_year=2011):
    cluster, indicator = make_cluster().cluster, make_indicator(is_key=True)
    for year, value in enumerate(values, start=first_year):
        make_figure(cluster, indicator, year, value)
    return figures_of(cluster.figures.select_related("indicator"))


@pytest.mark.parametrize(
    ("values", "change"),
    [
        # (9800 − 9500) / 9500 = 3.157… %
        ((9000, 9500, 9800), "3.2 % more than in 2012"),
        ((10, 8), "20.0 % less than in 2011"),
        ((10, 10), "as much as in 2011"),
        # Nothing is a share of zero or of no data.
        ((0, 10), ""),
        ((None, 10), ""),
    ],
)
def test_key_figure_says_how_it_changed(values, change):
    with override("en"):
        assert [figure.change for figure in arranged(*values).key] == [change]


def test_key_figure_is_the_last_known_one():
    with override("en"):
        figures = arranged(5, 7, None)
    assert [(figure.year, figure.shown) for figure in figures.key] == [(2012, "7\u00a0persons")]


def test_a_line_is_drawn_of_two_known_values_at_least():
    assert arranged(5, None).rows[0].chart is None


def test_a_gap_stays_a_gap_in_the_line():
    chart = arranged(5, None, 7, 8).rows[0].chart
    assert len(chart.lines[0].paths) == 1
    assert len(chart.lines[0].points) == 3


def test_years_without_a_figure_are_no_data():
    cluster = make_cluster().cluster
    first, second = make_indicator("a", order=1), make_indicator("b", order=2)
    make_figure(cluster, first, 2011, 1)
    make_figure(cluster, second, 2012, 2)
    with override("en"):
        figures = figures_of(cluster.figures.select_related("indicator"))
        assert [row.shown for row in figures.rows] == [["1", "no data"], ["no data", "2"]]
