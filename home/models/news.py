"""News."""

from typing import Any

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms.models import EditorialPage
from cms.panels import tabs
from cms.querysets import child_at
from search.listing import listing


class NewsIndexPage(EditorialPage):
    """All news, newest first, with the archive by year and topic."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = tabs(content=[*EditorialPage.lead_panels, FieldPanel("body")])
    template = "home/news_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]

    class Meta:
        verbose_name = _("news section")
        verbose_name_plural = _("news sections")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A piece of news with its picture, or the list."""
        if not path_components:
            return super().route(request, path_components)
        news = child_at(NewsPage.objects.select_related("image"), self, path_components[0])
        return news.route(request, path_components[1:])

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing."""
        return {
            **super().get_context(request, *args, **kwargs),
            **listing(request, kind="news", facets=("year", "topic", "region")),
        }


class NewsPage(EditorialPage):
    """One piece of news; its tags are topics of the register."""

    published_on = models.DateField(
        _("date"),
        default=localdate,
        db_index=True,
        help_text=_("The day of the news itself; it orders the list and the archive by year."),
    )
    image = models.ForeignKey(
        "cms.PortalImage",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown above the text. The news reads well without it."),
    )

    platforms = ParentalManyToManyField(
        "platforms.Platform",
        verbose_name=_("technology platforms"),
        blank=True,
        related_name="+",
        help_text=_("Shown on the page of each."),
    )

    override_translatable_fields = [
        *EditorialPage.shared_fields,
        SynchronizedField("platforms"),
    ]
    edit_handler = tabs(
        content=[
            FieldPanel("published_on"),
            *EditorialPage.lead_panels,
            FieldPanel("image"),
            FieldPanel("body"),
        ],
        about=[*EditorialPage.about_panels, FieldPanel("platforms", widget=CheckboxSelectMultiple)],
    )
    template = "home/news_page.html"
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")
