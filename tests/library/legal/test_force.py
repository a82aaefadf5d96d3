"""Force on given days, worked out by hand.

Resolution No. 188: adopted 6 March 2013, in force from 19 March 2013, amended with effect from
27 July 2013 and 27 September 2014, repealed from 30 June 2015.
"""

from datetime import date
from uuid import uuid4

import pytest

from library.enums import ForceState, RelationKind
from library.legal.force import ActDates, Change, force_on, requested_day

AMENDING_596, AMENDING_941, REPEALING_659 = uuid4(), uuid4(), uuid4()
DATES = ActDates(adopted_on=date(2013, 3, 6), in_force_from=date(2013, 3, 19))
CHANGES = [
    Change(RelationKind.IMPLEMENTS, date(2013, 11, 18), uuid4()),
    Change(RelationKind.AMENDS, date(2013, 7, 27), AMENDING_596, "point-5"),
    Change(RelationKind.AMENDS, date(2014, 9, 27), AMENDING_941, "point-12"),
    Change(RelationKind.REPEALS, date(2015, 6, 30), REPEALING_659),
]


@pytest.mark.parametrize(
    ("day", "state", "since", "by"),
    [
        (date(2013, 3, 5), ForceState.DRAFT, None, None),
        (date(2013, 3, 6), ForceState.NOT_YET, None, None),
        (date(2013, 3, 18), ForceState.NOT_YET, None, None),
        (date(2013, 3, 19), ForceState.IN_FORCE, date(2013, 3, 19), None),
        (date(2013, 7, 26), ForceState.IN_FORCE, date(2013, 3, 19), None),
        (date(2013, 7, 27), ForceState.AMENDED, date(2013, 7, 27), AMENDING_596),
        (date(2014, 9, 27), ForceState.AMENDED, date(2014, 9, 27), AMENDING_941),
        (date(2015, 6, 29), ForceState.AMENDED, date(2014, 9, 27), AMENDING_941),
        (date(2015, 6, 30), ForceState.REPEALED, date(2015, 6, 30), REPEALING_659),
        (date(2026, 1, 1), ForceState.REPEALED, date(2015, 6, 30), REPEALING_659),
    ],
)
def test_force_on_day(day, state, since, by):
    force = force_on(day, DATES, CHANGES)
    assert (force.state, force.day, force.since, force.by) == (state, day, since, by)


def test_day_entered_with_the_act_wins_over_the_relation():
    dates = ActDates(date(2013, 3, 6), date(2013, 3, 19), repealed_on=date(2015, 7, 10))
    assert force_on(date(2015, 7, 9), dates, CHANGES).state == ForceState.AMENDED
    force = force_on(date(2015, 7, 10), dates, CHANGES)
    assert (force.state, force.by) == (ForceState.REPEALED, REPEALING_659)


def test_repeal_of_one_provision_leaves_the_act_in_force():
    partly = [Change(RelationKind.REPEALS, date(2014, 1, 1), REPEALING_659, "point-3")]
    assert force_on(date(2016, 1, 1), DATES, partly).state == ForceState.AMENDED


def test_amendment_by_an_act_that_is_not_kept():
    dates = ActDates(date(2013, 3, 6), date(2013, 3, 19), amended_elsewhere_on=date(2014, 1, 1))
    assert force_on(date(2013, 12, 31), dates, []).state == ForceState.IN_FORCE
    force = force_on(date(2014, 1, 1), dates, [])
    assert (force.state, force.since, force.by) == (ForceState.AMENDED, None, None)


def test_act_without_a_day_of_entry_is_not_in_force():
    assert force_on(date(2020, 1, 1), ActDates(date(2013, 3, 6)), []).state == ForceState.NOT_YET


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (None, (date(2026, 1, 1), False)),
        ("", (date(2026, 1, 1), False)),
        ("2013-12-01", (date(2013, 12, 1), False)),
        ("2013-13-01", (date(2026, 1, 1), True)),
        ("0000-01-01", (date(2026, 1, 1), True)),
        ("20131201", (date(2026, 1, 1), True)),
        ("<script>", (date(2026, 1, 1), True)),
        ("２０１３-12-01", (date(2026, 1, 1), True)),
    ],
)
def test_requested_day(asked, answer):
    assert requested_day(asked, date(2026, 1, 1)) == answer
