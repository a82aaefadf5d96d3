"""Decisions pressed in the page's form: what was typed is kept, and a refusal says why.

The stock form saves the text and decides on it in one press. Whoever changes a version becomes its
author, so here such a press saves the draft and leaves the decision to a colleague.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState

from cms.desk.conflicts import typed_form
from cms.models.pages import AtomicPage
from cms.workflow import rules

DECIDE = "action-workflow-action"


def guard_decision(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stand before a decision in the form (`before_edit_page`), after the stale are refused."""
    latest = page.get_latest_revision()
    if request.method != "POST" or DECIDE not in request.POST or latest is None:
        return None
    form = typed_form(request, page, latest.as_object())
    if not form.is_valid():
        return None
    reason = _why_not(
        request.user,
        page.current_workflow_state,
        latest,
        request.POST.get("workflow-action-name", ""),
    )
    if form.has_changed():
        messages.warning(
            request, _("Your text is saved. %(reason)s") % {"reason": reason or _now_an_author()}
        )
        request.POST = request.POST.copy()
        del request.POST[DECIDE]
        return None
    if reason:
        messages.error(request, reason)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


def _why_not(user: Any, state: WorkflowState | None, latest: Revision, action: str) -> str:
    """Why the user may not decide on the newest text; "" where he may."""
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return _("This version is no longer waiting for a decision.")
    step = state.current_task_state.specific
    if rules.is_own_work(user, latest, state.requested_by_id):
        return rules.own_work()
    if not step.task.specific.get_actions(state.content_object, user):
        return rules.not_a_moderator()
    if step.is_claimed_by_another(user):
        return rules.claimed_by_another(step)
    page = state.content_object.specific
    if "approve" in action and isinstance(page, AtomicPage) and (obstacle := page.obstacle()):
        return obstacle.text
    return ""


def _now_an_author() -> str:
    return _("Whoever changes a version is its author, so a colleague decides on it.")
