"""The address of the map holds the whole view, and one view has one address."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from clusters.enums import ClusterGroup
from clusters.mapping.state import SORTS, Choices, State, read
from clusters.models import Indicator, Specialisation
from cms.enums import FederalDistrict

CHOICES = Choices(
    indicators=(Indicator(slug="output"), Indicator(slug="population")),
    specialisations=(Specialisation(slug="it"), Specialisation(slug="optics")),
)


def some(values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


STATES = st.builds(
    State,
    indicator=st.sampled_from(["clusters", "output", "population"]),
    year=st.none() | st.integers(1990, 2100),
    specialisations=some(["it", "optics"]),
    groups=some(ClusterGroup.values),
    districts=some(FederalDistrict.values),
    q=st.text("абвёЖ z&=#%+", max_size=20).map(lambda text: " ".join(text.split())),
    symbols=st.booleans(),
    sort=st.sampled_from([*SORTS, *(f"-{name}" for name in SORTS)]),
    region=st.sampled_from(["", "RU-KLU"]),
    cluster=st.sampled_from(["", "kama"]),
    page=st.integers(1, 9),
)


@given(STATES)
def test_every_view_survives_its_address(state):
    assert read(QueryDict(state.query().removeprefix("?")), CHOICES) == (state, [])


def test_first_view_has_a_bare_address():
    assert State().query() == "?"
    assert read(QueryDict("view=&sort=&q=+&page=0&year="), CHOICES) == (State(), [])


@pytest.mark.parametrize(
    "params",
    [
        "indicator=gold",
        "year=20x3",
        "year=99999",
        "sort=price",
        "specialisation=it&specialisation=x",
        "group=9",
        "district=mars",
    ],
)
def test_what_is_wrong_is_named_and_left_out(params):
    state, errors = read(QueryDict(params), CHOICES)
    assert len(errors) == 1
    assert state in (State(), State(specialisations=("it",)))


def test_hostile_values_do_no_harm():
    state, _errors = read(
        QueryDict("q=a%00b&page=99999999999&region=%3Cscript%3E&year=%C2%B2"), CHOICES
    )
    assert (state.q, state.page, state.region) == ("ab", 1, "<SCRIP")
