"""Views of the desk: the table, an item's page, decisions one by one and in bulk."""

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.desk import listing, undoing
from cms.desk.forms import BulkForm, DecisionForm, FilterForm, LinkForm, PriorityForm
from cms.desk.pages import PageQueue
from cms.desk.queues import Decision, DeskItem, queues, queues_of
from cms.workflow.links import create_link, withdraw_link
from cms.workflow.models import ModerationTaskState, ReviewLink
from cms.workflow.rules import DecisionRefused

logger = logging.getLogger(__name__)

PAGE_SIZE = 25
REPORT = "desk_report"


class DeskBase(WagtailAdminTemplateMixin, TemplateView):
    """Furniture and admission of the desk's pages."""

    header_icon = "tasks"
    page_title = gettext_lazy("Desk")
    breadcrumbs_items = [
        {"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("Home")},
        {"url": reverse_lazy("desk:index"), "label": gettext_lazy("Desk")},
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Admit those who decide on anything."""
        self.queues = queues_of(request.user)
        if not self.queues:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class DeskView(DeskBase):
    """Everything that waits for the reader, in one table."""

    template_name = "cms/desk/index.html"
    breadcrumbs_items = [
        {"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("Home")},
        {"url": "", "label": gettext_lazy("Desk")},
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        items = [item for queue in self.queues.values() for item in queue.items(user)]
        form = FilterForm(
            self.request.GET,
            queues=[(key, str(queue.label)) for key, queue in self.queues.items()],
            occurring=listing.choices(items),
        )
        filters = form.filters()
        chosen = listing.select(items, filters, user)
        page = Paginator(chosen, PAGE_SIZE).get_page(self.request.GET.get("p"))
        context.update(
            form=form,
            filters=filters,
            page=page,
            total=len(items),
            overdue=sum(item.is_overdue for item in items),
            query=self._query_without("p"),
            columns=self._columns(filters.sort),
            report=self.request.session.pop(REPORT, None),
            several_queues=len(self.queues) > 1,
            rules=self._rules(),
            undoable=undoing.offered(self.request),
        )
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Decide in bulk: each row by its own right, with a report of done and skipped."""
        back = get_valid_next_url_from_request(request) or reverse("desk:index")
        form = BulkForm(request.POST, rules=self._rules())
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, errors[0])
            return redirect(back)
        decision = Decision(form.cleaned_data["decision"])
        report: dict[str, Any] = {"decision": str(decision.label), "done": [], "skipped": []}
        self.titles = {
            item.token.rpartition(":")[0]: item.title
            for queue in self.queues.values()
            for item in queue.items(request.user)
        }
        for token in form.cleaned_data["items"]:
            title, problem = self._decide(token, decision, form.cleaned_data)
            if problem:
                report["skipped"].append({"title": title, "reason": problem})
            else:
                report["done"].append(title)
        request.session[REPORT] = report
        return redirect(back)

    def _rules(self) -> list[tuple[str, Any]]:
        """Rules of the reader's queues, each once."""
        return list(dict(rule for queue in self.queues.values() for rule in queue.rules).items())

    def _decide(self, token: str, decision: Decision, said: dict[str, Any]) -> tuple[str, str]:
        """Title of the row and why it was skipped ("" where it was done)."""
        key, _sep, rest = token.partition(":")
        item_key, _sep, version = rest.partition(":")
        queue = self.queues.get(key)
        if queue is None:
            return token, _("You may not decide in this queue.")
        title = self.titles.get(f"{key}:{item_key}", _("item %(key)s") % {"key": item_key})
        try:
            with transaction.atomic():
                queue.take(
                    self.request.user, item_key, version, decision, said["reason"], said["rule"]
                )
        except DecisionRefused as refused:
            return title, str(refused)
        except ValidationError as error:
            return title, " ".join(error.messages)
        except Exception:
            logger.exception("Bulk decision failed for %s", token)
            return title, _("The decision failed; the others were not affected.")
        undoing.offer(self.request, queue, item_key, title)
        return title, ""

    def _query_without(self, *names: str) -> str:
        query = self.request.GET.copy()
        for name in names:
            query.pop(name, None)
        return query.urlencode()

    def _columns(self, sort: str) -> list[dict[str, str]]:
        """Headings with the address that sorts by them and the present direction."""
        base = self._query_without("sort", "p")
        columns = []
        for name, label in (
            ("title", _("Title")),
            ("section", _("Section")),
            ("author", _("Author")),
            ("submitted", _("Submitted")),
            ("due", _("Due")),
            ("claimed", _("Being looked at by")),
        ):
            direction = {name: "ascending", f"-{name}": "descending"}.get(sort, "none")
            target = f"-{name}" if direction == "ascending" else name
            query = f"{base}&sort={target}" if base else f"sort={target}"
            columns.append({"label": label, "direction": direction, "query": query})
        return columns


class ItemView(DeskBase):
    """One item: what is proposed beside what is live, and everything that can be done with it."""

    template_name = "cms/desk/item.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the queue; the item is found in the queue's own words."""
        self.queue = queues().get(kwargs["queue"])
        if self.queue is None:
            raise Http404
        self.key = kwargs["key"]
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.item.title}]

    def get_page_title(self) -> str:
        return self.item.title

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the item, or say what became of it."""
        item = self._item()
        if item is None:
            return self._gone(request)
        return self._show(item)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the pressed button says."""
        actions = {
            "decide": self._decide,
            "claim": self._claim,
            "release": self._release,
            "priority": self._priority,
            "link": self._make_link,
            "withdraw": self._withdraw_link,
            "undo": self._undo,
        }
        action = actions.get(request.POST.get("do", ""))
        if action is None:
            raise Http404
        try:
            return action()
        except DecisionRefused as refused:
            messages.error(request, str(refused))
            return redirect(self._here() if self._item() else reverse("desk:index"))

    def _item(self) -> DeskItem | None:
        return self.queue.item(self.request.user, self.key)

    def _here(self) -> str:
        return reverse("desk:item", args=[self.queue.key, self.key])

    def _show(self, item: DeskItem, **extra: Any) -> HttpResponse:
        self.item = item
        detail = self.queue.detail(self.request, item)
        context = self.get_context_data(
            item=item,
            rules=self.queue.rules,
            detail_template=detail.template,
            **detail.context,
            **extra,
        )
        return self.render_to_response(context)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        """The item is not on the reader's desk: decided on, withdrawn, or another's section."""
        messages.warning(request, self.queue.why_gone(request.user, self.key))
        return redirect("desk:index")

    def _decide(self) -> HttpResponse:
        form = DecisionForm(self.request.POST, rules=self.queue.rules)
        item = self._item()
        if not form.is_valid() and item is not None:
            response = self._show(item, decision_form=form)
            response.status_code = 422
            return response
        if not form.is_valid():
            return self._gone(self.request)
        decision = Decision(form.cleaned_data["decision"])
        self.queue.take(
            self.request.user,
            self.key,
            form.cleaned_data["version"],
            decision,
            form.cleaned_data["reason"],
            form.cleaned_data["rule"],
        )
        undoing.offer(self.request, self.queue, self.key, item.title if item else self.key)
        words = {
            Decision.APPROVE: _("“%(title)s” is approved."),
            Decision.RETURN: _("“%(title)s” is returned to the author."),
        }
        if decision == Decision.APPROVE and self._item() is not None:
            words[decision] = _("Your approval of “%(title)s” is noted; others decide now.")
        messages.success(self.request, words[decision] % {"title": item.title if item else ""})
        return redirect("desk:index")

    def _undo(self) -> HttpResponse:
        if not (self.queue.can_undo and self.queue.may_use(self.request.user)):
            raise Http404
        undoing.forget(self.request, self.queue, self.key)
        self.queue.undo(self.request.user, self.key)
        messages.success(self.request, _("The decision is taken back."))
        return redirect(self._here() if self._item() else reverse("desk:index"))

    def _claim(self) -> HttpResponse:
        self.queue.claim(self.request.user, self.key)
        messages.success(self.request, _("The others see that you are looking at it."))
        return redirect(self._here())

    def _release(self) -> HttpResponse:
        self.queue.release(self.request.user, self.key)
        return redirect(self._here())

    def _priority(self) -> HttpResponse:
        form = PriorityForm(self.request.POST)
        if form.is_valid():
            self.queue.set_priority(self.request.user, self.key, form.cleaned_data["priority"])
        return redirect(self._here())

    def _make_link(self) -> HttpResponse:
        self._require_pages()
        form = LinkForm(self.request.POST)
        item = self._item()
        if item is None or not form.is_valid():
            messages.error(self.request, _("Name the addressee and the number of days."))
            return redirect(self._here())
        state = ModerationTaskState.objects.get(pk=self.key)
        link, token = create_link(user=self.request.user, state=state, **form.cleaned_data)
        address = self.request.build_absolute_uri(reverse("review:link", args=[token]))
        return self._show(item, new_link=link, new_link_address=address)

    def _require_pages(self) -> None:
        """Review links show revisions of pages, which other queues do not have."""
        if self.queue.key != PageQueue.key:
            raise Http404

    def _withdraw_link(self) -> HttpResponse:
        self._require_pages()
        link = ReviewLink.objects.filter(
            pk=self.request.POST.get("link") or None, task_state_id=self.key
        ).first()
        if link is None:
            raise Http404
        withdraw_link(user=self.request.user, link=link)
        return redirect(self._here())
