"""Files of the cluster portal that are no pages."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from clusters.instruments.calendar import (
    card_for_calendar,
    cards_for_calendar,
    instrument_calendar,
)
from cms.calendars import calendar_response


@require_safe
def instruments_ics(request: HttpRequest) -> HttpResponse:
    """Openings and deadlines of the filters in the address as a calendar to subscribe to."""
    language = get_language() or settings.LANGUAGE_CODE
    cards = cards_for_calendar(request.GET, language)
    return calendar_response(instrument_calendar(cards, request, language), "support")


@require_safe
def instrument_ics(request: HttpRequest, card: str) -> HttpResponse:
    """The days of one instrument as a calendar file."""
    language = get_language() or settings.LANGUAGE_CODE
    page = card_for_calendar(card, language)
    if page is None:
        raise Http404
    return calendar_response(instrument_calendar([page], request, language), card)
