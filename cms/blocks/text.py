"""Blocks of text: headings, paragraphs, quotes, call-outs, steps, accordions."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

RICH_TEXT_FEATURES = [
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "superscript",
    "subscript",
    "hr",
]
INLINE_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


def anchor_of(text: str) -> str:
    """An identifier made of a heading's words, in its own alphabet."""
    return slugify(text, allow_unicode=True)[:80].strip("-") or "section"


class AnchorBlock(blocks.CharBlock):
    """What follows `#` in an address: the same in every language, so nobody translates it."""

    def get_searchable_content(self, value: str) -> list[str]:
        """Nothing that readers see."""
        return []

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Nothing to translate."""
        return []


class HeadingValue(blocks.StructValue):
    """A heading's text, level and anchor."""

    @property
    def identifier(self) -> str:
        """The `id` of the heading."""
        return self.get("anchor") or anchor_of(self.get("text") or "")


class HeadingBlock(blocks.StructBlock):
    """A heading of the second or third level with an anchor to link to."""

    text = blocks.CharBlock(label=_("Heading"), max_length=255)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Heading")), ("h3", _("Subheading"))],
        default="h2",
        search_index=False,
    )
    anchor = AnchorBlock(
        label=_("Anchor"),
        required=False,
        default="",
        max_length=80,
        validators=[
            RegexValidator(r"^[\w-]+$", _("Use letters, digits and hyphens without spaces."))
        ],
        help_text=_("What follows # in a link to this heading. Made of its words when empty."),
    )

    class Meta:
        template = "blocks/heading.html"
        icon = "title"
        label = _("Heading")
        description = _("A heading that readers can link to.")
        value_class = HeadingValue
        form_classname = "struct-block heading-block"
        preview_value = {"text": _("Who can take part"), "level": "h2"}

    def normalize(self, value: Any) -> Any:
        """A plain text is a heading of the second level."""
        return super().normalize(_as_heading(value))

    def to_python(self, value: Any) -> Any:
        """The same for a stored value."""
        return super().to_python(_as_heading(value))

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """The same for many stored values."""
        return super().bulk_to_python([_as_heading(value) for value in values])


def _as_heading(value: Any) -> Any:
    return {"text": value, "level": "h2"} if isinstance(value, str) else value


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        template = "blocks/text.html"
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists, links and emphasis.")
        preview_value = _(
            "<p>The programme supports <b>joint projects</b> of cluster members: equipment, "
            "training and entry into foreign markets.</p>"
        )


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with who said them and where."""

    text = blocks.TextBlock(label=_("Quotation"))
    author = blocks.CharBlock(label=_("Who said it"), required=False, default="", max_length=255)
    source = blocks.CharBlock(label=_("Source"), required=False, default="", max_length=255)
    url = blocks.URLBlock(label=_("Link to the source"), required=False, default="")

    class Meta:
        template = "blocks/quote.html"
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody's words with their author and source.")
        preview_value = {
            "text": _("A cluster is a group of neighbouring, interconnected companies."),
            "author": _("From the guidelines"),
        }


class CalloutBlock(blocks.StructBlock):
    """A short remark set apart from the text."""

    kind = blocks.ChoiceBlock(
        label=_("Importance"),
        choices=[("info", _("Note")), ("warn", _("Warning"))],
        default="info",
        search_index=False,
    )
    title = blocks.CharBlock(label=_("Title"), required=False, default="", max_length=255)
    text = blocks.RichTextBlock(label=_("Text"), features=INLINE_FEATURES)

    class Meta:
        template = "blocks/callout.html"
        icon = "warning"
        label = _("Call-out")
        description = _("A note or a warning set apart from the text.")
        preview_value = {
            "kind": "warn",
            "title": _("Deadline"),
            "text": _("<p>Applications are accepted until the end of the month.</p>"),
        }


class StepBlock(blocks.StructBlock):
    """One step of a procedure."""

    title = blocks.CharBlock(label=_("What to do"), max_length=255)
    text = blocks.RichTextBlock(label=_("Details"), required=False, features=INLINE_FEATURES)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """A numbered procedure."""

    title = blocks.CharBlock(label=_("Title"), required=False, default="", max_length=255)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        template = "blocks/steps.html"
        icon = "list-ol"
        label = _("Steps")
        description = _("A procedure in numbered steps.")
        preview_value = {
            "title": _("How to apply"),
            "steps": [
                {"title": _("Prepare the programme"), "text": ""},
                {"title": _("Send the application"), "text": ""},
            ],
        }


class AccordionItemBlock(blocks.StructBlock):
    """A line that opens to show its text."""

    title = blocks.CharBlock(label=_("Heading of the folded text"), max_length=255)
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "collapse-down"
        label = _("Folded text")


class AccordionBlock(blocks.StructBlock):
    """Questions and answers, or long details that not every reader needs."""

    items = blocks.ListBlock(AccordionItemBlock(), label=_("Folded texts"), min_num=1)

    class Meta:
        template = "blocks/accordion.html"
        icon = "collapse-down"
        label = _("Accordion")
        description = _("Folded texts that the reader opens: questions and answers, details.")
        preview_value = {
            "items": [
                {
                    "title": _("Who can become a member?"),
                    "text": _("<p>Any organisation that takes part in the joint programme.</p>"),
                }
            ]
        }
