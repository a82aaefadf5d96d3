"""Parts of the home page. Each adds what it shows to the context and hides itself when empty."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.enums import Icon

KINDS = [
    ("legal", _("Legal framework")),
    ("library", _("Library")),
    ("news", _("News")),
    ("event", _("Events")),
]
FIGURES = [*KINDS, ("region", _("Regions with entries"))]


class SectionBlock(blocks.StructBlock):
    """A part of the home page. Its template sees `value` and what `found` gives."""

    def found(self, value: Any, context: dict[str, Any]) -> dict[str, Any] | None:
        """What the template needs besides `value`; None when there is nothing to show."""
        return {}

    def render(self, value: Any, context: Any = None) -> SafeString | str:
        """The part as HTML, or nothing at all."""
        full = self.get_context(value, parent_context=dict(context) if context else None)
        found = self.found(value, full)
        if found is None:
            return ""
        return mark_safe(render_to_string(self.get_template(value), {**full, **found}))


class HeroBlock(SectionBlock):
    """Heading of the page, search box and the country's map with lit regions.

    Context: `search_url`, `tips` [{text, url}], `regions` [{code, name, count, url, level}] of
    regions that have entries (level 1 to 3 by thirds of the largest count), `regions_total`.
    """

    title = blocks.CharBlock(label=_("Heading"), max_length=80)
    lead = blocks.TextBlock(label=_("Lead"), required=False, rows=2)
    tips = blocks.ListBlock(
        blocks.CharBlock(max_length=60),
        label=_("Searches to try"),
        default=[],
        help_text=_("Up to four; each leads to the search page."),
    )
    show_map = blocks.BooleanBlock(label=_("Show the map"), required=False, default=True)

    class Meta:
        template = "home/blocks/hero.html"
        icon = "home"
        label = _("Hero")
        description = _("Heading, search box and the map of the country")


class FactsBlock(SectionBlock):
    """Figures counted in the catalogue at the moment of reading.

    Context: `facts` [{label, value, url}]; a zero is left out.
    """

    figures = blocks.MultipleChoiceBlock(
        label=_("Figures"), choices=FIGURES, default=[name for name, _label in FIGURES]
    )

    class Meta:
        template = "home/blocks/facts.html"
        icon = "order"
        label = _("Figures")
        description = _("How many acts, library items, news, events and regions there are")


class WayInBlock(blocks.StructBlock):
    """One card: a page and why to go there."""

    icon = blocks.ChoiceBlock(label=_("Icon"), choices=Icon.choices, default=Icon.DOCUMENT)
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)
    page = blocks.PageChooserBlock(label=_("Page"))
    count_of = blocks.ChoiceBlock(
        label=_("Count"),
        choices=KINDS,
        required=False,
        help_text=_("Shows how many entries of this kind the catalogue has."),
    )

    class Meta:
        label = _("Way in")


class WaysInBlock(SectionBlock):
    """Cards that lead to sections.

    Context: `cards` [{icon, title, text, url, lang, count_label}]; a card whose page is not
    published is left out; `lang` is set when the page is in another language.
    """

    title = blocks.CharBlock(label=_("Heading"), max_length=80)
    cards = blocks.ListBlock(WayInBlock(), label=_("Cards"))

    class Meta:
        template = "home/blocks/ways_in.html"
        icon = "grip"
        label = _("Ways in")
        description = _("Cards that lead to sections")


class TopicBarsBlock(SectionBlock):
    """How many entries each of the largest topics has, as bars; beside them a list if wished.

    Context: `bars` [{label, count, percent, url}], percent of the largest from 1 to 100; `beside`
    as one of the lists of `LatestBlock`, or None.
    """

    title = blocks.CharBlock(label=_("Heading"), max_length=80)
    limit = blocks.IntegerBlock(label=_("Topics"), default=6, min_value=3, max_value=12)
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=200)
    beside = blocks.ChoiceBlock(label=_("List beside"), choices=KINDS, required=False)

    class Meta:
        template = "home/blocks/topic_bars.html"
        icon = "order-down"
        label = _("Topics as bars")
        description = _("The topics with most entries")


class LatestListBlock(blocks.StructBlock):
    """The newest entries of a kind."""

    title = blocks.CharBlock(label=_("Heading"), max_length=80)
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=KINDS)
    limit = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=10)

    class Meta:
        label = _("List")


class LatestBlock(SectionBlock):
    """One or two lists of the newest entries side by side.

    Context: `lists` [{title, kind, url, results}] with catalogue results; an empty list is left
    out.
    """

    lists = blocks.ListBlock(LatestListBlock(), label=_("Lists"), min_num=1, max_num=2)

    class Meta:
        template = "home/blocks/latest.html"
        icon = "list-ul"
        label = _("Latest")
        description = _("The newest acts, library items, news or events")


class CallToActionBlock(SectionBlock):
    """A call with a button and the steps that follow.

    Context: `url` and `lang` of the button; hidden when its page is not published.
    """

    title = blocks.CharBlock(label=_("Heading"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)
    button = blocks.CharBlock(label=_("Button"), max_length=40)
    page = blocks.PageChooserBlock(label=_("Page"))
    steps = blocks.ListBlock(blocks.CharBlock(max_length=120), label=_("Steps"), default=[])

    class Meta:
        template = "home/blocks/call_to_action.html"
        icon = "pick"
        label = _("Call to action")
        description = _("A call with a button and steps")


class TextBlock(SectionBlock):
    """A headed text."""

    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "link", "ul", "ol"])

    class Meta:
        template = "home/blocks/text.html"
        icon = "pilcrow"
        label = _("Text")
        description = _("A heading and a text")


class HomeSectionsBlock(blocks.StreamBlock):
    """The parts of the home page in any order."""

    hero = HeroBlock()
    facts = FactsBlock()
    ways_in = WaysInBlock()
    topic_bars = TopicBarsBlock()
    latest = LatestBlock()
    call_to_action = CallToActionBlock()
    text = TextBlock()

    class Meta:
        block_counts = {"hero": {"max_num": 1}, "facts": {"max_num": 1}}
