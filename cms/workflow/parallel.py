"""Approval by so many of the named groups, in any order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.audit.decisions import record_group
from cms.roles import ROLES
from cms.workflow import rules
from cms.workflow.log_actions import GROUP_APPROVAL
from cms.workflow.models import ModerationTask, ModerationTaskState


class GroupApproval(models.Model):
    """One person's approval of one version in a step where groups approve side by side.

    Rows never change. `groups` are the keys of those groups of the step that the person could
    speak for; for which one the approval counts follows from all approvals of the version.
    """

    task_state = models.ForeignKey(
        ModerationTaskState, on_delete=models.CASCADE, related_name="group_approvals"
    )
    version = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    groups = models.JSONField()
    comment = models.TextField(blank=True)
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("approval by a group")
        verbose_name_plural = _("approvals by groups")
        ordering = ["decided_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["task_state", "version", "user"], name="one_group_approval_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_state_id} {self.version}"


@dataclass(frozen=True)
class GroupStanding:
    """Where one group stands: waiting, or approved by whom and when."""

    title: str
    approved_by: str = ""
    approved_at: datetime | None = None
    comment: str = ""

    @property
    def in_words(self) -> str:
        """The group and where it stands, in one line."""
        if self.approved_at is None:
            return gettext("%(group)s: waiting") % {"group": self.title}
        return gettext("%(group)s: approved by %(name)s, %(moment)s") % {
            "group": self.title,
            "name": self.approved_by,
            "moment": date_format(localtime(self.approved_at), "SHORT_DATETIME_FORMAT"),
        }

    @property
    def has_approved(self) -> bool:
        """Whether somebody has approved for the group."""
        return self.approved_at is not None


@dataclass(frozen=True)
class Standing:
    """Where a version stands in a step: its groups, and how many must approve."""

    groups: Sequence[GroupStanding]
    required: int
    approvers: frozenset[int]

    @property
    def approved(self) -> int:
        """How many groups have approved."""
        return sum(group.has_approved for group in self.groups)

    @property
    def is_enough(self) -> bool:
        """Whether the step may close."""
        return self.approved >= self.required

    @property
    def in_words(self) -> str:
        """How far the step is."""
        return gettext("%(approved)d of %(required)d groups") % {
            "approved": self.approved,
            "required": self.required,
        }


class ParallelApprovalTask(ModerationTask):
    """Closes when `required` of the chosen groups have approved; any of them may return."""

    required = models.PositiveSmallIntegerField(
        _("how many groups must approve"),
        default=2,
        validators=[MinValueValidator(1)],
        help_text=_("Any of the chosen groups, in any order; at most as many as are chosen."),
    )

    admin_form_fields = [*ModerationTask.admin_form_fields, "required"]

    class Meta:
        verbose_name = _("approval by several groups")
        verbose_name_plural = _("steps with approval by several groups")

    @classmethod
    def get_description(cls) -> str:
        """What the administrator reads when choosing a type of step."""
        return _(
            "So many of the chosen groups approve the version, in any order; one person counts for "
            "one group, and any group may return it with a reason."
        )

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Decisions `user` may take; whoever has approved this version may still return it."""
        actions = super().get_actions(obj, user)
        state = obj.current_workflow_task_state
        if actions and state is not None and user.pk in standing_of(state.specific).approvers:
            return [action for action in actions if action[0] != "approve"]
        return actions

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Note an approval, and close the step when it is the last one needed."""
        if action_name == "approve":
            if not self._user_in_groups(user):
                raise rules.DecisionRefused(rules.not_a_moderator())
            self._note(task_state, user, kwargs.get("comment", ""))
            if not standing_of(task_state).is_enough:
                return
        super().on_action(task_state, user, action_name, **kwargs)

    def require_enough(self, state: ModerationTaskState) -> None:
        """Raise `DecisionRefused` where the step would close with too few groups."""
        if not standing_of(state).is_enough:
            raise rules.DecisionRefused(gettext("Not enough groups have approved yet."))

    def _note(self, state: ModerationTaskState, user: Any, comment: str) -> None:
        rules.require_no_obstacle(state.workflow_state.content_object)
        state.prepare_decision(user)
        step = list(self.groups.order_by("name").values_list("pk", flat=True))
        theirs = set(user.groups.filter(pk__in=step).values_list("pk", flat=True))
        approval = GroupApproval(
            task_state=state,
            version=rules.version_of(state.revision),
            user=user,
            # Administrators stand in for any group.
            groups=[pk for pk in step if pk in theirs] or step,
            comment=comment.strip(),
        )
        before = list(current_approvals(state))
        if any(known.user_id == user.pk for known in before):
            raise rules.StaleDecision(rules.has_approved())
        if len(match([*before, approval], step)) == len(match(before, step)):
            raise rules.StaleDecision(gettext("Your groups have approved this version already."))
        approval.save()
        state.save(update_fields=["claimed_by", "claimed_at"])
        log(
            instance=state.revision.as_object(),
            action=GROUP_APPROVAL,
            user=user,
            revision=state.revision,
            data={"step": self.name, "comment": approval.comment},
        )
        record_group(state, groups=approval.groups, actor=user, reason=comment)


def current_approvals(state: ModerationTaskState) -> models.QuerySet[GroupApproval]:
    """Approvals of the version that waits now; those of an earlier text count no longer."""
    approvals = GroupApproval.objects.filter(task_state=state)
    return approvals.filter(version=rules.version_of(state.revision)).select_related("user")


def match(approvals: Iterable[GroupApproval], groups: Iterable[int]) -> dict[int, GroupApproval]:
    """Which approval counts for which group: one each, as many groups as possible.

    Somebody of two groups counts for the one that nobody else can speak for, whoever came first;
    without a need an approval stays where it counted. Groups are tried in the given order.
    """
    allowed = list(groups)
    taken: dict[int, GroupApproval] = {}

    def place(approval: GroupApproval, tried: set[int]) -> bool:
        own = [pk for pk in allowed if pk in approval.groups and pk not in tried]
        for pk in sorted(own, key=lambda pk: pk in taken):
            tried.add(pk)
            if pk not in taken or place(taken[pk], tried):
                taken[pk] = approval
                return True
        return False

    for approval in approvals:
        place(approval, set())
    return taken


def standing_of(state: ModerationTaskState) -> Standing:
    """Where the version of a state stands in its step."""
    return standings([state])[state.pk]


def standings(states: Sequence[ModerationTaskState]) -> Mapping[int, Standing]:
    """Where versions stand, by the key of the state; steps of another kind are left out.

    None where no step is of this kind, three otherwise, given that the states have their `task`.
    """
    kind = ContentType.objects.get_for_model(ParallelApprovalTask).pk
    concerned = [state for state in states if state.task.content_type_id == kind]
    if not concerned:
        return {}
    tasks = ParallelApprovalTask.objects.filter(pk__in={state.task_id for state in concerned})
    steps = {task.pk: task for task in tasks.prefetch_related("groups")}
    given: dict[int, list[GroupApproval]] = {state.pk: [] for state in concerned}
    versions = {state.pk: rules.version_of(state.revision) for state in concerned}
    for approval in GroupApproval.objects.filter(task_state__in=given).select_related("user"):
        if approval.version == versions[approval.task_state_id]:
            given[approval.task_state_id].append(approval)
    return {state.pk: _standing(steps[state.task_id], given[state.pk]) for state in concerned}


def _standing(task: ParallelApprovalTask, approvals: Sequence[GroupApproval]) -> Standing:
    groups = sorted(task.groups.all(), key=lambda group: group.name)
    counted = match(approvals, [group.pk for group in groups])
    return Standing(
        groups=[_group_standing(group, counted.get(group.pk)) for group in groups],
        required=min(task.required, len(groups)),
        approvers=frozenset(approval.user_id for approval in approvals if approval.user_id),
    )


def _group_standing(group: Group, approval: GroupApproval | None) -> GroupStanding:
    role = ROLES.get(group.name)
    title = group.name
    if role is not None:
        title = role.title_ru if get_language() == "ru" else role.title_en
    if approval is None:
        return GroupStanding(title)
    user = approval.user
    name = (user.get_full_name() or user.get_username()) if user else "—"
    return GroupStanding(title, name, approval.decided_at, approval.comment)
