"""Classes of the fill: few, with round limits, and never a missing value among them."""

from decimal import Decimal

import pytest

from clusters.mapping.classes import CLASSES, rounded, scale_of


def decimals(*values):
    return [None if value is None else Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("37.81", "38"), ("9812", "9800"), ("0.0456", "0.046"), ("995", "1000"), ("2", "2")],
)
def test_limits_have_two_digits(value, expected):
    assert rounded(Decimal(value)) == Decimal(expected)


def test_up_to_four_values_have_a_class_each():
    scale = scale_of(decimals(1, 3, 2, 1, 3))
    assert (scale.count, scale.limits, scale.top) == (3, (1, 2), 3)
    assert [scale.class_of(Decimal(value)) for value in (1, 2, 3)] == [1, 2, 3]


def test_quartiles_by_hand():
    # Sorted: 11 12 23 24 35 36 47 48; the 2nd, 4th and 6th are 12, 24 and 36.
    scale = scale_of(decimals(48, 11, 36, 23, 47, 12, 35, 24))
    assert scale.limits == (12, 24, 36)
    assert [scale.class_of(Decimal(value)) for value in (12, 13, 36, 48)] == [1, 2, 3, 4]
    assert scale.bounds(2) == (13, 24)


def test_no_data_and_zero_are_no_class_of_values():
    scale = scale_of(decimals(None, 0, 5, None, 7))
    assert (scale.class_of(None), scale.class_of(Decimal(0))) == (None, 0)
    assert scale.class_of(Decimal(5)) == 1


def test_nothing_known_has_no_classes():
    assert scale_of(decimals(None, 0)).count == 0


@pytest.mark.parametrize("size", [5, 17, 83, 500])
def test_never_more_classes_than_colours_and_none_empty(size):
    values = [Decimal(number * number) for number in range(1, size + 1)]
    scale = scale_of(values)
    assert scale.count <= CLASSES
    assert {scale.class_of(value) for value in values} == set(range(1, scale.count + 1))
