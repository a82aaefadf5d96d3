"""The report of what readers look for."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    Max,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, LPad, Substr
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.search_promotions.views import CreateView

from cms.tables import as_text
from search import log
from search.models import SearchCount

FEWEST = 3
"""A text looked for less often than this may be one person's and is not shown."""


class SearchesFilterSet(WagtailFilterSet):
    """Period, language, and the question that brings an editor here."""

    day = django_filters.DateFromToRangeFilter(label=_("Days"), widget=DateRangePickerWidget)
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    trouble = django_filters.ChoiceFilter(
        label=_("Searches that"),
        method="of_trouble",
        choices=[("empty", _("found nothing")), ("unopened", _("led nowhere"))],
    )

    class Meta:
        model = SearchCount
        fields = ["day", "language"]

    def of_trouble(self, rows: Any, name: str, value: str) -> Any:
        """Those without results, or with results of which none was opened, in all the days."""
        if value == "empty":
            return rows.filter(without__gt=0)
        return rows.filter(without__lt=F("number"), opened=0)


class SearchColumn(Column):
    """The text with the two ways to mend its results."""

    cell_template_name = "search/admin/search_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the addresses of both."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        text = instance["text"]
        add_term = reverse("wagtailsnippets_search_term:add")
        context["ways"] = [
            {"url": f"{add_term}?{urlencode({'term': text})}", "label": _("Add a term")},
            {
                "url": f"{reverse('search_promote')}?{urlencode({'query': text})}",
                "label": _("Promote a result"),
            },
        ]
        return context


def _last(name: str) -> Cast:
    """The number of the last day: the greatest of day and number written one after the other."""
    number = LPad(Cast(name, CharField()), 10, Value("0"))
    day_and_number = Concat(Cast("day", CharField()), number, output_field=CharField())
    return Cast(Substr(Max(day_and_number), len("2014-12-31") + 1), IntegerField())


class SearchesView(ReportView):
    """What is looked for most, what finds nothing, what is not opened."""

    page_title = _("Searches of readers")
    header_icon = "search"
    model = SearchCount
    any_permission_required = ["view"]
    filterset_class = SearchesFilterSet
    index_url_name = "search_searches"
    index_results_url_name = "search_searches_results"
    default_ordering = "-number"
    is_searchable = False
    columns = [
        SearchColumn("text", label=_("Searched for")),
        Column("language", label=_("Language")),
        Column("number", label=_("Searches"), sort_key="number"),
        Column("without", label=_("Without results"), sort_key="without"),
        Column("last_found", label=_("Found the last time")),
        Column("opened", label=_("Results opened"), sort_key="opened"),
        Column(
            "place",
            label=_("Mean position"),
            accessor=lambda row: "" if row["place"] is None else f"{row['place']:.1f}",
        ),
    ]
    list_export = ["text", "language", "number", "without", "last_found", "opened", "place"]
    custom_field_preprocess = {"text": {ReportView.FORMAT_CSV: as_text}}
    export_headings = {
        "text": _("Searched for"),
        "language": _("Language"),
        "number": _("Searches"),
        "without": _("Without results"),
        "last_found": _("Found the last time"),
        "opened": _("Results opened"),
        "place": _("Mean position"),
    }

    def get_base_queryset(self) -> Any:
        """One row per text and language, the rare ones left out.

        Filters of days and languages choose what is summed up, the others among the sums.
        """
        place = ExpressionWrapper(F("sum") * 1.0 / F("opened"), output_field=FloatField())
        return (
            SearchCount.objects.order_by()
            .values("text", "language")
            .annotate(
                number=Sum("searches"),
                without=Sum("empty"),
                last_found=_last("found"),
                opened=Sum("clicks"),
                sum=Sum("positions"),
            )
            .filter(number__gte=FEWEST)
            .annotate(place=Case(When(opened__gt=0, then=place), default=Value(None)))
        )

    def order_queryset(self, queryset: QuerySet[SearchCount]) -> Any:
        """By the chosen column, the same numbers by text."""
        return queryset.order_by(self.ordering, "text", "language")


class PromotionCreateView(CreateView):
    """A new promotion; `?query=` fills its text in, which Wagtail's own view does not."""

    add_url_name = "search_promote"

    def get_initial(self) -> dict[str, Any]:
        """The text of the address."""
        return {"query_string": self.request.GET.get("query", "")[: log.MAX_CHARACTERS]}
