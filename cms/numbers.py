"""Numbers as readers see them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format


def rounded(value: Decimal | float, digits: int) -> str:
    """A number in the reader's format with that many digits after the comma, a half rounded up.

    Django's own `number_format` cuts the rest off, which makes 16.67 into 16.6.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    near = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return number_format(near, decimal_pos=digits, force_grouping=True)
