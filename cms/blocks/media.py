"""Blocks of files: pictures, documents, outside video."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from cms.embeds import SITE_NAMES, Player, player_for

FIGURE_WIDTH = "width-1200"


class PictureChooserBlock(ImageChooserBlock):
    """An image chooser that reads the pictures of a page and their renditions in two queries."""

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """Images in the order of their keys; None where there is no such image."""
        found = (
            get_image_model()
            .objects.prefetch_renditions(FIGURE_WIDTH)
            .in_bulk(set(values) - {None})
        )
        return [found.get(value) for value in values]


class FigureValue(blocks.StructValue):
    """A figure; what the editor left empty comes from the image."""

    @property
    def source_line(self) -> str:
        """The source, or the image's own."""
        return self.get("source") or getattr(self.get("image"), "source", "")

    @property
    def licence_line(self) -> str:
        """The licence, or the image's own."""
        return self.get("licence") or getattr(self.get("image"), "licence", "")


class FigureBlock(blocks.StructBlock):
    """A picture with caption, source and licence.

    The text alternative belongs to the image, in both languages. An image that came without
    one (made by a program, say) is refused here until it is described or marked decorative.
    """

    image = PictureChooserBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, default="", max_length=500)
    source = blocks.CharBlock(
        label=_("Source"),
        required=False,
        default="",
        max_length=255,
        help_text=_("Taken from the image when empty."),
    )
    licence = blocks.CharBlock(
        label=_("Licence"),
        required=False,
        default="",
        max_length=120,
        help_text=_("Taken from the image when empty."),
    )

    class Meta:
        template = "blocks/figure.html"
        icon = "image"
        label = _("Figure")
        description = _("A picture with its caption, source and licence.")
        value_class = FigureValue

    def clean(self, value: Any) -> Any:
        """Refuse an image that has neither a description nor the decorative mark."""
        value = super().clean(value)
        image = value.get("image")
        if image and not (image.is_decorative or image.alt_ru or image.alt_en):
            raise StructBlockValidationError(
                block_errors={
                    "image": ValidationError(
                        _("Describe the picture in words or mark it as decorative.")
                    )
                }
            )
        return value

    def get_preview_value(self) -> Any:
        """The latest picture of the site."""
        return self.normalize(
            {"image": get_image_model().objects.last(), "caption": _("Caption of the picture")}
        )


class DocumentBlock(blocks.StructBlock):
    """A file to download with its type, size and language."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        default="",
        max_length=255,
        help_text=_("Taken from the document when empty."),
    )

    class Meta:
        template = "blocks/document.html"
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download with its type, size and language.")

    def get_preview_value(self) -> Any:
        """The latest document of the site."""
        return self.normalize({"document": get_document_model().objects.last(), "title": ""})


class EmbedValue(blocks.StructValue):
    """A video on another site."""

    @property
    def player(self) -> Player | None:
        """Where the video is shown; None for a site that is not one of ours."""
        return player_for(self.get("url") or "")


class EmbedBlock(blocks.StructBlock):
    """A video of another site, loaded only when the reader asks for it."""

    title = blocks.CharBlock(label=_("What it shows"), max_length=255)
    url = blocks.URLBlock(label=_("Address of the video"))
    transcript = blocks.RichTextBlock(
        label=_("Transcript or summary"),
        required=False,
        features=["bold", "italic", "ol", "ul", "link"],
        help_text=_("For readers who do not see, hear or load the video."),
    )

    class Meta:
        template = "blocks/embed.html"
        icon = "media"
        label = _("Video")
        description = _("A video of another site; nothing is loaded until the reader agrees.")
        value_class = EmbedValue
        preview_value = {
            "title": _("Recording of the conference"),
            "url": "https://rutube.ru/video/00000000000000000000000000000000/",
        }

    def clean(self, value: Any) -> Any:
        """Refuse sites other than those we know how to show."""
        value = super().clean(value)
        if value.player is None:
            message = _("Only videos of these sites can be shown: %(sites)s.") % {
                "sites": ", ".join(SITE_NAMES)
            }
            raise StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return value
