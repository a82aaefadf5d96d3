"""Cards whose legal basis has changed: noticing them, and what a moderator decides."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from clusters.enums import BasisCheckState
from clusters.instruments.basis import BasisChange, changes_by_act
from clusters.instruments.context import recent_changes
from clusters.instruments.states import moscow_today
from clusters.models import (
    BasisCheck,
    InstrumentBasis,
    InstrumentCondition,
    SupportInstrumentPage,
)
from clusters.models.basis_checks import OPEN
from cms.mail import write_to
from cms.models import User
from cms.workflow import rules
from cms.workflow.rules import DecisionRefused, StaleDecision

CHECKED_ACTION = "clusters.basis.checked"
"""In the page's log: the card was found right, nothing but the day of its check changed."""


@transaction.atomic
def refresh_basis_checks(
    keys: Iterable[UUID] | None = None, *, today: date | None = None
) -> list[UUID]:
    """Open a check for each card that needs one as of `today` in Moscow, and end those it does not.

    `keys` are translation keys of the cards to look at, by default all. Returns the keys of the
    cards whose check was opened, changed or ended; a second run on the same day changes nothing.
    """
    wanted = None if keys is None else set(keys)
    needed = _needed(wanted, today or moscow_today())
    checks = BasisCheck.objects.select_for_update().filter(state__in=OPEN)
    if wanted is not None:
        checks = checks.filter(key__in=wanted)
    known = {check.key: check for check in checks}
    touched = []
    for key, check in known.items():
        if key not in needed:
            check.state, check.decided_at = BasisCheckState.GONE, timezone.now()
            check.save(update_fields=["state", "decided_at"])
            touched.append(key)
        elif _takes(check, needed[key]):
            touched.append(key)
    new = [
        BasisCheck(key=key, act=change.act, by=change.by, kind=change.kind, changed_on=change.on)
        for key, change in needed.items()
        if key not in known
    ]
    BasisCheck.objects.bulk_create(new, ignore_conflicts=True)
    return touched + [check.key for check in new]


def versions_of(keys: Iterable[UUID]) -> dict[UUID, list[SupportInstrumentPage]]:
    """Live language versions of cards by key, that in the main language first."""
    pages = SupportInstrumentPage.objects.live().filter(
        translation_key__in=list(keys), alias_of__isnull=True
    )
    found: dict[UUID, list[SupportInstrumentPage]] = {}
    for page in pages.select_related("locale").defer_streamfields().order_by("pk"):
        found.setdefault(page.translation_key, []).append(page)
    for versions in found.values():
        versions.sort(key=lambda page: page.locale.language_code != settings.LANGUAGE_CODE)
    return found


def writers_of(pages: Iterable[Page]) -> dict[int, int | None]:
    """Who wrote the newest text of each page, by the page's id; checks are no texts.

    One query whatever the number of pages.
    """
    ids = [str(page.pk) for page in pages]
    checks = PageLogEntry.objects.filter(
        action=CHECKED_ACTION, page_id__in=ids, revision__isnull=False
    )
    revisions = Revision.page_revisions.filter(object_id__in=ids).exclude(
        pk__in=checks.values("revision_id")
    )
    rows = revisions.order_by("created_at", "pk").values_list("object_id", "user_id")
    return {int(object_id): user_id for object_id, user_id in rows}


def why_not(user: Any, versions: Iterable[SupportInstrumentPage], writers: set[int | None]) -> str:
    """Why the user may not find the card right; "" where he may."""
    if user.pk in writers:
        return _("You wrote this card; somebody else checks it.")
    if any(page.has_unpublished_changes for page in versions):
        return _("The card has a version that is not published yet: decide on that one first.")
    return ""


