"""The body of an editorial page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.data import ChartBlock, TableBlock
from cms.blocks.indicators import IndicatorChartBlock
from cms.blocks.media import DocumentBlock, EmbedBlock, FigureBlock
from cms.blocks.places import MapPlaceBlock
from cms.blocks.references import ActReferenceBlock, ContactsBlock, ListingBlock
from cms.blocks.text import (
    AccordionBlock,
    CalloutBlock,
    HeadingBlock,
    QuoteBlock,
    StepsBlock,
    TextBlock,
)

_TEXT, _MEDIA, _DATA, _LINKS = _("Text"), _("Files"), _("Figures and places"), _("Links")


class StoryBlock(blocks.StreamBlock):
    """Blocks an editor may put in a body."""

    heading = HeadingBlock(group=_TEXT)
    text = TextBlock(group=_TEXT)
    quote = QuoteBlock(group=_TEXT)
    callout = CalloutBlock(group=_TEXT)
    steps = StepsBlock(group=_TEXT)
    accordion = AccordionBlock(group=_TEXT)
    figure = FigureBlock(group=_MEDIA)
    document = DocumentBlock(group=_MEDIA)
    embed = EmbedBlock(group=_MEDIA)
    table = TableBlock(group=_DATA)
    chart = ChartBlock(group=_DATA)
    indicator_chart = IndicatorChartBlock(group=_DATA)
    map_place = MapPlaceBlock(group=_DATA)
    act_reference = ActReferenceBlock(group=_LINKS)
    contacts = ContactsBlock(group=_LINKS)
    listing = ListingBlock(group=_LINKS)

    def clean(self, value: Any) -> Any:
        """Give each heading an anchor of its own on the page."""
        value = super().clean(value)
        taken: set[str] = set()
        for child in value:
            if child.block_type == "heading":
                child.value["anchor"] = _free_anchor(child.value.identifier, taken)
        return value


def _free_anchor(wanted: str, taken: set[str]) -> str:
    anchor, number = wanted, 1
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    taken.add(anchor)
    return anchor
