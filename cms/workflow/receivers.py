"""What follows a change of a page that stands on the desk."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Revision, TaskState
from wagtail.signals import task_approved, task_rejected

from cms.audit.decisions import record_step
from cms.workflow.models import ModerationTaskState


def follow_new_revision(instance: Revision, created: bool, **kwargs: Any) -> None:
    """Let the waiting step stand for the newest text.

    Wagtail leaves the step with the revision it was started for while a moderator edits the page,
    so a decision would be noted for a text other than the one published. The claim and the links
    made for the older text end: both were about what is no longer proposed.
    """
    if not created:
        return
    states = ModerationTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type_id=instance.base_content_type_id,
        workflow_state__object_id=instance.object_id,
    )
    for state in states:
        state.revision = instance
        state.claimed_by = state.claimed_at = None
        state.save(update_fields=["revision", "claimed_by", "claimed_at"])


def note_approval(instance: TaskState, user: Any, **kwargs: Any) -> None:
    """Put the approval into the log of decisions, whether by the desk, the form or a link."""
    record_step(instance, approved=True, actor=user)


def note_return(instance: TaskState, user: Any, **kwargs: Any) -> None:
    """Put the return into the log of decisions."""
    record_step(instance, approved=False, actor=user)


def connect() -> None:
    """Connect the receivers; called once, when the application is ready."""
    post_save.connect(follow_new_revision, sender=Revision, dispatch_uid="desk-follow-revision")
    task_approved.connect(note_approval, dispatch_uid="desk-note-approval")
    task_rejected.connect(note_return, dispatch_uid="desk-note-return")
