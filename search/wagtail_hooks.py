"""What the catalogue adds to the office."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from search import letter_reports
from search.reports import PromotionCreateView, SearchesView
from search.viewsets import TermViewSet

register_snippet(TermViewSet)


class SearchesMenuItem(MenuItem):
    """Shown to those who may read the counts."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may view them."""
        return bool(request.user.has_perm("search.view_searchcount"))


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """The report of searches."""
    results = SearchesView.as_view(results_only=True)
    return [
        path("reports/searches/", SearchesView.as_view(), name="search_searches"),
        path("reports/searches/results/", results, name="search_searches_results"),
        path("reports/searches/promote/", PromotionCreateView.as_view(), name="search_promote"),
    ]


@hooks.register("register_reports_menu_item")
def searches_menu_item() -> MenuItem:
    """The report in the menu."""
    return SearchesMenuItem(
        _("Searches of readers"),
        reverse("search_searches"),
        name="searches",
        icon_name="search",
        order=1300,
    )


@hooks.register("construct_reports_menu")
def one_report_of_searches(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out the report of the promotions' own counts, which nothing here writes."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]


@hooks.register("register_admin_urls")
def letter_urls() -> list[URLPattern]:
    """The record of letters to readers."""
    results = letter_reports.LettersView.as_view(results_only=True)
    return [
        path("reports/letters/", letter_reports.LettersView.as_view(), name="search_letters"),
        path("reports/letters/results/", results, name="search_letters_results"),
        path("reports/letters/<uuid:letter>/", letter_reports.letter, name="search_letter"),
        path(
            "reports/letters/<uuid:letter>/html/",
            letter_reports.letter_html,
            name="search_letter_html",
        ),
    ]


class LettersMenuItem(MenuItem):
    """Shown to those who may see addresses."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may view letters."""
        return bool(request.user.has_perm("search.view_letter"))


@hooks.register("register_reports_menu_item")
def letters_menu_item() -> MenuItem:
    """The record in the menu."""
    return LettersMenuItem(
        _("Letters to readers"),
        reverse("search_letters"),
        name="letters",
        icon_name="mail",
        order=1310,
    )
