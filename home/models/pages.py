"""The home page of a language, sections and plain pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.fields import StoryField
from cms.models import AtomicPage, EditorialPage
from cms.querysets import public
from home.blocks import HomeSectionsBlock
from home.panels import tabs

# What both languages of a page have in common; wagtail-localize leaves out many-to-many fields
# unless they are named.
SHARED_FIELDS = [SynchronizedField(name) for name in ("slug", "topics", "regions", "verified_on")]


class HomePage(AtomicPage):
    """The front page of one language: blocks in the order the editors put them."""

    sections = StoryField(
        HomeSectionsBlock(),
        verbose_name=_("sections"),
        blank=True,
        help_text=_("Parts of the page from top to bottom. A part with nothing to show is hidden."),
    )

    override_translatable_fields = [SynchronizedField("slug")]
    edit_handler = tabs(content=[FieldPanel("sections")])
    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class SectionPage(EditorialPage):
    """A section without a listing of its own: text, and its pages as cards."""

    override_translatable_fields = SHARED_FIELDS
    edit_handler = tabs(
        content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
    )
    template = "home/section_page.html"
    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["home.StandardPage", "home.SectionPage"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `children`: the public pages of the section in the editors' order."""
        children = public(self.get_children()).specific()
        return {**super().get_context(request, *args, **kwargs), "children": children}


class StandardPage(EditorialPage):
    """A plain page: about the portal, accessibility, contacts."""

    override_translatable_fields = SHARED_FIELDS
    edit_handler = tabs(
        content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
    )
    template = "home/standard_page.html"
    parent_page_types = ["home.SectionPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
