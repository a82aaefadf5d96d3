"""Review links: one revision shown to one person without an account, answered once."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import TaskState

from cms.enums import Opinion
from cms.workflow import rules
from cms.workflow.models import ModerationTaskState, ReviewLink

_signer = Signer(salt="cms.workflow.review-link")


class LinkProblem(models.TextChoices):
    """Why a link shows nothing."""

    TAMPERED = "tampered", _("This link is not complete or was changed.")
    WITHDRAWN = "withdrawn", _("This link was withdrawn by the editors.")
    EXPIRED = "expired", _("This link has expired.")
    USED = "used", _("This link has been used: an answer was already given.")
    SUPERSEDED = "superseded", _("The text was changed or decided on after this link was made.")


class LinkRefused(Exception):  # noqa: N818 -- a refusal, not an error
    """The link cannot be used; `problem` says why, `link` is its row where it is known."""

    def __init__(self, problem: LinkProblem, link: ReviewLink | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.link = link


@transaction.atomic
def create_link(
    *, user: Any, state: ModerationTaskState, label: str, days: int, may_decide: bool
) -> tuple[ReviewLink, str]:
    """Make a link to the state's revision; gives its row and the token, which is kept nowhere.

    Whoever may moderate the step may ask for an opinion. The answer is the decision itself only
    where the maker may decide: the four eyes rule cannot be passed by sending a link to a friend.
    """
    state = ModerationTaskState.objects.select_for_update().get(pk=state.pk)
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise rules.StaleDecision(rules.already_decided(state))
    if not state.task.specific._user_in_groups(user):
        raise rules.DecisionRefused(rules.not_a_moderator())
    if may_decide:
        rules.require_two_pairs_of_eyes(user, state)
    token = _signer.sign(secrets.token_urlsafe(24))
    link = ReviewLink.objects.create(
        token_hash=_hash(token),
        revision=state.revision,
        task_state=state,
        label=label.strip(),
        may_decide=may_decide,
        created_by=user,
        expires_at=timezone.now() + timedelta(days=days),
    )
    _log(link, "cms.review_link.create", user)
    return link, token


@transaction.atomic
def withdraw_link(*, user: Any, link: ReviewLink) -> None:
    """End a link before its time; for whoever may moderate the step."""
    if not link.task_state.task.specific._user_in_groups(user):
        raise rules.DecisionRefused(rules.not_a_moderator())
    if link.withdrawn_at is None and not link.opinion:
        link.withdrawn_at = timezone.now()
        link.save(update_fields=["withdrawn_at"])
        _log(link, "cms.review_link.withdraw", user)


def open_link(token: str) -> ReviewLink:
    """The link of a token, ready to be read and answered; `LinkRefused` says why it is not."""
    return _usable(token, ReviewLink.objects.all())


@transaction.atomic
def answer_link(token: str, opinion: Opinion, remark: str) -> bool:
    """Record the one answer of a link; True where it was the decision, False for an opinion.

    A return needs a remark (`DecisionRefused`). Where the answer should decide but the rules of
    the moment forbid it to the link's maker (somebody else took the item, the maker lost the
    right), it stays an opinion.
    """
    link = _usable(token, ReviewLink.objects.select_for_update())
    if opinion == Opinion.RETURN:
        rules.require_reason(remark)
    link.opinion, link.remark, link.answered_at = opinion, remark.strip(), timezone.now()
    link.save(update_fields=["opinion", "remark", "answered_at"])
    _log(link, f"cms.review_link.{opinion.value}", None)
    return link.may_decide and _decide_for(link)


def _decide_for(link: ReviewLink) -> bool:
    maker = link.created_by
    state = ModerationTaskState.objects.select_for_update().get(pk=link.task_state_id)
    comment = f"{link.label}: {link.remark or link.get_opinion_display()}"
    action = "approve" if link.opinion == Opinion.APPROVE else "reject"
    if not maker.is_active:
        return False
    try:
        with transaction.atomic():
            state.task.specific.on_action(state, maker, action, comment=comment)
    except rules.DecisionRefused:
        return False
    return True


def _usable(token: str, links: models.QuerySet[ReviewLink]) -> ReviewLink:
    try:
        _signer.unsign(token)
    except BadSignature:
        raise LinkRefused(LinkProblem.TAMPERED) from None
    link = links.filter(token_hash=_hash(token)).first()
    if link is None:
        raise LinkRefused(LinkProblem.TAMPERED)
    problem = _problem_of(link)
    if problem is not None:
        raise LinkRefused(problem, link)
    return link


def _problem_of(link: ReviewLink) -> LinkProblem | None:
    if link.opinion:
        return LinkProblem.USED
    if link.withdrawn_at is not None:
        return LinkProblem.WITHDRAWN
    if link.expires_at <= timezone.now():
        return LinkProblem.EXPIRED
    state = link.task_state
    still_waits = (
        state.status == TaskState.STATUS_IN_PROGRESS
        and state.revision_id == link.revision_id
        and link.revision.is_latest_revision()
        and link.revision.created_at <= link.created_at
    )
    return None if still_waits else LinkProblem.SUPERSEDED


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _log(link: ReviewLink, action: str, user: Any) -> None:
    log(
        instance=link.revision.as_object(),
        action=action,
        user=user,
        revision=link.revision,
        data={"label": link.label, "remark": link.remark, "may_decide": link.may_decide},
    )
