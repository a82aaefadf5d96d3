import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from library.validators import (
    bare_doi,
    validate_doi,
    validate_isbn,
    validate_pages,
    validate_year,
)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("10.17323/1995-459X.2015.1.32.55", "10.17323/1995-459X.2015.1.32.55"),
        ("https://doi.org/10.1093/jeg/lbq010", "10.1093/jeg/lbq010"),
        ("http://dx.doi.org/10.1016/S0048-7333(97)00025-5", "10.1016/S0048-7333(97)00025-5"),
        ("doi: 10.1787/9789264031838-en", "10.1787/9789264031838-en"),
        (" DOI:10.1000/182 ", "10.1000/182"),
    ],
)
def test_doi_is_stored_bare(written, stored):
    validate_doi(written)
    assert bare_doi(written) == stored


@pytest.mark.parametrize("written", ["11.1000/182", "10.1/x", "10.1000/", "https://example.org/1"])
def test_what_is_no_doi_is_refused(written):
    with pytest.raises(ValidationError):
        validate_doi(written)


# The check digits of the first two are those of the examples in ISO 2108 and of a printed book;
# 0-8044-2957-X: 0·10+8·9+0·8+4·7+4·6+2·5+9·4+5·3+7·2 = 199, 199 + 10 (X) = 209 = 19 · 11.
@pytest.mark.parametrize(
    "isbn",
    [
        "978-0-306-40615-7",
        "0-306-40615-2",
        "978-5-7598-1311-8",
        "92-64-17080-4",
        "0-8044-2957-X",
        "0 8044 2957 x",
        "9780674753402",
    ],
)
def test_right_isbn_is_accepted(isbn):
    validate_isbn(isbn)


@pytest.mark.parametrize(
    ("isbn", "message_id"),
    [
        ("978-0-306-40615-8", "check"),
        ("0-306-40615-3", "check"),
        ("X306406152", "digits"),
        ("977-0-306-40615-7", "digits"),
        ("978-0-306-4061", "digits"),
    ],
)
def test_wrong_isbn_is_refused_with_its_reason(isbn, message_id):
    with pytest.raises(ValidationError) as refused:
        validate_isbn(isbn)
    with override("en"):
        messages = list(refused.value.messages)
    assert messages == [
        {
            "check": "The check digit of the ISBN is wrong; compare it with the book.",
            "digits": "An ISBN has 10 digits, or 13 digits that begin with 978 or 979.",
        }[message_id]
    ]


def test_year_lies_between_printing_and_next_year():
    this_year = timezone.localdate().year
    for year in (1500, 2012, this_year + 1):
        validate_year(year)
    for year in (1499, this_year + 2):
        with pytest.raises(ValidationError):
            validate_year(year)


@pytest.mark.parametrize("pages", ["208", "15–34", "15-34", "e12", "e12-e20", "1–1"])
def test_pages_are_a_number_or_a_range(pages):
    validate_pages(pages)


@pytest.mark.parametrize("pages", ["34–15", "15–", "с. 15", "15, 17", "-5"])
def test_other_pages_are_refused(pages):
    with pytest.raises(ValidationError):
        validate_pages(pages)
