"""A save over a newer version is refused, and nothing that was typed is lost.

Wagtail refuses a stale autosave only; a plain Save, Publish or Submit would silently replace what
a colleague saved meanwhile.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, PageSubscription, Revision, WorkflowState

from cms.desk.comparison import compare
from cms.workflow.models import ModerationTaskState
from cms.workflow.parallel import standings

CONTINUE = "continue-from-mine"
# What a repeated request must not carry: it names the old version or asks for an action.
DROPPED = {
    "csrfmiddlewaretoken",
    "loaded_revision_id",
    "loaded_revision_created_at",
    "overwrite_revision_id",
    CONTINUE,
}


class ContinueView(EditView):
    """The page's form over the newest version, filled with what was typed over the older one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, save nothing."""
        self.form = self.form_class(
            request.POST,
            request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=request.user,
        )
        self.form.is_valid()
        self.has_unsaved_changes = True
        messages.info(
            request,
            _("This is your text, not saved yet. Add what you need from the other version, save."),
        )
        return self.render_to_response(self.get_context_data())


def guard_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stand before every edit of a page (`before_edit_page`): refuse what is out of date.

    Locks the page's row, so that of two saves sent at the same moment the second sees the first.
    """
    if request.method != "POST":
        _tell_reason(request, page)
        _tell_groups(request, page)
        return None
    if getattr(request, "continues_from_mine", False):
        return None
    latest = _lock_latest(page)
    if CONTINUE in request.POST:
        request.continues_from_mine = True
        return ContinueView.as_view()(request, page.pk)
    if not _is_stale(request, latest):
        return None
    if "application/json" in request.headers.get("Accept", ""):
        problem = {
            "success": False,
            "error_code": "invalid_revision",
            "error_message": _("Saving would overwrite a newer version."),
        }
        return JsonResponse(problem, status=400)
    return _both_versions(request, page, latest)


def _lock_latest(page: Page) -> Revision | None:
    locked = Page.objects.select_for_update().get(pk=page.pk)
    if locked.latest_revision_id is None:
        return None
    return Revision.objects.select_related("user").get(pk=locked.latest_revision_id)


def _is_stale(request: HttpRequest, latest: Revision | None) -> bool:
    """Whether the form was loaded from another version than the newest.

    The same question Wagtail asks of autosave: a version written over in place keeps its number,
    so the moment of writing is compared as well.
    """
    if latest is None:
        return False
    if overwritten := request.POST.get("overwrite_revision_id"):
        return bool(overwritten != str(latest.pk))
    loaded = request.POST.get("loaded_revision_id")
    if not loaded:
        return False
    written = request.POST.get("loaded_revision_created_at", "")
    return loaded != str(latest.pk) or written != latest.created_at.isoformat()


def typed_form(request: HttpRequest, page: Page, version: Page) -> Any:
    """The page's form with what was typed, bound to a version of it."""
    subscription, _created = PageSubscription.objects.get_or_create(
        page_id=page.pk, user=request.user, defaults={"comment_notifications": False}
    )
    return version.get_edit_handler().get_form_class()(
        request.POST,
        request.FILES,
        instance=version,
        subscription=subscription,
        parent_page=page.get_parent(),
        for_user=request.user,
    )


def _both_versions(request: HttpRequest, page: Page, latest: Revision) -> HttpResponse:
    theirs = latest.as_object()
    mine = latest.as_object()
    form = typed_form(request, page, mine)
    if form.is_valid():
        mine = form.save(commit=False)
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in DROPPED and not name.startswith("action-")
        for value in values
    ]
    context = {
        "page": page,
        "latest": latest,
        "changes": compare(request, theirs, mine),
        "typed": typed,
        "continue_name": CONTINUE,
        "header_title": _("The page was changed while you were writing"),
        "breadcrumbs_items": [],
        "page_title": _("The page was changed while you were writing"),
        "page_subtitle": page.draft_title,
        "header_icon": "warning",
    }
    return render(request, "cms/desk/conflict.html", context, status=409)


def _tell_groups(request: HttpRequest, page: Page) -> None:
    """Show where each group stands in a step of several groups."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return
    waiting = ModerationTaskState.objects.filter(pk=state.current_task_state_id)
    for standing in standings(list(waiting.select_related("revision", "task"))).values():
        groups = "; ".join(group.in_words for group in standing.groups)
        messages.info(request, f"{standing.in_words}. {groups}")


def _tell_reason(request: HttpRequest, page: Page) -> None:
    """Show the author why the version was returned."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    returned = state.current_task_state
    if returned is None:
        return
    who = returned.finished_by
    messages.warning(
        request,
        _("Returned by %(name)s: %(reason)s")
        % {
            "name": (who.get_full_name() or who.get_username()) if who else "—",
            "reason": returned.comment,
        },
    )
