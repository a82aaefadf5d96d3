"""Panels of an item's editing form."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.models import Page

from cms.models import EditorialPage

DESCRIPTION = [
    *Page.content_panels,
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("year")]),
            FieldPanel("original_title"),
            FieldPanel("original_language"),
            FieldPanel("licence", required_on_save=True),
        ],
        heading=_("What it is"),
    ),
    InlinePanel("authors", label=pgettext_lazy("to add", "author"), heading=_("Authors")),
    FieldPanel("lead", heading=_("Abstract")),
    FieldPanel("keywords"),
    FieldPanel("body"),
]

EDITION = [
    FieldPanel("publisher"),
    FieldRowPanel([FieldPanel("publisher_name"), FieldPanel("place_of_publication")]),
    FieldPanel("journal"),
    FieldRowPanel([FieldPanel("volume"), FieldPanel("issue"), FieldPanel("pages")]),
    FieldRowPanel([FieldPanel("doi"), FieldPanel("isbn")]),
]

FILES = [InlinePanel("files", label=pgettext_lazy("to add", "file"), heading=_("Files"))]


def item_tabs() -> TabbedInterface:
    """The form in tabs, the files in one of their own."""
    return TabbedInterface(
        [
            ObjectList(DESCRIPTION, heading=pgettext_lazy("tab", "Content")),
            ObjectList(EDITION, heading=_("Where it was published")),
            ObjectList(FILES, heading=_("Files")),
            ObjectList(EditorialPage.about_panels, heading=_("Topics and origin")),
            ObjectList(Page.promote_panels, heading=_("Address and search engines")),
            ObjectList(Page.settings_panels, heading=pgettext_lazy("tab", "Publication")),
        ]
    )


class ExtractionStatePanel(Panel):
    """Shows beside a file whether its text could be read; nothing before the file is saved."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Text of the file"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        """The state of the row's document."""

        template_name = "library/panels/extraction_state.html"

        def is_shown(self) -> bool:
            """Whether a document was chosen and saved."""
            return bool(self.instance.document_id)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The document beside what every panel has."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "document": self.instance.document}
