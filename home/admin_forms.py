"""Forms of the editors."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

MOMENTS = ("starts_at", "ends_at")


class EventPageForm(WagtailAdminPageForm):
    """Takes and shows the times of an event on the clocks of its own time zone.

    Django reads every time typed in the zone of the editor's account, so that an editor in Moscow
    could not copy «14:00» from an invitation to Vladivostok. Here the clock reading is kept and the
    zone chosen beside it is applied.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = ZoneInfo(self.instance.timezone)
        for name in MOMENTS:
            moment = getattr(self.instance, name)
            if moment is not None:
                self.initial[name] = timezone.make_naive(moment, zone)

    def clean(self) -> dict[str, Any]:
        """Move both moments into the chosen zone; a time its clocks skip or repeat is refused."""
        cleaned = super().clean()
        zone = ZoneInfo(cleaned["timezone"]) if cleaned.get("timezone") else None
        for name in MOMENTS:
            moment = cleaned.get(name)
            if moment is not None and zone is not None:
                cleaned[name] = self._in_zone(name, timezone.make_naive(moment), zone)
        return cleaned

    def _in_zone(self, name: str, reading: datetime, zone: ZoneInfo) -> datetime | None:
        aware = reading.replace(tzinfo=zone)
        other = aware.replace(fold=1)
        if aware.utcoffset() != other.utcoffset():
            self.add_error(
                name,
                ValidationError(
                    _("The clocks change at this time in the chosen zone; take another minute.")
                ),
            )
            return None
        return aware
