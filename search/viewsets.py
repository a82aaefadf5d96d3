"""The register of terms in the office."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from cms.imports import importer_of
from search.models import Term


class TermIndexView(IndexView):
    """The list with its way to the import."""

    @property
    def header_more_buttons(self) -> list[Button]:
        """Add the import for those who may."""
        buttons: list[Button] = list(super().header_more_buttons)
        importer = importer_of(Term)
        if importer and importer.is_allowed(self.request.user):
            address = reverse("cms_imports:upload", args=[importer.key])
            buttons.append(Button(_("Import"), address, icon_name="upload", priority=70))
        return buttons


class TermCreateView(CreateView):
    """A new term; `?term=` fills it in, as the report of searches does."""

    def get_initial_form_instance(self) -> Any:
        """An empty row with the term of the address."""
        instance = super().get_initial_form_instance() or Term()
        instance.term = self.request.GET.get("term", "")[:120]
        return instance


class TermViewSet(SnippetViewSet):
    """Terms: list, editing, history, export."""

    model = Term
    icon = "tag"
    menu_label = _("Terms of search")
    menu_name = "search-terms"
    add_to_settings_menu = True
    index_view_class = TermIndexView
    add_view_class = TermCreateView
    list_display = [
        "term",
        Column("lines", label=_("means the same"), accessor=lambda term: ", ".join(term.lines)),
        BooleanColumn("is_two_way", label=_("both ways")),
        BooleanColumn("is_active", label=_("in use")),
    ]
    list_filter = ["language", "is_active", "is_two_way"]
    list_export = ["term", "meanings", "is_two_way", "is_active", "note"]
    list_per_page = 50
    ordering = "term"
    inspect_view_enabled = False
    panels = [
        FieldPanel("term"),
        FieldPanel("meanings"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("is_two_way"), FieldPanel("is_active")]),
                FieldPanel("note"),
            ],
            heading=_("How it is used"),
        ),
    ]
