"""Links of the menu and the footer, and the materials of an event."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock


class NavigationLinkBlock(blocks.StructBlock):
    """A link named in both languages: to a page, or to an address of the site or outside it.

    One page is chosen for all languages; readers of another language are led to its translation.
    """

    label_ru = blocks.CharBlock(label=_("Label in Russian"), max_length=60)
    label_en = blocks.CharBlock(label=_("Label in English"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.CharBlock(
        label=_("Address"),
        required=False,
        max_length=200,
        help_text=_(
            "Where there is no page: a path after the language, such as search/, or a full address."
        ),
    )

    class Meta:
        label = _("Link")
        icon = "link"
        description = _("A link to a page or an address")

    def clean(self, value: Any) -> Any:
        """Require exactly one aim."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            error = ValidationError(_("Choose a page or give an address, one of the two."))
            raise StructBlockValidationError(block_errors={"address": error})
        return cleaned


class MenuBlock(blocks.StreamBlock):
    """The main menu."""

    link = NavigationLinkBlock()


class FooterColumnBlock(blocks.StructBlock):
    """A headed list of links in the footer."""

    title_ru = blocks.CharBlock(label=_("Heading in Russian"), max_length=60)
    title_en = blocks.CharBlock(label=_("Heading in English"), max_length=60)
    links = blocks.ListBlock(NavigationLinkBlock(), label=_("Links"))

    class Meta:
        label = _("Column")
        icon = "list-ul"
        description = _("A column of links in the footer")


class FooterBlock(blocks.StreamBlock):
    """The columns of the footer."""

    column = FooterColumnBlock()


class MaterialBlock(blocks.StructBlock):
    """One material of an event: a document of the library of files or an address."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    document = DocumentChooserBlock(label=_("Document"), required=False)
    link = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        label = _("Material")
        icon = "doc-full"
        description = _("A programme, a presentation or a recording")

    def clean(self, value: Any) -> Any:
        """Require exactly one of the document and the address."""
        cleaned = super().clean(value)
        if bool(cleaned["document"]) == bool(cleaned["link"]):
            error = ValidationError(_("Choose a document or give an address, one of the two."))
            raise StructBlockValidationError(block_errors={"link": error})
        return cleaned


class MaterialsBlock(blocks.StreamBlock):
    """The materials of an event."""

    material = MaterialBlock()
