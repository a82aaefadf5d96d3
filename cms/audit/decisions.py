"""Decisions of the desk, as the log of decisions keeps them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from cms.audit.chain import record
from cms.desk.queues import Decision, queues

APPROVE, RETURN = "workflow.approve", "workflow.return"
ERASE = "account.erase"
GROUP = "workflow.approve_group"

_LABELS = {
    ERASE: _("Account erased by its owner"),
    APPROVE: _("Version of a page approved"),
    RETURN: _("Version of a page returned"),
    GROUP: _("Version of a page approved by one of several groups"),
    "mail.resend": _("Letter sent again"),
}


def record_step(state: TaskState, *, approved: bool, actor: Any) -> None:
    """Note the decision of a workflow's step on a version, however it was taken."""
    record(
        APPROVE if approved else RETURN,
        state.revision.content_object,
        actor=actor,
        rule=state.task.name,
        reason=state.comment,
        data={
            "revision": state.revision_id,
            "task": state.task_id,
            "task_state": state.pk,
            "workflow": state.workflow_state.workflow_id,
        },
    )


def record_group(state: TaskState, *, groups: list[int], actor: Any, reason: str) -> None:
    """Note an approval in a step of several groups, by somebody who speaks for `groups`."""
    record(
        GROUP,
        state.revision.content_object,
        actor=actor,
        rule=state.task.name,
        reason=reason,
        data={
            "revision": state.revision_id,
            "task": state.task_id,
            "task_state": state.pk,
            "groups": groups,
        },
    )


def record_row(
    queue: str,
    row: models.Model,
    *,
    decision: str,
    actor: Any,
    reason: str,
    version: str,
    rule: str = "",
) -> None:
    """Note a decision on a row of the desk's queue `queue`, in the version that was read."""
    record(
        f"{queue}.{decision}",
        row,
        actor=actor,
        rule=f"desk:{queue}:{rule}" if rule else f"desk:{queue}",
        reason=reason,
        data={"version": version},
    )


def label_of(action: str) -> str:
    """What an action is called; its key where nobody gave it a name."""
    return str(_LABELS.get(action) or _label_of_row(action) or action)


def _label_of_row(action: str) -> str:
    key, _dot, decision = action.rpartition(".")
    queue = queues().get(key)
    if queue is None or decision not in Decision:
        return ""
    return f"{queue.label}: {Decision(decision).label}"
