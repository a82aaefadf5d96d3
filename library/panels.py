"""Tabs of the editing form of an act."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.models import Page

from cms.models import EditorialPage

CONTENT = [
    FieldPanel(
        "title",
        heading=_("Official title"),
        help_text=_("As in the act, without its form, date and number and without quotes."),
    ),
    FieldPanel("official_title"),
    FieldPanel("lead", heading=_("Summary")),
    FieldPanel("body", heading=_("Commentary")),
    *EditorialPage.about_panels,
]

IDENTITY = [
    MultiFieldPanel(
        [
            FieldPanel("kind", required_on_save=True),
            FieldRowPanel([FieldPanel("number", required_on_save=True), FieldPanel("adopted_on")]),
            FieldPanel("issuer"),
        ],
        heading=pgettext_lazy("of an act", "Identity"),
        help_text=_("These four make the address of the act. No two acts share all of them."),
    ),
    FieldRowPanel([FieldPanel("level"), FieldPanel("region")], heading=_("Whose act it is")),
    MultiFieldPanel(
        [
            FieldPanel("published_on"),
            FieldPanel("publication"),
            FieldPanel("official_file"),
        ],
        heading=_("Official publication"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("in_force_from"), FieldPanel("in_force_from_is_approximate")]
            ),
            FieldPanel("repealed_on"),
            FieldPanel("amended_elsewhere_on"),
        ],
        heading=pgettext_lazy("of an act", "Force"),
        help_text=_("The state is computed from these days and from relations between acts."),
    ),
]

PROVISIONS = [
    FieldPanel("text_as_of"),
    FieldPanel(
        "text",
        help_text=_(
            "Enter the act from top to bottom: sections and chapters, under them articles or "
            "paragraphs, inside these their parts. Each provision gets a link of its own."
        ),
    ),
]

RELATIONS = [
    InlinePanel(
        "relations",
        heading=_("What this act does to other acts"),
        label=_("relation"),
        help_text=_(
            "Enter a relation once, in the act that amends, repeals, implements or refers. "
            "The other act shows it by itself. Find acts by number or title."
        ),
    )
]

SEARCH_ENGINES = MultiFieldPanel(
    [FieldPanel("seo_title"), FieldPanel("search_description")], heading=_("For search engines")
)


def act_tabs() -> TabbedInterface:
    """The form in five tabs; the address has no field, it follows from the identity."""
    return TabbedInterface(
        [
            ObjectList(CONTENT, heading=pgettext_lazy("tab", "Content")),
            ObjectList(IDENTITY, heading=pgettext_lazy("of an act", "Identity")),
            ObjectList(PROVISIONS, heading=_("Provisions")),
            ObjectList(RELATIONS, heading=_("Relations")),
            ObjectList(
                [SEARCH_ENGINES, *Page.settings_panels], heading=pgettext_lazy("tab", "Publication")
            ),
        ]
    )
