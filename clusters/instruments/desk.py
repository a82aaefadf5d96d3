"""The desk's queue of cards whose legal basis has changed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from clusters.desk import DUE_DAYS, SECTION, SectionQueue
from clusters.enums import BasisCheckState
from clusters.instruments.basis import changes_by_act, readable_acts
from clusters.instruments.conditions import rows_of
from clusters.instruments.context import recent_changes, shown_changes
from clusters.instruments.states import moscow_today
from clusters.models import BasisCheck, SupportInstrumentPage
from clusters.services.basis import (
    find_right,
    send_to_editor,
    versions_of,
    why_not,
    writers_of,
)
from cms.desk.pages import person
from cms.desk.queues import NOBODY, Decision, DeskItem, ItemDetail
from cms.desk.rows import refusal_of_claim
from cms.enums import Priority
from cms.sections import SECTIONS
from cms.workflow.rules import DecisionRefused
from library.enums import RelationKind


class BasisQueue(SectionQueue):
    """Cards to be compared with their acts; a repeal is more urgent than an amendment."""

    key = "basis"
    label = gettext_lazy("Legal basis of support instruments")

    def items(self, user: Any) -> Sequence[DeskItem]:
        """Every check that waits, the oldest first; three queries whatever the number."""
        checks = list(self._waiting().select_related("claimed_by"))
        versions = versions_of(check.key for check in checks)
        writers = writers_of(page for pages in versions.values() for page in pages)
        return [
            self._item(check, versions[check.key], writers, user)
            for check in checks
            if check.key in versions
        ]

    def detail(self, request: HttpRequest, item: DeskItem) -> ItemDetail:
        """What changed since the last check, with the acts and ways to the card."""
        check = BasisCheck.objects.get(pk=item.key)
        pages = versions_of([check.key])[check.key]
        card = SupportInstrumentPage.objects.with_basis().get(pk=pages[0].pk)
        keys = [row.act_key for row in rows_of(card)]
        recent = recent_changes(card.verified_on, changes_by_act(keys), moscow_today())
        ends = [key for change in recent for key in (change.act, change.by)]
        acts = readable_acts(ends, (get_language() or "ru")[:2])
        return ItemDetail(
            "clusters/admin/basis_check.html",
            {"card": card, "pages": pages, "changes": shown_changes(recent, acts)},
        )

    @transaction.atomic
    def decide(self, user: Any, key: str, version: str, decision: Decision, reason: str) -> None:
        """Find the card right, or send it to its editor with a reason."""
        if not self.may_use(user):
            raise DecisionRefused(_("You may not decide in this queue."))
        check = self._lock(key)
        self._require_free(check, user)
        pages = versions_of([check.key]).get(check.key, [])
        self._require_version(version, _version_of(check, pages))
        if decision == Decision.APPROVE:
            find_right(check, user=user)
        else:
            send_to_editor(check, user=user, reason=reason)

    @staticmethod
    def _waiting() -> Any:
        return BasisCheck.objects.filter(state=BasisCheckState.WAITING)

    def _item(
        self,
        check: BasisCheck,
        pages: list[SupportInstrumentPage],
        writers: dict[int, int | None],
        user: Any,
    ) -> DeskItem:
        refusal = refusal_of_claim(check, user)
        is_repeal = check.kind == RelationKind.REPEALS
        return DeskItem(
            queue=self.key,
            key=str(check.pk),
            version=_version_of(check, pages),
            title=pages[0].title,
            kind=str(SupportInstrumentPage._meta.verbose_name),
            section=SECTION,
            section_label=str(SECTIONS[SECTION].title),
            language=pages[0].locale.language_code,
            author=NOBODY,
            submitted_at=check.noticed_at,
            due_at=check.noticed_at + timedelta(days=DUE_DAYS),
            priority=Priority.HIGH if is_repeal else Priority.NORMAL,
            step=_("Check of the legal basis"),
            claimed_by=person(check.claimed_by) if check.is_claimed else NOBODY,
            refusal=refusal or why_not(user, pages, {writers.get(page.pk) for page in pages}),
        )


def _version_of(check: BasisCheck, pages: Sequence[SupportInstrumentPage]) -> str:
    """What a decision carries back: the change and the versions of the card that were read."""
    revisions = ".".join(str(page.live_revision_id or 0) for page in pages)
    return f"{check.changed_on:%Y%m%d}.{str(check.act)[:8]}.{revisions}"
