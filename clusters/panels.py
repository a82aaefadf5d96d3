"""How the forms of the cluster portal are laid out."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TabbedInterface,
)

from cms.models import EditorialPage
from cms.panels import PlacePanel, tabs


def passport_tabs() -> TabbedInterface:
    """The form of a passport. Figures and members have lists of their own in the menu."""
    return tabs(
        content=[
            FieldPanel("lead"),
            FieldPanel("specialisations"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("group"), FieldPanel("founded_year")]),
                    FieldRowPanel([FieldPanel("approved_year"), FieldPanel("approved_by")]),
                ],
                heading=_("Status"),
            ),
            FieldPanel("body"),
        ],
        place=(
            _("Place and contacts"),
            [
                FieldRowPanel([FieldPanel("region"), FieldPanel("city")]),
                PlacePanel("place"),
                FieldPanel("coordinator"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("website"),
            ],
        ),
        programme=(
            _("Programme and projects"),
            [
                MultiFieldPanel(
                    [
                        FieldPanel("programme"),
                        FieldPanel("programme_years"),
                        FieldPanel("programme_document"),
                    ],
                    heading=_("Development programme"),
                ),
                InlinePanel(
                    "projects", label=pgettext_lazy("to add", "project"), heading=_("Projects")
                ),
                InlinePanel(
                    "legal_basis",
                    label=pgettext_lazy("to add", "act"),
                    heading=_("Legal basis"),
                    help_text=_("Acts that the cluster's status and support rest on."),
                ),
                InlinePanel(
                    "documents",
                    label=pgettext_lazy("to add", "document"),
                    heading=_("Documents"),
                ),
            ],
        ),
        about=EditorialPage.about_panels,
    )
