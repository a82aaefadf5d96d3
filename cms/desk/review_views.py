"""Pages of a review link: public, unlisted, never stored, answered once."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from cms.enums import Opinion
from cms.headers import unlisted
from cms.throttle import is_over_limit
from cms.workflow.links import LinkRefused, answer_link, open_link
from cms.workflow.models import ReviewLink
from cms.workflow.rules import DecisionRefused

# For every closed link, so that the answer does not tell a guessed one from an old one.
GONE = 410


class AnswerForm(forms.Form):
    """The answer of the link's holder."""

    opinion = forms.ChoiceField(choices=Opinion)
    remark = forms.CharField(required=False, max_length=4000)

    def clean(self) -> dict[str, Any]:
        """Require the remark of a return."""
        cleaned = super().clean() or {}
        if cleaned.get("opinion") == Opinion.RETURN and not cleaned.get("remark", "").strip():
            self.add_error("remark", _("Write what should be changed."))
        return cleaned


@method_decorator(never_cache, name="dispatch")
class ReviewBase(View):
    """What every page of a link does: count the request, find the link, speak its language."""

    link: ReviewLink

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer in the language asked for, or that of the page under review."""
        if is_over_limit(request, "review-link", settings.REVIEW_LINK_RATE):
            response = HttpResponse(status=429, headers={"Retry-After": "60"})
            return unlisted(response)
        try:
            self.link = open_link(kwargs["token"])
        except LinkRefused as refused:
            return self.refuse(request, refused)
        with translation.override(self.language(request, self.link)):
            return unlisted(super().dispatch(request, *args, **kwargs))

    @staticmethod
    def language(request: HttpRequest, link: ReviewLink | None) -> str:
        """ "ru" or "en": as asked by `?lang=`, else of the page, else of the reader."""
        asked = request.GET.get("lang", "")
        if asked in dict(settings.LANGUAGES):
            return asked
        if link is not None:
            return str(link.revision.content_object.locale.language_code)
        return translation.get_language() or settings.LANGUAGE_CODE

    def refuse(self, request: HttpRequest, refused: LinkRefused) -> HttpResponse:
        """Say plainly why the link shows nothing."""
        with translation.override(self.language(request, refused.link)):
            context = {"message": refused.problem.label}
            return unlisted(render(request, "cms/review/closed.html", context, status=GONE))


class ReviewView(ReviewBase):
    """The text under review and the form of the answer."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the version in a frame, with the two answers below."""
        return self.show(request, AnswerForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Record the answer; a second one finds the link used."""
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.show(request, form, status=422)
        try:
            decided = answer_link(
                token, Opinion(form.cleaned_data["opinion"]), form.cleaned_data["remark"]
            )
        except LinkRefused as refused:
            return self.refuse(request, refused)
        except DecisionRefused as refused:
            form.add_error("remark", str(refused))
            return self.show(request, form, status=422)
        return render(request, "cms/review/thanks.html", {"decided": decided})

    def show(self, request: HttpRequest, form: AnswerForm, status: int = 200) -> HttpResponse:
        """The page of the link."""
        context = {"link": self.link, "form": form, "token": self.kwargs["token"]}
        return render(request, "cms/review/review.html", context, status=status)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class ReviewedPageView(ReviewBase):
    """Exactly the revision of the link, as readers would see it; shown in a sandboxed frame."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Render the revision as an anonymous reader's preview."""
        page = self.link.revision.as_object()
        response = page.make_preview_request(preview_mode=page.default_preview_mode)
        return unlisted(response)
