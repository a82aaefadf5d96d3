"""Pages of moderators: a topic as a whole, a single contribution."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.generic import TemplateView

from cms.audit.decisions import record_row
from cms.headers import unlisted
from cms.workflow.rules import DecisionRefused
from cms.written_text import to_typed
from platforms.discussions.addresses import contribution_url, topic_url
from platforms.enums import Verdict
from platforms.forms import AnswerForm, RulingForm, SummaryForm
from platforms.models import Contribution, Discussion
from platforms.services import moderation, topics


class Tools(TemplateView):
    """Something that moderators of the platform may do; 403 for everybody else."""

    topic: Discussion

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Admit those who decide in the topic."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.language = get_language() or "ru"
        rows = Discussion.objects.select_related("platform", "author")
        self.topic = get_object_or_404(rows, pk=kwargs["topic"])
        if not moderation.may_moderate(request.user, self.topic.platform):  # type: ignore[arg-type]
            raise PermissionDenied
        return unlisted(super().dispatch(request, *args, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the topic."""
        return {
            "topic": self.topic,
            "topic_title": self.topic.title_in(self.language),
            "back_url": topic_url(self.topic, self.language),
            **super().get_context_data(**kwargs),
        }

    def refused(self, refusal: DecisionRefused, **context: Any) -> HttpResponse:
        """The page again, with the reason why nothing was done."""
        context = self.get_context_data(problem=str(refusal), **context)
        return self.render_to_response(context, status=409)


class Moderate(Tools):
    """A topic: close, reopen, hide, summary, official answer."""

    template_name = "platforms/discussions/moderate.html"

    def forms(self) -> dict[str, Form]:
        """The forms of the page by the button that sends each."""
        topic, data = self.topic, self.request.POST
        sent = data.get("do", "")
        answer = {
            "status": topic.answer_status,
            "answer": to_typed(topic.answer),
            "signature": topic.answer_signature,
        }
        return {
            "hide": RulingForm(data if sent == "hide" else None),
            "summary": SummaryForm(
                data if sent == "summary" else None, initial={"summary": to_typed(topic.summary)}
            ),
            "answer": AnswerForm(data if sent == "answer" else None, initial=answer),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the forms and what can be done in this state."""
        kwargs.setdefault("forms", self.forms())
        return {**super().get_context_data(**kwargs), "state": self.topic.state}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the pressed button says."""
        forms = self.forms()
        sent = request.POST.get("do", "")
        if sent not in ("close", "reopen", "show", *forms):
            raise Http404
        form = forms.get(sent)
        if form is not None and not form.is_valid():
            context = self.get_context_data(forms=forms, form=form)
            return self.render_to_response(context, status=422)
        try:
            self._do(sent, form.cleaned_data if form else {})
        except DecisionRefused as refusal:
            return self.refused(refusal, forms=forms)
        return redirect("talks:moderate", self.topic.pk)

    def _do(self, sent: str, data: dict[str, Any]) -> None:
        actor: Any = self.request.user
        match sent:
            case "close":
                topics.close(self.topic, actor=actor)
            case "reopen":
                topics.reopen(self.topic, actor=actor)
            case "summary":
                topics.summarise(self.topic, actor=actor, typed=data["summary"])
            case "answer":
                topics.answer(
                    self.topic,
                    actor=actor,
                    status=data["status"],
                    typed=data["answer"],
                    signature=data["signature"],
                )
            case _:
                verdict = Verdict.HIDDEN if sent == "hide" else Verdict.SHOWN
                rule_on(self.topic, verdict, actor, data)


class Judge(Tools):
    """A single contribution: hide it by a rule, or show it again."""

    template_name = "platforms/discussions/judge.html"
    row: Contribution

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the contribution before anything else."""
        rows = Contribution.objects.select_related("author", "discussion")
        self.row = get_object_or_404(rows, discussion=kwargs["topic"], number=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the contribution with its former texts."""
        kwargs.setdefault("form", RulingForm())
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "editions": list(self.row.editions.all()),
            "rulings": list(self.row.rulings.select_related("by")),
            "can_hide": self.row.is_shown,
            "can_show": self.row.state in ("hidden", "rejected"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hide or show."""
        sent = request.POST.get("do", "")
        if sent not in ("hide", "show"):
            raise Http404
        form = RulingForm(request.POST if sent == "hide" else None)
        if sent == "hide" and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        verdict = Verdict.HIDDEN if sent == "hide" else Verdict.SHOWN
        data = form.cleaned_data if sent == "hide" else {}
        try:
            rule_on(self.row, verdict, request.user, data)
        except DecisionRefused as refusal:
            return self.refused(refusal, form=form)
        return redirect(contribution_url(self.topic, self.row.number, self.language) or "/")


def rule_on(
    subject: Discussion | Contribution, verdict: Verdict, actor: Any, data: dict[str, Any]
) -> None:
    """Take the decision outside of the desk, and note it in the log as the desk does."""
    rule, remark = data.get("rule", ""), data.get("remark", "")
    moderation.decide(subject, verdict, actor=actor, rule=rule, remark=remark)
    record_row(
        "discussions",
        subject,
        decision=verdict.value,
        actor=actor,
        reason=remark,
        version=subject.state,
        rule=rule,
    )
