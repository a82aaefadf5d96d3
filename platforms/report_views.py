"""Readers report a contribution, with or without an account."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.generic import TemplateView

from cms.headers import unlisted
from cms.throttle import Limit, address_of, waiting_message
from platforms.discussions.addresses import contribution_url, topic_url
from platforms.discussions.doors import public_topic
from platforms.forms import ReportForm
from platforms.services import moderation

HOUR = 60 * 60
PER_READER = Limit("discussion-reports", 10, HOUR)
"""Reports of an account, or of an address without one, in an hour."""


class Report(TemplateView):
    """The form of a report of a shown contribution."""

    template_name = "platforms/discussions/report.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the contribution that anybody may read."""
        self.language = get_language() or "ru"
        self.topic, _page = public_topic(kwargs["topic"], self.language)
        rows = self.topic.contributions.filter(state="shown").select_related("author")
        row = rows.filter(number=kwargs["number"]).first()
        if row is None:
            raise Http404
        self.row = row
        return unlisted(super().dispatch(request, *args, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the contribution and its topic."""
        kwargs.setdefault("form", ReportForm())
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "topic_title": self.topic.title_in(self.language),
            "back_url": contribution_url(self.topic, self.row.number, self.language)
            or topic_url(self.topic, self.language),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the report."""
        form = ReportForm(request.POST)
        if not form.is_valid():
            return self._show(form, 422)
        reader = request.user if request.user.is_authenticated else None
        source = f"user:{reader.pk}" if reader else address_of(request)
        if seconds := PER_READER.take(source):
            form.add_error(None, waiting_message(seconds))
            response = self._show(form, 429)
            response["Retry-After"] = str(seconds)
            return response
        try:
            moderation.report(
                self.row,
                rule=form.cleaned_data["rule"],
                note=form.cleaned_data["note"],
                reporter=reader,  # type: ignore[arg-type]  # signed in
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self._show(form, 422)
        return self.render_to_response(self.get_context_data(is_done=True))

    def _show(self, form: ReportForm, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)
