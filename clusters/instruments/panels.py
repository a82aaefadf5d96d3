"""How the form of a support instrument is laid out."""

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
from cms.panels import tabs


def instrument_tabs() -> TabbedInterface:
    """The form in tabs: what it is, for whom and how much, legal basis and conditions."""
    return tabs(
        content=[
            FieldPanel("lead"),
            FieldPanel("kind"),
            MultiFieldPanel(
                [FieldPanel("provider"), FieldPanel("provider_name"), FieldPanel("website")],
                heading=_("Who gives it"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("open_from"), FieldPanel("deadline")])],
                heading=_("When applications are accepted"),
            ),
            FieldPanel("steps"),
            FieldPanel("body"),
        ],
        terms=(
            _("Recipients and sums"),
            [
                FieldPanel("recipients"),
                FieldPanel("purposes"),
                FieldPanel("stages"),
                MultiFieldPanel(
                    [
                        FieldPanel("amount"),
                        FieldRowPanel(
                            [FieldPanel("amount_min_mln_rub"), FieldPanel("amount_max_mln_rub")]
                        ),
                        FieldRowPanel(
                            [FieldPanel("co_financing_percent"), FieldPanel("co_financing_of")]
                        ),
                    ],
                    heading=_("Sums"),
                ),
            ],
        ),
        basis=(
            _("Legal basis and conditions"),
            [
                InlinePanel(
                    "legal_basis",
                    label=pgettext_lazy("to add", "act"),
                    heading=_("Legal basis"),
                    help_text=_(
                        "Acts that the support rests on. When one is amended or repealed after "
                        "the day of the last check, the card says so and the desk asks for a check."
                    ),
                ),
                InlinePanel(
                    "conditions",
                    label=pgettext_lazy("to add", "condition"),
                    heading=_("Conditions of the finder"),
                    help_text=_("What an applicant must meet, with the provision behind it."),
                ),
            ],
        ),
        about=EditorialPage.about_panels,
    )
