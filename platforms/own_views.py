"""What an account has written, what was decided on it, and appeals."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from cms.pager import page_address, page_number, pages
from platforms.discussions.addresses import contribution_url, topic_url
from platforms.forms import AppealForm
from platforms.models import Contribution, Discussion, Ruling
from platforms.services import appeals
from platforms.services.moderation import topic_of
from platforms.views import Writing

PAGE_SIZE = 20


class Mine(Writing):
    """The account's own topics and contributions, the newest first."""

    template_name = "platforms/discussions/mine.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add topics, a page of contributions, and what was decided on each."""
        user: Any = self.request.user
        own = Contribution.objects.filter(author=user).select_related("discussion__platform")
        number = page_number(self.request.GET)
        first = (number - 1) * PAGE_SIZE
        total = own.count()
        rows = list(own.order_by("-created_at", "-pk")[first : first + PAGE_SIZE])
        topics = list(Discussion.objects.filter(author=user).select_related("platform"))
        contribution_rulings = _rulings("contribution", rows)
        topic_rulings = _rulings("discussion", topics)
        return {
            **super().get_context_data(**kwargs),
            "topics": [
                {
                    "row": topic,
                    "title": topic.title_in(self.language),
                    "url": topic_url(topic, self.language),
                    "is_public": topic.opened_at is not None and topic.state in ("open", "closed"),
                    "rulings": topic_rulings.get(topic.pk, []),
                }
                for topic in topics
            ],
            "contributions": [
                {
                    "row": row,
                    "title": row.discussion.title_in(self.language),
                    "url": contribution_url(row.discussion, row.number, self.language),
                    "rulings": contribution_rulings.get(row.pk, []),
                }
                for row in rows
            ],
            "total": total,
            **pages(total, PAGE_SIZE, number, lambda n: page_address(self.request.GET, n)),
        }


class AppealAgainst(Writing):
    """Object to a decision, once."""

    template_name = "platforms/discussions/appeal.html"
    form_class = AppealForm

    def find(self, ruling: int) -> None:
        """The decision on a text of one's own; nobody else learns that it is there."""
        rows = Ruling.objects.select_related("contribution__discussion", "discussion", "appeal")
        found = rows.filter(pk=ruling).first()
        if found is None or found.subject.author_id != self.request.user.pk:
            raise Http404
        self.ruling = found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the decision and the text it was about."""
        context = super().get_context_data(**kwargs)
        user: Any = self.request.user
        return {
            **context,
            "ruling": self.ruling,
            "subject": self.ruling.subject,
            "topic_title": topic_of(self.ruling.subject).title_in(self.language),
            "may_appeal": appeals.may_appeal(self.ruling, user),
        }

    def send(self, form: Form) -> HttpResponse:
        """Put the appeal on the desk."""
        user: Any = self.request.user
        appeals.appeal(self.ruling, author=user, text=form.cleaned_data["text"])
        return redirect("talks:mine")


def _rulings(field: str, rows: list[Any]) -> dict[int, list[Ruling]]:
    """Decisions that stand and that their author was told of, by what they are about."""
    found: dict[int, list[Ruling]] = {}
    decided = Ruling.objects.filter(**{f"{field}__in": rows}, undone_at__isnull=True)
    for ruling in decided.exclude(verdict="kept").select_related("appeal", field):
        found.setdefault(getattr(ruling, f"{field}_id"), []).append(ruling)
    for several in found.values():
        newest = several[0]
        newest.can_be_appealed = (  # type: ignore[attr-defined]  # for the template
            newest.is_against_author
            and not hasattr(newest, "appeal")
            and newest.subject.state == newest.verdict
        )
    return found
