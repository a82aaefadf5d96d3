"""The page of discussions, with its topics below it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.models import EditorialPage
from cms.panels import tabs
from platforms.discussions.listing import topics_context
from platforms.discussions.topic import page_of, readable_topic, topic_context
from platforms.rules import sees_tools


class DiscussionIndexPage(RoutablePageMixin, EditorialPage):
    """The list of topics; a topic stands below it by its number."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = tabs(
        content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
    )
    template = "platforms/discussions/index.html"
    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("page of discussions")
        verbose_name_plural = _("pages of discussions")

    @path("")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """The list of topics."""
        context = topics_context(request.GET, self.locale.language_code)
        return self.render(request, context_overrides=context)

    @path("<int:key>/", name="topic")
    def topic(self, request: HttpRequest, key: int) -> HttpResponse:
        """A topic with its contributions."""
        language = self.locale.language_code
        topic, platform_page = readable_topic(key, language)
        context = topic_context(topic, platform_page, request.GET, language, request.user.pk)
        context["sees_tools"] = sees_tools(request.user, topic.platform)
        status = 404 if context["is_beyond_end"] else 200
        response = self.render(
            request, context_overrides=context, template="platforms/discussions/topic.html"
        )
        response.status_code = status
        return response

    @path("<int:key>/c/<int:number>/", name="contribution")
    def contribution(self, request: HttpRequest, key: int, number: int) -> HttpResponse:
        """From the stable link of a contribution to the page on which it stands now."""
        topic, _platform_page = readable_topic(key, self.locale.language_code)
        page = page_of(topic, number)
        query = f"?page={page}" if page > 1 else ""
        return redirect(f"{self.get_url(request)}{topic.pk}/{query}#c-{number}")
