"""Panels of the administration's first page, registered by the applications.

`register_panel(MyPanel, order=30)` in an application's `ready()`. A panel is shown only to those
for whom `is_for(request)` holds and where it has rows; the stock panels that say the same are
taken out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel, RecentEditsPanel)


@dataclass(frozen=True)
class Row:
    """A line of a panel: what, where it leads (nowhere where `url` is empty), a remark in words."""

    title: str
    url: str = ""
    note: str = ""
    is_late: bool = False


class DashboardPanel(Component):
    """A titled list of things to do.

    Subclasses set `title`, give `rows` and say who may act on them; `more_url` leads to the whole
    list. `rows` is asked once a page and gives at most what fits: cut it in the query.
    """

    template_name = "cms/dashboard/panel.html"
    order = 100
    limit = 8
    name = ""
    title: str | Promise = ""
    empty = ""
    """What to say where there is nothing; without it an empty panel is left out."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @classmethod
    def is_for(cls, request: HttpRequest) -> bool:
        """Whether the reader may act on what the panel lists."""
        return bool(request.user.is_superuser)

    def rows(self) -> Sequence[Row]:
        """What to do, the most pressing first."""
        raise NotImplementedError

    def more_url(self) -> str:
        """Address of the whole list; empty where there is none."""
        return ""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "panel": self,
            "rows": list(self.rows()[: self.limit]),
            "more_url": self.more_url(),
        }

    def render_html(self, parent_context: Any = None) -> str:
        context = self.get_context_data(parent_context)
        if not context["rows"] and not self.empty:
            return ""
        return render_to_string(self.template_name, context, request=self.request)


_panels: list[tuple[int, type[DashboardPanel]]] = []


def register_panel(panel: type[DashboardPanel], *, order: int) -> None:
    """Add a panel; lower orders stand higher."""
    if any(known is panel for _order, known in _panels):
        raise ValueError(f"The panel {panel.__name__} is registered twice.")
    _panels.append((order, panel))


def arrange_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Replace the stock panels by ours, in place (`construct_homepage_panels`)."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    for order, panel_class in _panels:
        if panel_class.is_for(request):
            panel = panel_class(request)
            panel.order = order
            panels.append(panel)
