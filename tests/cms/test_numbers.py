"""Numbers as readers see them."""

from decimal import Decimal

import pytest
from django.utils import translation

from cms.numbers import rounded


@pytest.mark.parametrize(
    ("value", "digits", "russian", "english"),
    [
        (Decimal("16.6667"), 1, "16,7", "16.7"),
        (Decimal("2.5"), 0, "3", "3"),
        (Decimal("-0.05"), 1, "-0,1", "-0.1"),
        (Decimal(1234), 1, "1\xa0234,0", "1,234.0"),
        (0.1 + 0.2, 2, "0,30", "0.30"),
        (Decimal("999.95"), 1, "1\xa0000,0", "1,000.0"),
    ],
)
def test_a_number_is_rounded_not_cut(value, digits, russian, english):
    with translation.override("ru"):
        assert rounded(value, digits) == russian
    with translation.override("en"):
        assert rounded(value, digits) == english
