"""Blocks of the text of an act."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from library.enums import ProvisionKind, Wording
from library.legal.provisions import ANCHOR, Anchors, single_provision, stored_anchors


class SameInAllLanguagesBlock(blocks.CharBlock):
    """A line that translators do not see: numbers and anchors are copied from the original."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Nothing to translate."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """The value of the original."""
        return value


class AnchorBlock(SameInAllLanguagesBlock):
    """The name of a provision in addresses; made from kind and number when left empty."""

    def clean(self, value: str) -> str:
        """Refuse what cannot be an anchor of a provision."""
        anchor = str(super().clean(value)).strip().lower()
        if anchor and not ANCHOR.match(anchor):
            raise ValidationError(
                _("Write the anchor as article-16.1 or point-5_subpoint-a, or leave it empty.")
            )
        return anchor


class ProvisionBlock(blocks.StructBlock):
    """A numbered part of an act with its wording; the text is plain, paragraph by line."""

    number = SameInAllLanguagesBlock(
        label=_("Number"),
        required=False,
        default="",
        max_length=20,
        help_text=_("For example 16.1 or 2(1)."),
    )
    heading = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=500)
    text = blocks.TextBlock(label=_("Text"), required=False, default="", rows=4)
    wording = blocks.ChoiceBlock(
        label=_("Wording"),
        choices=Wording.choices,
        default=Wording.OFFICIAL,
        help_text=_("Readers see a mark on everything that is not the official wording."),
    )
    anchor = AnchorBlock(
        label=_("Anchor"),
        required=False,
        default="",
        max_length=120,
        help_text=_(
            "Filled in on saving. It stays the same when the number or the order changes, so that "
            "links to the provision go on working."
        ),
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The provision as the page of an act shows it."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["provision"] = single_provision(self.name, value)
        return context

    class Meta:
        icon = "list-ol"
        template = "library/blocks/provision.html"
        label_format = "{number} {heading}"
        description = _("A numbered part of an act with a link of its own.")
        preview_value = {
            "number": "5",
            "heading": "",
            "text": _("A cluster is supported when its programme has been approved."),
            "wording": Wording.OFFICIAL,
        }


class PartsBlock(blocks.StreamBlock):
    """Parts, paragraphs and subparagraphs inside an article or a paragraph."""

    part = ProvisionBlock(label=ProvisionKind.PART.label)
    point = ProvisionBlock(label=ProvisionKind.POINT.label)
    subpoint = ProvisionBlock(label=ProvisionKind.SUBPOINT.label)


class DividedProvisionBlock(ProvisionBlock):
    """A provision that may be divided into smaller ones."""

    parts = PartsBlock(label=_("Parts of the provision"), required=False)


class ActTextBlock(blocks.StreamBlock):
    """The text of an act from its sections down to its paragraphs."""

    section = ProvisionBlock(
        label=ProvisionKind.SECTION.label, group=_("Structure"), icon="folder-open-inverse"
    )
    chapter = ProvisionBlock(
        label=ProvisionKind.CHAPTER.label, group=_("Structure"), icon="folder-open-inverse"
    )
    annex = ProvisionBlock(
        label=ProvisionKind.ANNEX.label, group=_("Structure"), icon="folder-open-inverse"
    )
    article = DividedProvisionBlock(label=ProvisionKind.ARTICLE.label, group=_("Provisions"))
    point = DividedProvisionBlock(label=ProvisionKind.POINT.label, group=_("Provisions"))
    subpoint = ProvisionBlock(label=ProvisionKind.SUBPOINT.label, group=_("Provisions"))

    class Meta:
        required = False

    def clean(self, value: Any) -> Any:
        """Give every provision its anchor; refuse one that stands twice in the act."""
        stream = super().clean(value)
        anchors = Anchors(stored_anchors(stream))
        errors = {
            index: error
            for index, block in enumerate(stream)
            if (error := _place_anchors(block, anchors)) is not None
        }
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return stream


def _place_anchors(block: Any, anchors: Anchors) -> StructBlockValidationError | None:
    value = block.value
    own = _place(block.block_type, value, anchors, "")
    if own is not None:
        return own
    path = [(list(ProvisionKind).index(ProvisionKind(block.block_type)), value["anchor"])]
    errors = {}
    for index, part in enumerate(value.get("parts") or ()):
        level = list(ProvisionKind).index(ProvisionKind(part.block_type))
        while len(path) > 1 and path[-1][0] >= level:
            path.pop()
        error = _place(part.block_type, part.value, anchors, path[-1][1])
        if error is not None:
            errors[index] = error
        path.append((level, part.value["anchor"]))
    if errors:
        return StructBlockValidationError({"parts": StreamBlockValidationError(errors)})
    return None


def _place(
    kind: str, value: Any, anchors: Anchors, parent: str
) -> StructBlockValidationError | None:
    typed = bool(value["anchor"])
    value["anchor"], free = anchors.place(
        kind, value["number"], value["heading"], value["anchor"], parent
    )
    if free:
        return None
    if typed:
        message = _("Another provision has this anchor. Clear it: the provision gets its own.")
        return StructBlockValidationError({"anchor": ValidationError(message)})
    message = _("A provision of this kind with this number already stands in the act.")
    return StructBlockValidationError({"number": ValidationError(message)})
