"""Appeals: once for each decision against an author, decided on by a different moderator."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import User
from cms.workflow.rules import DecisionRefused, StaleDecision, require_reason
from platforms.enums import AppealState, Verdict
from platforms.models import Appeal, Ruling
from platforms.services import discussions, letters, moderation
from platforms.services.moderation import topic_of

LONGEST = 4000


def may_appeal(ruling: Ruling, author: User) -> bool:
    """Whether the author may object to the decision: it stands, is the last one, and is new."""
    if ruling.subject.author_id != author.pk or not ruling.is_against_author:
        return False
    if ruling.undone_at or hasattr(ruling, "appeal"):
        return False
    newest = ruling.subject.rulings.filter(undone_at__isnull=True).first()
    return newest is not None and newest.pk == ruling.pk and _is_in_force(ruling)


@transaction.atomic
def appeal(ruling: Ruling, *, author: User, text: str) -> Appeal:
    """Object to a decision; ValidationError where that is not possible, or a second time."""
    if len(text.strip()) < moderation.SHORTEST_REMARK:
        raise ValidationError({"text": _("Say why the decision is wrong.")})
    topic = discussions.lock(topic_of(ruling.subject))
    if not may_appeal(ruling, author):
        raise ValidationError(_("This decision cannot be appealed against (any more)."))
    try:
        with transaction.atomic():
            return Appeal.objects.create(
                ruling=ruling, discussion=topic, text=text.strip()[:LONGEST]
            )
    except IntegrityError:
        raise ValidationError(_("This decision cannot be appealed against (any more).")) from None


@transaction.atomic
def decide(row: Appeal, *, actor: User, granted: bool, remark: str = "") -> None:
    """Decide on an appeal; where it is granted the text is shown.

    Raises DecisionRefused for whoever took the first decision, wrote the text or does not moderate
    the platform, and where an appeal is turned down without a reason.
    """
    topic = discussions.lock(row.discussion)
    row = Appeal.objects.select_for_update(of=("self",)).get(pk=row.pk)
    subject = row.ruling.subject
    moderation.require_moderator(subject, topic, actor)
    if row.first_by_id == actor.pk:
        raise DecisionRefused(_("You took the decision; another moderator decides on the appeal."))
    if row.state != AppealState.WAITING:
        raise StaleDecision(_("Somebody has decided on this meanwhile."))
    if not granted:
        require_reason(remark)
    elif _is_in_force(row.ruling):
        shown = moderation.decide(subject, Verdict.SHOWN, actor=actor, remark=remark)
        # The letter about the appeal tells of it.
        Ruling.objects.filter(pk=shown.pk).update(told_at=timezone.now())
    row.state = AppealState.GRANTED if granted else AppealState.TURNED_DOWN
    row.decided_by, row.decided_at = actor, timezone.now()
    row.remark = remark.strip()
    row.claimed_by = row.claimed_at = None
    row.save()
    letters.tell_of_appeal(row)


def _is_in_force(ruling: Ruling) -> bool:
    """Whether the text is still kept from readers as the decision says."""
    return ruling.subject.state == str(ruling.verdict)
