"""Decisions of moderators: who may take them, what they do, and for how long they can be undone."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.audit.chain import record
from cms.desk.undoing import UNDO_SECONDS
from cms.models import User
from cms.workflow.rules import DecisionRefused, StaleDecision, not_a_moderator
from platforms.enums import (
    AGAINST_AUTHOR,
    ContributionState,
    DiscussionState,
    FlagState,
    Rule,
    Verdict,
)
from platforms.models import Contribution, Discussion, Flag, Platform, Ruling
from platforms.rules import SECTION_GROUPS
from platforms.services import discussions
from platforms.services.moderators import moderates
from platforms.states import TransitionError

SHORTEST_REMARK = 3
UNDO_WINDOW = timedelta(seconds=UNDO_SECONDS)

Subject = Discussion | Contribution


def decides_everywhere(user: User) -> bool:
    """Whether the account decides in the discussions of every platform; asks the database."""
    return bool(user.is_superuser or user.groups.filter(name__in=SECTION_GROUPS).exists())


def moderated_by(user: User) -> QuerySet[Platform]:
    """Platforms in whose discussions the account decides."""
    if decides_everywhere(user):
        return Platform.objects.all()
    return Platform.objects.filter(moderators__in=user.groups.all())


def may_moderate(user: User, platform: Platform) -> bool:
    """Whether the account decides in the discussions of the platform; asks the database."""
    return bool(user.is_active and (decides_everywhere(user) or moderates(user, platform)))


@transaction.atomic
def decide(
    subject: Subject, verdict: Verdict, *, actor: User, rule: str = "", remark: str = ""
) -> Ruling:
    """Take a decision and keep it.

    Raises DecisionRefused with the reason where the account may not decide, the text is its own, a
    verdict against the author names no rule, or the thing is not in a state to be decided on.
    """
    topic = discussions.lock(topic_of(subject))
    subject = _reread(subject, topic)
    require_moderator(subject, topic, actor)
    if verdict in AGAINST_AUTHOR and rule not in Rule.values:
        raise DecisionRefused(_("Choose the rule: the author will read it."))
    try:
        _apply(subject, verdict)
    except TransitionError:
        raise StaleDecision(_("Somebody has decided on this meanwhile.")) from None
    ruling = Ruling(verdict=verdict, rule=rule, remark=remark.strip(), by=actor)
    if isinstance(subject, Contribution):
        ruling.contribution = subject
    else:
        ruling.discussion = subject
    ruling.save()
    if isinstance(subject, Contribution) and verdict in (Verdict.HIDDEN, Verdict.KEPT):
        state = FlagState.UPHELD if verdict == Verdict.HIDDEN else FlagState.DISMISSED
        _waiting_flags(subject).update(state=state, ruling=ruling)
    return ruling


@transaction.atomic
def undo(ruling: Ruling, *, actor: User) -> None:
    """Take a decision back, for a while and by whoever took it; the queue has it again."""
    subject = ruling.subject
    topic = discussions.lock(topic_of(subject))
    ruling = Ruling.objects.select_for_update(of=("self",)).get(pk=ruling.pk)
    if ruling.by_id != actor.pk:
        raise DecisionRefused(_("Only who took the decision can take it back."))
    is_late = timezone.now() > ruling.at + UNDO_WINDOW
    if ruling.undone_at or ruling.told_at or is_late:
        raise StaleDecision(_("This decision can no longer be taken back."))
    subject = _reread(subject, topic)
    newest = subject.rulings.filter(undone_at__isnull=True).first()
    if newest is None or newest.pk != ruling.pk:
        raise StaleDecision(_("Something else was decided since."))
    try:
        _revert(subject, Verdict(ruling.verdict))
    except TransitionError:
        raise StaleDecision(_("This decision can no longer be taken back.")) from None
    ruling.flags.update(state=FlagState.WAITING, ruling=None)
    ruling.undone_at = timezone.now()
    ruling.save(update_fields=["undone_at"])
    record("discussions.undo", subject, actor=actor, rule=f"undo:{ruling.verdict}")


def report(
    contribution: Contribution, *, rule: str, note: str = "", reporter: User | None = None
) -> Flag:
    """Keep a reader's report of a contribution that is shown.

    Raises ValidationError where it is not shown, is the reader's own, or was reported by the same
    reader before and not decided on.
    """
    if not contribution.is_shown:
        raise ValidationError(_("This contribution is no longer shown."))
    if reporter is not None and contribution.author_id == reporter.pk:
        raise ValidationError(_("This is your own contribution: change or remove it instead."))
    try:
        with transaction.atomic():
            return Flag.objects.create(
                contribution=contribution, reporter=reporter, rule=rule, note=note.strip()
            )
    except IntegrityError:
        raise ValidationError(
            _("You have reported this contribution already; a moderator will look at it.")
        ) from None


def require_moderator(subject: Subject, topic: Discussion, actor: User) -> None:
    """Raise DecisionRefused for whoever may not decide on it, or wrote it."""
    if not may_moderate(actor, topic.platform):
        raise DecisionRefused(not_a_moderator())
    if subject.author_id == actor.pk:
        raise DecisionRefused(_("You wrote this yourself; somebody else decides on it."))


def topic_of(subject: Subject) -> Discussion:
    """The topic that a thing belongs to, or is."""
    return subject.discussion if isinstance(subject, Contribution) else subject


def _reread(subject: Subject, topic: Discussion) -> Subject:
    if isinstance(subject, Contribution):
        row = Contribution.objects.select_for_update(of=("self",)).get(pk=subject.pk)
        row.discussion = topic
        return row
    return topic


def _apply(subject: Subject, verdict: Verdict) -> None:
    if isinstance(subject, Contribution):
        _change_contribution(subject, verdict)
        return
    match verdict:
        case Verdict.APPROVED if subject.state == DiscussionState.PENDING:
            subject.open()
            subject.active_at = subject.opened_at or subject.active_at
        case Verdict.SHOWN if subject.state in (DiscussionState.HIDDEN, DiscussionState.REJECTED):
            subject.open()
        case Verdict.REJECTED:
            subject.reject()
        case Verdict.HIDDEN:
            subject.hide()
        case _:
            raise TransitionError
    _release(subject)


def _change_contribution(row: Contribution, verdict: Verdict) -> None:
    match verdict:
        case Verdict.APPROVED if row.state == ContributionState.PENDING:
            discussions.show(row)
        case Verdict.SHOWN if row.state != ContributionState.PENDING:
            discussions.show(row)
        case Verdict.REJECTED:
            discussions.reject(row)
        case Verdict.HIDDEN:
            discussions.hide(row)
        case Verdict.KEPT if row.is_shown:
            _release(row)
        case _:
            raise TransitionError


def _revert(subject: Subject, verdict: Verdict) -> None:
    if isinstance(subject, Contribution):
        match verdict:
            case Verdict.APPROVED | Verdict.REJECTED:
                discussions.put_back(subject)
            case Verdict.HIDDEN:
                discussions.show(subject)
            case Verdict.SHOWN:
                discussions.hide(subject)
        return
    match verdict:
        case Verdict.APPROVED | Verdict.REJECTED:
            subject.wait()
        case Verdict.HIDDEN:
            subject.open()
        case Verdict.SHOWN:
            subject.hide()
    subject.save()


def _release(subject: Subject) -> None:
    subject.claimed_by = subject.claimed_at = None
    subject.save()


def _waiting_flags(contribution: Contribution) -> QuerySet[Flag]:
    return contribution.flags.filter(state=FlagState.WAITING)
