"""A decision on a suggested correction: a draft with the new value, or a reason why not."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from cms.corrections.languages import keep_for_translation, versions_with
from cms.corrections.letters import answer
from cms.corrections.log_actions import APPLY, RETURN
from cms.models.corrections import CorrectionState, SuggestedCorrection
from cms.workflow.rules import DecisionRefused, require_reason


@transaction.atomic
def apply(correction: SuggestedCorrection, *, user: Any, comment: str = "") -> None:
    """Put the suggested value into a draft of the page and submit it to the section's workflow.

    A field that all languages share gets a draft in each of them. Whoever applies it is the
    drafts' author, so somebody else publishes them. What names no field changes nothing: the
    moderator has read it. Raises DecisionRefused where a page is not what it was, or its text is
    being edited; then none is changed.
    """
    if correction.names_field:
        versions = versions_with(correction.page.specific, correction.field)
        # The rows that the form locks before it saves; always in one order.
        ids = sorted(version.pk for version in versions)
        list(Page.objects.select_for_update().filter(pk__in=ids).order_by("pk").values("pk"))
        for version in versions:
            _write(version, correction, user)
    _decide(correction, CorrectionState.APPLIED, user, comment.strip())


@transaction.atomic
def turn_down(correction: SuggestedCorrection, *, user: Any, reason: str) -> None:
    """Refuse a correction with a reason, which its author reads where an address was left."""
    require_reason(reason)
    _decide(correction, CorrectionState.RETURNED, user, reason.strip())


def _write(page: Page, correction: SuggestedCorrection, user: Any) -> None:
    page.refresh_from_db()
    state = page.current_workflow_state
    is_waiting = state is not None and state.status == state.STATUS_IN_PROGRESS
    if is_waiting or (page.live and page.has_unpublished_changes):
        raise DecisionRefused(
            _("“%(title)s” (%(language)s) has a version on the desk. Decide on that first.")
            % _words(page)
        )
    if page.locked and page.locked_by_id != user.pk:
        raise DecisionRefused(_("“%(title)s” (%(language)s) is locked.") % _words(page))
    draft = page.get_latest_revision_as_object()
    try:
        value = draft.cleaned_correction(correction.field, correction.value)
        setattr(draft, correction.field, value)
        draft.save_revision(user=user, log_action=True)
    except ValidationError as error:
        raise DecisionRefused(" ".join(error.messages)) from error
    keep_for_translation(page, correction.field, value, user)
    page.refresh_from_db()
    # A version that readers have not seen yet stays with its editors.
    if page.live and (workflow := page.get_workflow()):
        workflow.start(page, user)


def _words(page: Page) -> dict[str, str]:
    return {"title": page.title, "language": str(page.locale)}


def _decide(
    correction: SuggestedCorrection, state: CorrectionState, user: Any, reason: str
) -> None:
    address, correction.email = correction.email, ""
    correction.state, correction.reason = state, reason
    correction.decided_by, correction.decided_at = user, timezone.now()
    correction.claimed_by = correction.claimed_at = None
    correction.save()
    log(
        instance=correction.page.specific,
        action=APPLY if state == CorrectionState.APPLIED else RETURN,
        user=user,
        data={"field": correction.field, "value": correction.value, "reason": reason},
    )
    if address:
        answer(correction, address).send()
