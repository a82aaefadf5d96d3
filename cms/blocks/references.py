"""Blocks that point elsewhere: acts, contacts, lists of the catalogue."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms import listing_provider
from cms.blocks.choosers import OrganisationChooserBlock, RegionChooserBlock, TopicChooserBlock
from cms.blocks.text import AnchorBlock
from cms.listing_provider import Listing, Preset


class ActReferenceValue(blocks.StructValue):
    """An act, or a provision of it."""

    @property
    def is_shown(self) -> bool:
        """Whether readers may follow the link."""
        act = self.get("act")
        return bool(act and act.live)


class ActReferenceBlock(blocks.StructBlock):
    """A link to a legal act or to one of its provisions."""

    act = blocks.PageChooserBlock(label=_("Legal act"), page_type="library.LegalActPage")
    anchor = AnchorBlock(
        label=_("Anchor of the provision"),
        required=False,
        default="",
        max_length=80,
        help_text=_("What follows # in the address of the provision, for example art-16.1."),
    )
    provision = blocks.CharBlock(
        label=_("Provision"),
        required=False,
        default="",
        max_length=120,
        help_text=_("As readers see it: article 16.1, point 3."),
    )
    note = blocks.CharBlock(
        label=_("What it establishes"), required=False, default="", max_length=500
    )

    class Meta:
        template = "blocks/act_reference.html"
        icon = "link"
        label = _("Reference to an act")
        description = _("A link to a legal act or to a provision of it.")
        value_class = ActReferenceValue

    def get_preview_value(self) -> Any:
        """The first published act."""
        act = self.child_blocks["act"].target_model.objects.live().first()
        return self.normalize({"act": act, "provision": _("article 1")})


class ContactsBlock(blocks.StructBlock):
    """How to reach an organisation or its unit; empty lines come from the register."""

    title = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=255)
    organisation = OrganisationChooserBlock(label=_("Organisation"), required=False)
    unit = blocks.CharBlock(
        label=_("Department or person"), required=False, default="", max_length=255
    )
    address = blocks.CharBlock(label=_("Address"), required=False, default="", max_length=255)
    phone = blocks.CharBlock(label=_("Telephone"), required=False, default="", max_length=50)
    email = blocks.EmailBlock(label=_("E-mail"), required=False, default="")
    website = blocks.URLBlock(label=_("Website"), required=False, default="")
    hours = blocks.CharBlock(label=_("Opening hours"), required=False, default="", max_length=120)

    class Meta:
        template = "blocks/contacts.html"
        icon = "mail"
        label = _("Contacts")
        description = _("How to reach an organisation; empty lines come from the register.")
        preview_value = {
            "title": _("Contacts"),
            "unit": _("Cluster development centre"),
            "phone": "+7 000 000-00-00",
            "email": "centre@region.example",
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> Any:
        """Add the lines to show."""
        context = super().get_context(value, parent_context=parent_context)
        organisation = value.get("organisation")
        english = (get_language() or "ru").startswith("en")
        lines = {name: value.get(name) or "" for name in ("address", "phone", "email", "website")}
        if organisation:
            ru, en = organisation.address_ru, organisation.address_en
            lines["address"] = lines["address"] or ((en or ru) if english else (ru or en))
            for name in ("phone", "email", "website"):
                lines[name] = lines[name] or getattr(organisation, name)
        return context | {"lines": lines}


class ListingValue(blocks.StructValue):
    """A preset query of the catalogue."""

    @cached_property
    def listing(self) -> Listing:
        """What the catalogue answers in the reader's language."""
        preset = Preset(
            kind=self["kind"],
            query=self.get("query") or "",
            topics=tuple(topic.slug for topic in self.get("topics") or () if topic),
            regions=tuple(region.code for region in self.get("regions") or () if region),
            limit=self["limit"],
        )
        return listing_provider.find(preset, (get_language() or "ru")[:2])


class ListingBlock(blocks.StructBlock):
    """The newest entries of the catalogue that fit a preset."""

    title = blocks.CharBlock(label=_("Heading"), max_length=255)
    kind = blocks.ChoiceBlock(label=_("What to list"), choices=listing_provider.kinds)
    query = blocks.CharBlock(label=_("Words"), required=False, default="", max_length=200)
    topics = blocks.ListBlock(TopicChooserBlock(label=_("Topic")), label=_("Topics"), min_num=0)
    regions = blocks.ListBlock(RegionChooserBlock(label=_("Region")), label=_("Regions"), min_num=0)
    limit = blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=20, default=5)

    class Meta:
        template = "blocks/listing.html"
        icon = "list-ul"
        label = _("Listing")
        description = _("The newest entries of the catalogue with chosen topics or regions.")
        value_class = ListingValue

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing: what is listed is found itself, and the words of the query name no content."""
        return []

    def get_preview_value(self) -> Any:
        """The first kind of the catalogue."""
        kinds = listing_provider.kinds()
        kind = kinds[0][0] if kinds else ""
        return self.normalize({"title": _("Latest"), "kind": kind, "limit": 3})
