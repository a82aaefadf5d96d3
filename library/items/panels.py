"""Panels of an item's editing form."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


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
