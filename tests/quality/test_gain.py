"""The figures themselves, worked out by hand."""

import pytest

from tests.quality.gain import ndcg, overlap, success

JUDGED = {"a": 3, "b": 2, "c": 1}


def test_best_order_is_one():
    assert ndcg(["a", "b", "c"], JUDGED) == 1.0


def test_worked_example():
    # Gains 7, 3, 1; discounts 1, 1 / log2 3 = 0.6309, 0.5. Best 7 + 1.8928 + 0.5 = 9.3928.
    # Found b, x, a: 3 + 0 + 3.5 = 6.5.
    assert ndcg(["b", "x", "a"], JUDGED) == pytest.approx(6.5 / 9.3928, abs=1e-4)


def test_nothing_found_or_nothing_judged_is_zero():
    assert ndcg([], JUDGED) == 0.0
    assert ndcg(["a"], {}) == 0.0


def test_only_the_first_ten_count():
    assert ndcg([*"nopqrstuvw", "a"], JUDGED) == 0.0
    assert ndcg([*"nopqrstuv", "a"], {"a": 3}) == pytest.approx(0.2891, abs=1e-4)


def test_success_asks_for_the_highest_grade():
    assert success(["b", "c", "a"], JUDGED)
    assert not success(["b", "c", "x", "a"], JUDGED)
    assert not success([], JUDGED)


def test_overlap():
    assert overlap(frozenset("ab"), frozenset("bc")) == pytest.approx(1 / 3)
    assert overlap(frozenset(), frozenset()) == 1.0
