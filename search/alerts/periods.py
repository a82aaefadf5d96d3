"""When letters are due: each day at the set hour in Moscow, or on Mondays."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from search.models import Period


def period_at(period: str, now: datetime) -> str:
    """The name of the period that runs at a moment: "2026-11-25", or "2026-W48".

    It begins at `ALERTS_HOUR` of the day, or of the Monday, in the portal's zone (Moscow).
    """
    moment = timezone.localtime(now) - timedelta(hours=settings.ALERTS_HOUR)
    if period == Period.WEEKLY:
        year, week, _day = moment.isocalendar()
        return f"{year}-W{week:02}"
    return moment.date().isoformat()
