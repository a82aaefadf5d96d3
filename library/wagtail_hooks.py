"""What the library adds to the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from cms.models import PortalDocument
from library.models import LegalIndexPage
from library.views.documents import MissingTextView, extract_again


class MissingTextMenuItem(MenuItem):
    """Shown to those who may work with documents."""

    def is_shown(self, request):
        """Whether the person may add, change or delete documents."""
        policy = policy_registry.get_by_type(PortalDocument)
        return policy.user_has_any_permission(request.user, ["add", "change", "delete"])


@hooks.register("register_admin_urls")
def document_text_urls() -> list[URLPattern]:
    """The report of missing texts and the action of reading a file again."""
    return [
        path("reports/document-texts/", MissingTextView.as_view(), name="library_missing_text"),
        path(
            "reports/document-texts/results/",
            MissingTextView.as_view(results_only=True),
            name="library_missing_text_results",
        ),
        path(
            "document-texts/<int:document_id>/extract/",
            extract_again,
            name="library_extract_again",
        ),
    ]


@hooks.register("register_reports_menu_item")
def missing_text_menu_item() -> MenuItem:
    """The report in the menu."""
    return MissingTextMenuItem(
        _("Documents without text"),
        reverse("library_missing_text"),
        name="document-texts",
        icon_name="doc-full-inverse",
        order=1200,
    )


@hooks.register("construct_explorer_page_queryset")
def newest_acts_first(parent_page: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Acts in the explorer in the order of their dates, until the editor sorts them otherwise."""
    if "ordering" in request.GET or parent_page.specific_class is not LegalIndexPage:
        return pages
    return pages.order_by("-legalactpage__adopted_on", "-pk")
