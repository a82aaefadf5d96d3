"""What the catalogue puts on the first page of the administration."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.dashboard import DashboardPanel, Row
from search.health import LAG
from search.models import OutboxEntry


class SearchIndexPanel(DashboardPanel):
    """Changes that are late in reaching the index; absent while all is well."""

    name = "search-index"
    title = gettext_lazy("Search index")

    @classmethod
    def is_for(cls, request: HttpRequest) -> bool:
        """Administrators."""
        return bool(request.user.has_perm("search.view_outboxentry"))

    def rows(self) -> Sequence[Row]:
        """How many changes wait too long, and how many could not be written, with one reason."""
        rows = []
        late = OutboxEntry.objects.filter(
            attempts=0, next_attempt_at__lt=timezone.now() - LAG
        ).count()
        if late:
            text = _("%(number)s changes wait to be written") % {"number": late}
            rows.append(Row(title=text, is_late=True))
        failed = OutboxEntry.objects.filter(attempts__gt=0)
        number = failed.count()
        if number:
            error = failed.order_by("-pk").values_list("last_error", flat=True)[0]
            text = _("%(number)s changes could not be written: %(error)s")
            rows.append(Row(title=text % {"number": number, "error": error}, is_late=True))
        return rows
