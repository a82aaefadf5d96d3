"""Links in letters: signed, so that nobody can make one for somebody else's search.

The token stands in the query of an address, which is not written into the log of requests.
"""

from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from search.models import SavedSearch

CONFIRM_DAYS = 7
_MANAGE_DAYS = 365
_DAY = 24 * 60 * 60


class Purpose(StrEnum):
    """What a link lets its holder do; a token of one purpose opens no other."""

    CONFIRM = "confirm"
    MANAGE = "manage"
    LEAVE = "leave"


# A link to leave works for ever: the letter that has it may be an old one.
_AGES = {Purpose.CONFIRM: CONFIRM_DAYS * _DAY, Purpose.MANAGE: _MANAGE_DAYS * _DAY}


def token_of(search: SavedSearch, purpose: Purpose) -> str:
    """The token of a search for a purpose."""
    return signing.dumps(search.pk.hex, salt=_salt(purpose))


def search_of(token: str, purpose: Purpose) -> SavedSearch | None:
    """The search of a token; None where it is wrong, too old, or the search is gone."""
    try:
        found = signing.loads(token, salt=_salt(purpose), max_age=_AGES.get(purpose))
        key = UUID(found)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    return SavedSearch.objects.filter(pk=key).first()


def link(search: SavedSearch, purpose: Purpose) -> str:
    """The absolute address for a letter, in the language of the search."""
    with override(search.lang):
        path = reverse(f"search:follow_{purpose}")
    query = urlencode({"t": token_of(search, purpose)})
    return absolute(f"{path}?{query}")


def absolute(url: str) -> str:
    """An address of the portal as it stands in a letter."""
    return url if "://" in url else settings.WAGTAILADMIN_BASE_URL.rstrip("/") + url


def _salt(purpose: Purpose) -> str:
    return f"search.alerts.{purpose}"
