"""What a reader may do with saved searches: ask, confirm, change, pause, leave, be forgotten."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from search.alerts.links import CONFIRM_DAYS
from search.alerts.periods import period_at
from search.alerts.queries import hash_of, parameters_of
from search.alerts.sending import queue_letter
from search.models import Letter, SavedSearch
from search.query import Query


def normal_address(address: str) -> str:
    """The one form of an address: lower case, its domain as it goes over the wire (IDNA)."""
    local, _at, domain = address.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = domain.lower()
    return f"{local}@{domain}".lower()


def shown_address(address: str) -> str:
    """An address as people write it."""
    local, _at, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('ascii').decode('idna')}"
    except UnicodeError:
        return address


@transaction.atomic
def save_search(*, address: str, query: Query, period: str) -> SavedSearch:
    """Keep an unconfirmed search and write to its address; a known search is only written to.

    The letter asks for confirmation, or says that the search is followed already.
    """
    parameters = parameters_of(query)
    search, is_new = SavedSearch.objects.get_or_create(
        address=normal_address(address),
        lang=query.lang,
        parameters_hash=hash_of(parameters),
        defaults={"parameters": parameters, "period": period},
    )
    if not is_new and search.confirmed_at is None:
        search.period = period
        search.created_at = timezone.now()
        search.save(update_fields=["period", "created_at"])
    queue_letter(search, Letter.Kind.CONFIRM, timezone.now().isoformat())
    return search


def confirm(search: SavedSearch) -> None:
    """Begin to tell of what arrives from now on; a second confirmation changes nothing."""
    now = timezone.now()
    SavedSearch.objects.filter(pk=search.pk, confirmed_at=None).update(
        confirmed_at=now, since=now, told_period=period_at(search.period, now)
    )


def change_period(search: SavedSearch, period: str) -> None:
    """Another rhythm; the first letter of it comes at its next moment."""
    search.period = period
    search.told_period = period_at(period, timezone.now())
    search.save(update_fields=["period", "told_period"])


def pause(search: SavedSearch) -> None:
    """No letters until `resume`."""
    SavedSearch.objects.filter(pk=search.pk, paused_at=None).update(paused_at=timezone.now())


def resume(search: SavedSearch) -> None:
    """Letters again, about what arrives from now on."""
    now = timezone.now()
    SavedSearch.objects.filter(pk=search.pk, paused_at__isnull=False).update(
        paused_at=None, since=now, told_period=period_at(search.period, now)
    )


def leave(search: SavedSearch) -> None:
    """Delete a search with the record of its letters."""
    SavedSearch.objects.filter(pk=search.pk).delete()


def forget_address(address: str) -> int:
    """Delete everything that is kept of an address; gives the number of its searches."""
    searches = SavedSearch.objects.filter(address=normal_address(address))
    number = searches.count()
    searches.delete()
    return number


def of_same_reader(search: SavedSearch) -> list[SavedSearch]:
    """The confirmed searches of the address that a search belongs to."""
    return list(SavedSearch.objects.filter(address=search.address, confirmed_at__isnull=False))


def drop_unconfirmed() -> int:
    """Delete searches nobody confirmed in time; gives their number."""
    oldest = timezone.now() - timedelta(days=CONFIRM_DAYS)
    stale = SavedSearch.objects.filter(confirmed_at=None, created_at__lt=oldest)
    number = stale.count()
    stale.delete()
    return number
