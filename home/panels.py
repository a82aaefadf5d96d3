"""How the forms of the front pages are laid out."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel, TabbedInterface
from wagtail.models import Page


def tabs(*, content: Sequence[Panel], about: Sequence[Panel] = ()) -> TabbedInterface:
    """The tabs every front page has: content, what it is about, address and search, publication."""
    return TabbedInterface(
        [
            ObjectList([*Page.content_panels, *content], heading=_("Content")),
            *([ObjectList(about, heading=_("Topics and origin"))] if about else []),
            ObjectList(Page.promote_panels, heading=_("Address and search engines")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ]
    )
