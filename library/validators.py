"""Checks of bibliographic identifiers."""

import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI = re.compile(r"^10\.\d{4,9}(?:\.\d+)*/\S+$")
_ISBN_FILLERS = re.compile(r"[\s\-\u2010-\u2015]")
_PAGES = re.compile(r"^[A-Za-zА-Яа-я]?\d+(?:[-–][A-Za-zА-Яа-я]?\d+)?$")
_PAGE_PARTS = re.compile(r"^(\d+)[-–](\d+)$")
FIRST_YEAR = 1500


def bare_doi(value: str) -> str:
    """The DOI without the address of the resolver, as it is stored: `10.1000/182`."""
    return _DOI_PREFIX.sub("", value.strip())


def validate_doi(value: str) -> None:
    """Refuse what is not a DOI, bare or with the address of the resolver (ISO 26324)."""
    if not _DOI.match(bare_doi(value)):
        raise ValidationError(_("Write the DOI as 10.1000/182 or https://doi.org/10.1000/182."))


def validate_isbn(value: str) -> None:
    """Refuse an ISBN of 10 or 13 digits whose check digit is wrong (ISO 2108)."""
    digits = _ISBN_FILLERS.sub("", value).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum((10 - place) * _isbn_digit(digit) for place, digit in enumerate(digits))
        right = total % 11 == 0
    elif re.fullmatch(r"97[89]\d{10}", digits):
        total = sum((3 if place % 2 else 1) * int(digit) for place, digit in enumerate(digits))
        right = total % 10 == 0
    else:
        raise ValidationError(_("An ISBN has 10 digits, or 13 digits that begin with 978 or 979."))
    if not right:
        raise ValidationError(_("The check digit of the ISBN is wrong; compare it with the book."))


def _isbn_digit(digit: str) -> int:
    return 10 if digit == "X" else int(digit)


def validate_year(value: int) -> None:
    """Refuse a year of publication before printing began or later than next year."""
    last = timezone.localdate().year + 1
    if not FIRST_YEAR <= value <= last:
        raise ValidationError(
            _("The year must lie between %(first)d and %(last)d."),
            params={"first": FIRST_YEAR, "last": last},
        )


def validate_pages(value: str) -> None:
    """Refuse pages that are neither a number (`208`, `e12`) nor a rising range (`15–34`)."""
    text = value.strip()
    if not _PAGES.match(text):
        raise ValidationError(_("Write the pages as 15–34, or their number as 208."))
    parts = _PAGE_PARTS.match(text)
    if parts and int(parts[1]) > int(parts[2]):
        raise ValidationError(_("The first page stands after the last one."))
