"""One letter to the moderators of a version whose decision is overdue."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import task
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import TaskState

from cms.mail import language_of
from cms.mailing.composing import KnownLetter, compose
from cms.mailing.kinds import SAMPLE_ADDRESS
from cms.scheduling.retries import idempotent
from cms.workflow.models import ModerationTaskState
from cms.workflow.parallel import standings
from cms.workflow.rules import interested_ids

TEMPLATE = "cms/desk/mail/overdue"


def remind_overdue() -> int:
    """Enqueue the letter for each overdue version not yet reminded of; gives their number."""
    overdue = ModerationTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, due_at__lte=timezone.now(), reminded_at__isnull=True
    ).values_list("pk", flat=True)
    reminded = 0
    for pk in list(overdue):
        with transaction.atomic():
            # The mark and the task's row stand or fall together: no letter is lost or doubled.
            marked = ModerationTaskState.objects.filter(pk=pk, reminded_at__isnull=True).update(
                reminded_at=timezone.now()
            )
            if marked:
                send_reminder.enqueue(pk)
                reminded += 1
    return reminded


@idempotent
@task(queue_name="mail")
def send_reminder(state_pk: int) -> int:
    """Write to the step's moderators, in their languages; gives the number of addressees.

    Silent where the decision was taken meanwhile. The author and the submitter are left out: they
    may not decide; so is whoever has approved for a group.
    """
    state = (
        ModerationTaskState.objects.filter(pk=state_pk, status=TaskState.STATUS_IN_PROGRESS)
        .select_related("revision", "workflow_state", "task")
        .first()
    )
    if state is None:
        return 0
    standing = standings([state]).get(state.pk)
    approvers = standing.approvers if standing else frozenset()
    moderators = (
        get_user_model()
        .objects.filter(groups__in=state.task.specific.groups.all(), is_active=True)
        .exclude(email="")
        .exclude(pk__in=interested_ids(state.revision, state.workflow_state.requested_by_id))
        .exclude(pk__in=approvers)
        .select_related("wagtail_userprofile")
        .distinct()
    )
    by_language: dict[str, list[str]] = {}
    for moderator in moderators:
        by_language.setdefault(language_of(moderator), []).append(moderator.email)
    for language, addresses in by_language.items():
        _letter(state, language, addresses).send()
    return sum(map(len, by_language.values()))


def _letter(state: ModerationTaskState, language: str, addresses: list[str]) -> KnownLetter:
    context = {
        "title": state.revision.object_str,
        "due_at": state.due_at,
        "url": get_admin_base_url() + reverse("desk:item", args=["pages", state.pk]),
    }
    occasion = f"overdue:{state.pk}"
    return compose(TEMPLATE, context, language=language, bcc=addresses, once=occasion)


def sample() -> KnownLetter:
    """The letter with made-up particulars."""
    context = {
        "title": gettext("A page"),
        "due_at": timezone.now(),
        "url": get_admin_base_url() + reverse("desk:item", args=["pages", 1]),
    }
    return compose(TEMPLATE, context, to=[SAMPLE_ADDRESS])
