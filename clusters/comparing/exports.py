"""The comparison as files."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from cms.tables import Sheet, csv_response, xlsx_response

FILE_NAME = "comparison"


def download(form: str, context: dict[str, Any], *, every_year: bool) -> HttpResponseBase:
    """The compared values as "csv" or "xlsx", of the shown years or of all; Http404 otherwise."""
    sheet = Sheet(
        title=_("Comparison"),
        header=[
            *(_("Name"), _("Indicator"), _("Year"), _("Value"), _("Unit"), _("Rank"), _("Of")),
            *(_("Percentile"), _("Share, %"), _("Location quotient"), _("Demonstration value")),
        ],
        rows=list(_rows(context, every_year)),
        notes=[_("Demonstration values are made up and no statistics.")]
        if context["has_demo"]
        else [],
    )
    if form == "csv":
        return csv_response(sheet, FILE_NAME)
    if form == "xlsx":
        return xlsx_response([sheet], FILE_NAME)
    raise Http404


def _rows(context: dict[str, Any], every_year: bool) -> Iterator[list[Any]]:
    for table in context["tables"]:
        indicator = table["indicator"]
        for year in table["years"] if every_year else [table["year"]]:
            for subject, _cell in table["cells"]:
                known = context["statistics"].get((subject.pk, indicator.pk, year))
                yield [
                    *(subject.name, indicator.name, year),
                    *(known.value if known else None, indicator.unit),
                    *((known.rank, known.of, known.percentile) if known else (None, None, None)),
                    *((known.share, known.quotient) if known else (None, None)),
                    _("yes") if known and known.is_demo else _("no"),
                ]
