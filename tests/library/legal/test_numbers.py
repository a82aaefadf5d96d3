"""Numbers of acts as parts of addresses."""

from datetime import date

import pytest

from library.legal.numbers import act_address, number_slug, readable_address


@pytest.mark.parametrize(
    ("number", "slug"),
    [
        ("188", "188"),
        ("2227-р", "2227-r"),
        ("127-ФЗ", "127-fz"),
        ("63-ЗРТ", "63-zrt"),
        ("20615-АК/Д19", "20615-ak-d19"),
        ("ДМ-П8-5060", "dm-p8-5060"),
        ("65а", "65a"),
        ("2(1)", "2-1"),
        ("16.1", "16.1"),
        (" / ", ""),
    ],
)
def test_number_slug(number, slug):
    assert number_slug(number) == slug


def test_act_address():
    day = date(2011, 12, 8)
    assert act_address("government_order", day, "2227-р") == "government-order/2011/2227-r"
    assert act_address("government_order", day, "1.2-р") == "government-order/2011/1-2-r"


def test_readable_address_however_it_is_written():
    assert (
        readable_address(["Government_Order", "2011", "2227-Р"]) == "government-order/2011/2227-r"
    )
