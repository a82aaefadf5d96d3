"""The home page of a language, sections and plain pages."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms.fields import StoryField
from cms.models import AtomicPage, EditorialPage
from cms.panels import tabs
from cms.querysets import children_in_any_language, page_row, public
from cms.sections import SECTIONS, SUBSECTIONS
from home.blocks import HomeSectionsBlock, overview_for

SUBSECTIONS_BY_PLACE = {(one.parent, one.slug): one for one in SUBSECTIONS}


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
    subpage_types = [section.page_type for section in SECTIONS.values()]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `overview`, the catalogue's answers to all parts of the page together."""
        parts = [(child.block, child.value) for child in self.sections]
        return {**super().get_context(request, *args, **kwargs), "overview": overview_for(parts)}

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of an address; one that exists only in another language is offered there.

        An alias repeats its original in another language, so it counts as not translated.
        """
        try:
            result = self._route(request, path_components)
        except Http404:
            original = self._original(request, path_components)
            if original is None:
                raise
        else:
            if not result.page.alias_of_id:
                return result
            original = result.page.alias_of.specific
        return RouteResult(self, kwargs={"original": original})

    def serve(
        self, request: HttpRequest, *args: Any, original: Page | None = None, **kwargs: Any
    ) -> HttpResponse:
        """The home page, or the notice that `original` is not translated yet."""
        if original is None:
            return super().serve(request, *args, **kwargs)
        if not public(Page.objects.filter(pk=original.pk)).exists():
            raise Http404
        translated = public(original.get_translations()).filter(
            locale=self.locale, alias_of__isnull=True
        )
        if translation := translated.first():
            # The same page under another slug.
            return redirect(translation.specific.get_url(request))
        context = {
            "page": original,
            "original": original,
            "original_url": original.get_url(request),
            "home_url": self.get_url(request),
        }
        response = TemplateResponse(request, "home/untranslated_page.html", context)
        response["X-Robots-Tag"] = "noindex"
        return response

    def _route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Wagtail's routing, with one query for a section, whose type is known, in place of two."""
        section = SECTIONS.get(path_components[0]) if path_components else None
        if section is not None:
            pages = apps.get_model(section.page_type).objects.child_of(self)
            if page := pages.filter(slug=section.slug).first():
                page._cached_parent_obj = self
                return page.route(request, path_components[1:])
        return super().route(request, path_components)

    def _original(self, request: HttpRequest, path_components: list[str]) -> Page | None:
        """The page of another language under the same path; serving it checks that it is public."""
        for home in public(self.get_translations()).specific():
            try:
                result = home._route(request, path_components)
            except Http404:
                continue
            # An act reached by its old address is meant all the same; any other page that routes
            # what stands below it answers for a part, not for itself.
            page = result.kwargs.pop("moved_to", result.page)
            if not (result.args or result.kwargs or page.alias_of_id):
                return page.specific
        return None


class SectionPage(EditorialPage):
    """A section without a listing of its own: text, and its pages as cards."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = tabs(
        content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
    )
    template = "home/section_page.html"
    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = [
        *("home.StandardPage", "home.SectionPage"),
        *(subsection.page_type for subsection in SUBSECTIONS),
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Wagtail's routing, with one query for a child whose type is known, in place of two."""
        known = SUBSECTIONS_BY_PLACE.get((self.slug, *path_components[:1]))
        if known is not None:
            pages = apps.get_model(known.page_type).objects.child_of(self)
            pages = pages.select_related("locale")
            if page := pages.filter(slug=known.slug).first():
                page._cached_parent_obj = self
                return page.route(request, path_components[1:])
        return super().route(request, path_components)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `children`: the pages of the section as cards, other languages marked."""
        language = get_language() or "ru"
        children = children_in_any_language(self, language)
        return {
            **super().get_context(request, *args, **kwargs),
            "children": [page_row(child, language) for child in children],
        }


class StandardPage(EditorialPage):
    """A plain page: about the portal, accessibility, contacts."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = tabs(
        content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
    )
    template = "home/standard_page.html"
    parent_page_types = ["home.SectionPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
