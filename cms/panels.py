"""Panels of our own for the editing forms."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel, TabbedInterface
from wagtail.models import Page
from wagtailgeowidget.panels import LeafletPanel

from cms.widgets import PlaceInput


class PlacePanel(LeafletPanel):
    """A point on the local map; latitude and longitude can be typed.

    For a CharField that holds `SRID=4326;POINT(lng lat)` and has `cms.validators.validate_point`.
    """

    def widget_overrides(self) -> dict[str, PlaceInput]:
        """The widget of the point's field."""
        return {self.field_name: PlaceInput(zoom=self.zoom)}


def tabs(
    *, content: Sequence[Panel], about: Sequence[Panel] = (), **more: tuple[str, Sequence[Panel]]
) -> TabbedInterface:
    """The tabs of every editorial page: content, what it is about, address, publication.

    `more` are tabs of the page type itself, each a (heading, panels); they stand after the content.
    """
    return TabbedInterface(
        [
            ObjectList([*Page.content_panels, *content], heading=_("Content")),
            *(ObjectList(panels, heading=heading) for heading, panels in more.values()),
            *([ObjectList(about, heading=_("Topics and origin"))] if about else []),
            ObjectList(Page.promote_panels, heading=_("Address and search engines")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ]
    )