@transaction.atomic
def find_right(check: BasisCheck, *, user: Any) -> None:
    """The card still is right: publish it unchanged with today as the day of its check.

    Nothing else becomes public: a card with a newer draft is refused. Raises `DecisionRefused`.
    """
    versions = versions_of([check.key]).get(check.key, [])
    if not versions:
        raise StaleDecision(_("The card is no longer public."))
    if reason := why_not(user, versions, set(writers_of(versions).values())):
        raise DecisionRefused(reason)
    _decide(check, BasisCheckState.CHECKED, user)
    day = moscow_today()
    for version in versions:
        # Read again as a whole: the texts were left out of the list above.
        page = SupportInstrumentPage.objects.get(pk=version.pk)
        page.verified_on = day
        try:
            page.full_clean()
        except ValidationError as error:
            problem = _("The card needs an editor: %(why)s") % {"why": " ".join(error.messages)}
            raise DecisionRefused(problem) from error
        revision = page.save_revision(user=user, clean=False)
        log(
            instance=page,
            action=CHECKED_ACTION,
            user=user,
            revision=revision,
            data={"changed_on": check.changed_on.isoformat()},
        )
        revision.publish(user=user, skip_permission_checks=True)


@transaction.atomic
def send_to_editor(check: BasisCheck, *, user: Any, reason: str) -> None:
    """The card needs work: it stands among the editors' tasks, and its writer gets a letter.

    The task ends when a version with a newer day of check is published.
    """
    rules.require_reason(reason)
    _decide(check, BasisCheckState.RETURNED, user, reason.strip())
    versions = versions_of([check.key]).get(check.key, [])
    if versions:
        _write_to_writer(check, versions[0], user)


def _needed(keys: set[UUID] | None, today: date) -> dict[UUID, BasisChange]:
    """The newest change of each card's basis since its check."""
    cards = SupportInstrumentPage.objects.live().filter(alias_of__isnull=True)
    if keys is not None:
        cards = cards.filter(translation_key__in=keys)
    main: dict[UUID, tuple[int, date | None]] = {}
    for pk, key, language, verified_on in cards.order_by("pk").values_list(
        "pk", "translation_key", "locale__language_code", "verified_on"
    ):
        if key not in main or language == settings.LANGUAGE_CODE:
            main[key] = (pk, verified_on)
    if not main:
        return {}
    acts: dict[int, set[UUID]] = {}
    for model in (InstrumentBasis, InstrumentCondition):
        rows = model.objects.filter(page__in=[pk for pk, _day in main.values()])
        for page_id, act in rows.values_list("page_id", "act__translation_key"):
            if act is not None:
                acts.setdefault(page_id, set()).add(act)
    changes = changes_by_act(set().union(*acts.values()))
    needed = {}
    for key, (pk, verified_on) in main.items():
        of_card = {act: changes.get(act, []) for act in acts.get(pk, ())}
        if recent := recent_changes(verified_on, of_card, today):
            needed[key] = recent[0]
    return needed


def _takes(check: BasisCheck, change: BasisChange) -> bool:
    """Bring an open check up to a newer change; whoever looked at the old one looks again."""
    if (check.act, check.changed_on, check.kind, check.by) == (
        change.act,
        change.on,
        change.kind,
        change.by,
    ):
        return False
    check.act, check.by, check.kind, check.changed_on = (
        change.act,
        change.by,
        change.kind,
        change.on,
    )
    check.claimed_by = check.claimed_at = None
    check.save()
    return True


def _decide(check: BasisCheck, state: BasisCheckState, user: Any, reason: str = "") -> None:
    check.state, check.decided_by, check.decided_at = state, user, timezone.now()
    check.reason, check.claimed_by, check.claimed_at = reason, None, None
    check.save()


def _write_to_writer(check: BasisCheck, page: SupportInstrumentPage, user: Any) -> None:
    writer_id = writers_of([page]).get(page.pk) or page.owner_id
    writer = User.objects.filter(pk=writer_id).exclude(pk=user.pk).first()
    context = {
        "title": page.title,
        "changed_on": check.changed_on,
        "reason": check.reason,
        "moderator": user.get_full_name() or user.get_username(),
        "url": get_admin_base_url() + reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
    write_to(writer, "clusters/mail/basis", context)
