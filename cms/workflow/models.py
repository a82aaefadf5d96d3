"""The moderation step of a workflow, its state, and links for readers without an account."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState

from cms.enums import Opinion, Priority
from cms.roles import is_administrator
from cms.workflow import rules
from cms.workflow.forms import ApprovalForm, ReturnForm


class ModerationTaskState(TaskState):
    """Where one revision stands on the desk: when it is due, how urgent, who is looking at it."""

    due_at = models.DateTimeField(_("decision due"), null=True, blank=True, db_index=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.NORMAL
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("being looked at by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    claimed_at = models.DateTimeField(_("being looked at since"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)

    # A copy of the state (made for another revision) starts unclaimed and unreminded.
    exclude_fields_in_copy = ["claimed_by", "claimed_at", "reminded_at"]

    class Meta:
        verbose_name = _("moderation state")
        verbose_name_plural = _("moderation states")

    @property
    def is_claimed(self) -> bool:
        """Whether somebody is looking at it now: a claim lapses after `DESK_CLAIM_MINUTES`."""
        return (
            self.claimed_by_id is not None
            and self.claimed_at is not None
            and self.claimed_at > timezone.now() - timedelta(minutes=settings.DESK_CLAIM_MINUTES)
        )

    def is_claimed_by_another(self, user: Any) -> bool:
        """Whether somebody else is looking at it now."""
        return self.is_claimed and self.claimed_by_id != user.pk

    @transaction.atomic
    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        """Approve the revision; refused for its author, for a stale one, and over an obstacle."""
        rules.require_no_obstacle(self.workflow_state.content_object)
        self.task.specific.require_enough(self)
        self.prepare_decision(user)
        return super().approve(user=user, update=update, comment=comment)

    @transaction.atomic
    def reject(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        """Return the revision to its author with a reason, which is required."""
        rules.require_reason(comment)
        self.prepare_decision(user)
        return super().reject(user=user, update=update, comment=comment.strip())

    def prepare_decision(self, user: Any) -> None:
        """Lock the row, read what others did meanwhile, apply the rules, release the claim."""
        current = type(self).objects.select_for_update().get(pk=self.pk)
        if current.status != self.STATUS_IN_PROGRESS:
            raise rules.StaleDecision(rules.already_decided(current))
        if current.revision_id != self.revision_id or not self.revision.is_latest_revision():
            raise rules.StaleDecision(rules.text_has_changed())
        rules.require_two_pairs_of_eyes(user, self)
        if current.is_claimed_by_another(user):
            raise rules.DecisionRefused(rules.claimed_by_another(current))
        self.status = current.status
        self.claimed_by = self.claimed_at = None


class ModerationTask(AbstractGroupApprovalTask):
    """Approval by members of the chosen groups, with a due date and the four eyes rule."""

    due_days = models.PositiveSmallIntegerField(
        _("days for a decision"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("The decision is due so many days after the version was submitted."),
    )
    default_priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.NORMAL
    )

    task_state_class = ModerationTaskState
    admin_form_fields = [
        *AbstractGroupApprovalTask.admin_form_fields,
        "due_days",
        "default_priority",
    ]

    class Meta:
        verbose_name = _("moderation")
        verbose_name_plural = _("moderation steps")

    @classmethod
    def get_description(cls) -> str:
        """What the administrator reads when choosing a type of step."""
        return _(
            "Members of the chosen groups approve the version or return it with a reason; "
            "nobody decides on a version of their own."
        )

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin the step: the state gets its due date and priority."""
        state = super().start(workflow_state, user=user)
        state.due_at = state.started_at + timedelta(days=self.due_days)
        state.priority = self.default_priority
        state.save(update_fields=["due_at", "priority"])
        return state

    def require_enough(self, state: ModerationTaskState) -> None:
        """Raise `DecisionRefused` where one approval does not close the step; here it does."""

    def _user_in_groups(self, user: Any) -> bool:
        """Administrators stand in for every group; they get none of the groups' letters."""
        return bool(super()._user_in_groups(user) or is_administrator(user))

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Decisions `user` may take on `obj`; none on a version of their own."""
        if not self._user_in_groups(user):
            return []
        workflow_state = obj.current_workflow_state
        revision = obj.latest_revision
        if workflow_state is None or revision is None:
            return []
        if rules.is_own_work(user, revision, workflow_state.requested_by_id):
            return []
        return [
            ("reject", _("Return with a reason"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a comment"), True),
        ]

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Take a decision for `user`, a member of the step's groups or an administrator."""
        if not self._user_in_groups(user):
            raise rules.DecisionRefused(rules.not_a_moderator())
        super().on_action(task_state, user, action_name, **kwargs)

    def get_form_for_action(self, action: str) -> type:
        """The form of a decision: the reason of a return is required."""
        return ReturnForm if action == "reject" else ApprovalForm


class ReviewLinkQuerySet(models.QuerySet["ReviewLink"]):
    """Filters of review links."""

    def waiting(self) -> "ReviewLinkQuerySet":
        """Links that still may be used."""
        return self.filter(opinion="", withdrawn_at__isnull=True, expires_at__gt=timezone.now())


class ReviewLink(models.Model):
    """A link by which a person without an account reads one revision and says yes or no, once.

    Only a hash of the token is kept, so that nobody who reads the table can use the link.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    revision = models.ForeignKey(
        Revision, verbose_name=_("version"), on_delete=models.CASCADE, related_name="review_links"
    )
    task_state = models.ForeignKey(
        TaskState, on_delete=models.CASCADE, related_name="review_links", editable=False
    )
    label = models.CharField(
        _("for whom"),
        max_length=120,
        help_text=_("Name and post of the addressee; the log will name them so."),
    )
    may_decide = models.BooleanField(
        _("the answer is the decision"),
        default=False,
        help_text=_("Otherwise the answer is an opinion shown on the desk."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    opinion = models.CharField(max_length=8, choices=Opinion, blank=True, editable=False)
    remark = models.TextField(_("remark"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("review link")
        verbose_name_plural = _("review links")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opinion="", answered_at__isnull=True)
                | models.Q(~models.Q(opinion=""), answered_at__isnull=False),
                name="review_answered_once",
            )
        ]

    def __str__(self) -> str:
        return self.label
