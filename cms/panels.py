"""Panels of our own for the editing forms."""

from wagtailgeowidget.panels import LeafletPanel

from cms.widgets import PlaceInput


class PlacePanel(LeafletPanel):
    """A point on the local map; latitude and longitude can be typed.

    For a CharField that holds `SRID=4326;POINT(lng lat)` and has `cms.validators.validate_point`.
    """

    def widget_overrides(self) -> dict[str, PlaceInput]:
        """The widget of the point's field."""
        return {self.field_name: PlaceInput(zoom=self.zoom)}
