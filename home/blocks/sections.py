"""Parts of the home page. Each adds what it shows to the context and hides itself when empty."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, npgettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.enums import Icon
from home.overview import Overview, load_overview, search_url, section_url

KINDS = [
    ("cluster", _("Clusters")),
    ("instrument", _("Support instruments")),
    ("legal", _("Legal framework")),
    ("library", _("Library")),
    ("news", _("News")),
    ("event", _("Events")),
]
BESIDE = 3
FIGURES = [*KINDS, ("region", _("Regions with entries"))]


class SectionBlock(blocks.StructBlock):
    """A part of the home page. Its template sees `value` and what `found` gives."""

    def wanted(self, value: Any) -> list[tuple[str, int]]:
        """Kinds and numbers of newest entries the part shows; the page asks for all at once."""
        return []

    def found(self, value: Any, overview: Overview) -> dict[str, Any] | None:
        """What the template needs besides `value`; None when there is nothing to show."""
        return {}

    def render(self, value: Any, context: Any = None) -> SafeString | str:
        """The part as HTML, or nothing at all."""
        full = self.get_context(value, parent_context=dict(context) if context else None)
        overview = full.get("overview") or overview_for([(self, value)])
        found = self.found(value, overview)
        if found is None:
            return ""
        return mark_safe(render_to_string(self.get_template(value), {**full, **found}))


def overview_for(parts: Iterable[tuple[blocks.Block, Any]]) -> Overview:
    """The overview that blocks with their values need, in the reader's language."""
    wanted: dict[str, int] = {}
    for block, value in parts:
        for kind, limit in block.wanted(value):
            wanted[kind] = max(limit, wanted.get(kind, 0))
    return load_overview((get_language() or "ru")[:2], wanted)


def count_label(kind: str, count: int) -> str:
    """What was counted, in the grammatical number of the count: "acts"."""
    labels = {
        "cluster": npgettext("counted", "cluster", "clusters", count),
        "instrument": npgettext("counted", "support instrument", "support instruments", count),
        "legal": npgettext("counted", "legal act", "legal acts", count),
        "library": npgettext("counted", "publication", "publications", count),
        "news": npgettext("counted", "news item", "news items", count),
        "event": npgettext("counted", "event", "events", count),
        "region": npgettext("counted", "region with entries", "regions with entries", count),
    }
    return labels[kind]


class HeroBlock(SectionBlock):
    """Heading of the page, search box and the country's map with lit regions.

    Context: `search_url`, `tips` [{text, url}], `regions` [{code, name, count, url, level}] of
    regions that have entries (level 1 to 3 by thirds of the largest count).
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

    def found(self, value: Any, overview: Overview) -> dict[str, Any]:
        """The searches to try and the regions that have entries."""
        choices = overview.choices("region")
        largest = max((choice.count for choice in choices), default=1)
        return {
            "search_url": search_url(),
            "tips": [{"text": tip, "url": search_url(q=tip)} for tip in list(value["tips"])[:4]],
            "regions": [
                {
                    "code": choice.value,
                    "name": choice.label,
                    "count": choice.count,
                    "url": search_url(region=choice.value),
                    "level": ceil(3 * choice.count / largest),
                }
                for choice in choices
            ],
        }


class FactsBlock(SectionBlock):
    """Figures counted in the catalogue at the moment of reading.

    Context: `facts` [{label, value, url}]; a zero is left out.
    """

    figures = blocks.MultipleChoiceBlock(
        label=_("What to count"), choices=FIGURES, default=[name for name, _label in FIGURES]
    )

    class Meta:
        template = "home/blocks/facts.html"
        icon = "order"
        label = _("Counters")
        description = _("How many acts, library items, news, events and regions there are")

    def found(self, value: Any, overview: Overview) -> dict[str, Any] | None:
        """The chosen figures that are not zero."""
        counts = {**overview.counts, "region": len(overview.choices("region"))}
        facts = [
            {
                "label": count_label(name, counts[name]),
                "value": counts[name],
                "url": search_url() if name == "region" else section_url(name),
            }
            for name in value["figures"]
            if counts.get(name)
        ]
        return {"facts": facts} if facts else None


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

    def found(self, value: Any, overview: Overview) -> dict[str, Any] | None:
        """The cards whose pages are published."""
        cards = [
            self._card(card, overview)
            for card in value["cards"]
            if card["page"] and card["page"].live
        ]
        return {"cards": cards} if cards else None

    def _card(self, card: Any, overview: Overview) -> dict[str, Any]:
        kind = card["count_of"]
        count = overview.counts.get(kind, 0)
        return {
            "icon": card["icon"],
            "title": card["title"],
            "text": card["text"],
            "url": card["page"].url,
            "lang": "",
            "count_label": f"{number_format(count)} {count_label(kind, count)}" if count else "",
        }


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

    def wanted(self, value: Any) -> list[tuple[str, int]]:
        """The list beside the bars."""
        return [(value["beside"], BESIDE)] if value["beside"] else []

    def found(self, value: Any, overview: Overview) -> dict[str, Any] | None:
        """The bars, and the list beside them."""
        choices = overview.choices("topic")[: value["limit"]]
        if not choices:
            return None
        bars = [
            {
                "label": choice.label,
                "count": choice.count,
                "percent": max(round(100 * choice.count / choices[0].count), 1),
                "url": search_url(topic=choice.value),
            }
            for choice in choices
        ]
        kind = value["beside"]
        return {"bars": bars, "beside": _list(overview, kind, BESIDE) if kind else None}


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

    def wanted(self, value: Any) -> list[tuple[str, int]]:
        """Every list."""
        return [(row["kind"], row["limit"]) for row in value["lists"]]

    def found(self, value: Any, overview: Overview) -> dict[str, Any] | None:
        """The lists that have entries."""
        lists = [_list(overview, row["kind"], row["limit"], row["title"]) for row in value["lists"]]
        lists = [row for row in lists if row is not None]
        return {"lists": lists} if lists else None


def _list(overview: Overview, kind: str, limit: int, title: str = "") -> dict[str, Any] | None:
    rows = overview.rows(kind, limit)
    if not rows:
        return None
    return {
        "title": title or dict(KINDS)[kind],
        "kind": kind,
        "url": section_url(kind),
        "results": rows,
    }


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

    def found(self, value: Any, overview: Overview) -> dict[str, Any] | None:
        """The address of the button's page when it is published."""
        page = value["page"]
        return {"url": page.url, "lang": ""} if page and page.live else None


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
