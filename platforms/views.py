"""Writing in discussions: each form on a page of its own, nothing typed is ever lost."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.generic import TemplateView

from cms.headers import unlisted
from cms.throttle import Limit, waiting_message
from cms.written_text import to_html, to_typed
from platforms import drafts
from platforms.discussions.addresses import index_url, topic_url
from platforms.discussions.doors import public_topic, require_public
from platforms.forms import ReplyForm, TextForm, TopicForm, Trapped
from platforms.models import Contribution, Discussion
from platforms.pages.public import public_platforms
from platforms.services import people, taking_part

MINUTE, DAY = 60, 24 * 60 * 60
BURST = Limit("discussions:burst", 5, 10 * MINUTE)
"""Contributions of an account in ten minutes."""
PER_DAY = Limit("discussions:day", 60, DAY)


class Writing(TemplateView):
    """A form of a signed-in account: shown, looked at before sending, sent.

    Without a session it leads to the sign-in and back, with what was typed. Whatever is refused,
    by the rules or by the limits, shows the form again as it was filled in.
    """

    template_name = "platforms/discussions/write.html"
    form_class: type[Form] = ReplyForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for an account, find what is written about, keep the page out of caches."""
        if not request.user.is_authenticated:
            return drafts.to_sign_in(request)
        self.language = get_language() or "ru"
        self.find(**kwargs)
        return unlisted(super().dispatch(request, *args, **kwargs))

    def find(self, **kwargs: Any) -> None:
        """Find what the address names; Http404 where it may not be seen."""

    def form(self, data: Any = None) -> Form:
        """The form, empty or with what was typed."""
        return self.form_class(data, initial=None if data else self.initial())

    def initial(self) -> dict[str, Any]:
        """What stands in an empty form."""
        return {}

    def send(self, form: Form) -> HttpResponse:
        """Keep what the form holds; ValidationError where the rules do not allow it."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form, or what could not be sent before signing in."""
        kept = drafts.take(request)
        form = self.form(kept)
        return self.show(form, is_kept=kept is not None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show how it will look, or send it."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        if request.POST.get("do") == "preview":
            return self.show(form, preview=to_html(form.cleaned_data.get("text", "")))
        key = str(request.user.pk)
        if seconds := max(BURST.take(key), PER_DAY.take(key)):
            form.add_error(None, waiting_message(seconds))
            response = self.show(form, status=429)
            response["Retry-After"] = str(seconds)
            return response
        try:
            return self.send(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.show(form, status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to all discussions."""
        return {"index_url": index_url(self.language), **super().get_context_data(**kwargs)}

    def show(self, form: Form, status: int = 200, **extra: Any) -> HttpResponse:
        """The page of the form."""
        return self.render_to_response(self.get_context_data(form=form, **extra), status=status)


class Reply(Writing):
    """A contribution to a topic, perhaps in answer to another."""

    topic: Discussion
    answered: Contribution | None = None

    def find(self, topic: int) -> None:
        """The topic, and the shown contribution that `to` names."""
        self.topic, _page = public_topic(topic, self.language)
        number = self.request.GET.get("to", "")
        if number.isascii() and number.isdigit() and len(number) < 9:
            rows = self.topic.contributions.filter(state="shown").select_related("author")
            self.answered = rows.filter(number=int(number)).first()

    def initial(self) -> dict[str, Any]:
        """The capacity in which the account spoke last, or that of its profile."""
        last = Contribution.objects.filter(author=self.request.user).order_by("-pk").first()
        capacity = last.capacity if last else people.capacity_of(self.request.user)
        return {"capacity": capacity, "language": self.language}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is answered."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "kind": "reply",
            "topic": self.topic,
            "topic_title": self.topic.title_in(self.language),
            "back_url": topic_url(self.topic, self.language),
            "answered": self.answered,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; where nothing can be written, the topic, which says so."""
        if not self.topic.takes_contributions:
            return redirect(topic_url(self.topic, self.language))
        return super().get(request, *args, **kwargs)

    def send(self, form: Form) -> HttpResponse:
        """Write the contribution and say what becomes of it."""
        data = form.cleaned_data
        contribution = taking_part.reply(
            self.topic,
            author=self.request.user,  # type: ignore[arg-type]  # signed in
            typed=data["text"],
            capacity=data["capacity"],
            language=data["language"],
            reply_to=self.answered,
        )
        return redirect("talks:sent", self.topic.pk, contribution.number)


class Start(Writing):
    """A new topic."""

    form_class = TopicForm

    def find(self) -> None:
        """The public platforms that take contributions."""
        require_public(self.language)
        pages = public_platforms(self.language).values()
        self.platforms = {page.platform.slug: page for page in pages if page.platform.is_open}

    def form(self, data: Any = None) -> Form:
        """The form with the platforms to choose from."""
        named = ((slug, page.title) for slug, page in self.platforms.items())
        choices = sorted(named, key=lambda pair: pair[1].casefold())
        initial = {"platform": self.request.GET.get("platform", ""), "language": self.language}
        return TopicForm(data, initial=initial, platforms=choices)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say that it is a topic."""
        context = super().get_context_data(**kwargs)
        return {**context, "kind": "topic", "back_url": index_url(self.language)}

    def send(self, form: Form) -> HttpResponse:
        """Open the topic or let it wait."""
        data = form.cleaned_data
        topic = taking_part.start_topic(
            self.platforms[data["platform"]].platform,
            author=self.request.user,  # type: ignore[arg-type]  # signed in
            title=data["title"],
            typed=data["text"],
            capacity=data["capacity"],
            language=data["language"],
        )
        return redirect("talks:topic_sent", topic.pk)


class Own(Writing):
    """Something about a contribution of one's own."""

    contribution: Contribution

    def find(self, topic: int, number: int) -> None:
        """The contribution; nobody else learns that it is there."""
        rows = Contribution.objects.select_related("discussion__platform", "author")
        found = rows.filter(discussion=topic, number=number, author=self.request.user.pk).first()
        if found is None:
            raise Http404
        self.contribution = found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the contribution and its topic."""
        context = super().get_context_data(**kwargs)
        topic = self.contribution.discussion
        return {
            **context,
            "row": self.contribution,
            "topic": topic,
            "topic_title": topic.title_in(self.language),
            "back_url": topic_url(topic, self.language),
            "may_edit": taking_part.may_edit(self.contribution, self.request.user),  # type: ignore[arg-type]
            "may_remove": taking_part.may_remove(self.contribution, self.request.user),  # type: ignore[arg-type]
        }


class Edit(Own):
    """Change the own text, for a while."""

    form_class = TextForm

    def initial(self) -> dict[str, Any]:
        """The text as it would be typed."""
        return {"text": to_typed(self.contribution.text)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; when the time is over, the page that says so."""
        if not taking_part.may_edit(self.contribution, request.user):  # type: ignore[arg-type]
            return redirect("talks:sent", self.contribution.discussion_id, self.contribution.number)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say that it is a change."""
        return {**super().get_context_data(**kwargs), "kind": "edit"}

    def send(self, form: Form) -> HttpResponse:
        """Keep the change."""
        taking_part.edit_own(
            self.contribution,
            author=self.request.user,  # type: ignore[arg-type]  # signed in
            typed=form.cleaned_data["text"],
        )
        return redirect("talks:sent", self.contribution.discussion_id, self.contribution.number)


class Remove(Own):
    """Remove the own contribution, after one question."""

    template_name = "platforms/discussions/remove.html"
    form_class = Trapped

    def send(self, form: Form) -> HttpResponse:
        """Take it away."""
        taking_part.remove_own(self.contribution, author=self.request.user)  # type: ignore[arg-type]
        return redirect("talks:sent", self.contribution.discussion_id, self.contribution.number)


class Sent(Own):
    """What became of the own contribution, and what can be done with it."""

    template_name = "platforms/discussions/sent.html"
    http_method_names = ["get", "head", "options"]


class TopicSent(Writing):
    """What became of the own topic."""

    template_name = "platforms/discussions/topic_sent.html"
    http_method_names = ["get", "head", "options"]

    def find(self, topic: int) -> None:
        """The topic; nobody else learns that it is there."""
        found = Discussion.objects.filter(pk=topic, author=self.request.user.pk).first()
        if found is None:
            raise Http404
        self.topic = found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the topic and where it stands."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "topic": self.topic,
            "topic_url": topic_url(self.topic, self.language),
        }
