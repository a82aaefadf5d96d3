"""Rank, percentile, share and location quotient against an example worked out by hand."""

from decimal import Decimal

from clusters.comparing.measures import measures_of


def decimals(**values):
    return {ord(name): Decimal(str(value)) for name, value in values.items()}


def of(found, name):
    one = found[ord(name)]
    return (one.rank, one.of, one.percentile, one.share, one.quotient)


def test_hand_worked_example():
    # Output 30, 20, 20, 10 (sum 80) and employees 10, 40, 20, 10 (sum 80): X / S = 1.
    found = measures_of(
        decimals(a=30, b=20, c=20, d=10), decimals(a=10, b=40, c=20, d=10), is_summable=True
    )
    # 30 of 80 is 37.5 %; (30 / 10) / 1 = 3. Nobody is larger, so all four are not larger: 100 %.
    assert of(found, "a") == (1, 4, 100, Decimal("37.5"), Decimal("3.00"))
    # Two share the second rank; three of four are not larger than 20: 75 %.
    assert of(found, "b") == (2, 4, 75, 25, Decimal("0.50"))
    assert of(found, "c") == (2, 4, 75, 25, Decimal("1.00"))
    assert of(found, "d") == (4, 4, 25, Decimal("12.5"), Decimal("1.00"))


def test_quotient_counts_only_those_with_both():
    # a and b have both: X = 30, S = 30; c has no size and does not count.
    found = measures_of(decimals(a=10, b=20, c=99), decimals(a=20, b=10), is_summable=True)
    assert found[ord("a")].quotient == Decimal("0.50")
    assert found[ord("b")].quotient == Decimal("2.00")
    assert found[ord("c")].quotient is None


def test_a_zero_divisor_gives_no_data_and_never_zero():
    found = measures_of(decimals(a=5, b=7), decimals(a=0, b=10), is_summable=True)
    assert found[ord("a")].quotient is None
    nothing = measures_of(decimals(a=0, b=0), decimals(a=1, b=1), is_summable=True)
    assert [one.share for one in nothing.values()] == [None, None]
    assert [one.quotient for one in nothing.values()] == [None, None]


def test_a_real_zero_stays_zero():
    found = measures_of(decimals(a=0, b=10), decimals(a=10, b=10), is_summable=True)
    assert of(found, "a") == (2, 2, 50, 0, 0)


def test_what_does_not_add_up_has_no_share_and_no_quotient():
    found = measures_of(decimals(a=1, b=3), decimals(a=1, b=1), is_summable=False)
    assert of(found, "b") == (1, 2, 100, None, None)


def test_the_measure_of_size_has_no_quotient():
    found = measures_of(decimals(a=1), decimals(a=1), is_summable=True, is_base=True)
    assert found[ord("a")].quotient is None
