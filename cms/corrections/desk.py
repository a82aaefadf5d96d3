"""The desk's queue of suggested corrections."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.corrections import deciding
from cms.corrections.languages import versions_with
from cms.corrections.page import kept
from cms.desk.comparison import in_words
from cms.desk.pages import person
from cms.desk.queues import NOBODY, Decision, DeskItem, ItemDetail, Person
from cms.desk.rows import RowQueue, refusal_of_claim
from cms.models.corrections import CorrectionState, SuggestedCorrection
from cms.roles import group_names, is_administrator
from cms.sections import HOME, SECTION_DEPTH, SECTIONS, section_of, sections_of
from cms.workflow.rules import DecisionRefused, not_a_moderator

DUE_DAYS = 5
READER = Person(None, gettext_lazy("a reader"))  # type: ignore[arg-type]  # shown as text


class CorrectionQueue(RowQueue):
    """Corrections of the pages of one's own sections."""

    key = "corrections"
    label = gettext_lazy("Suggested corrections")
    sections = tuple(SECTIONS)

    def items(self, user: Any) -> Sequence[DeskItem]:
        """What waits in the user's sections, the oldest first; two queries."""
        rows = list(
            self._waiting().select_related("page__locale", "page__content_type", "claimed_by")
        )
        sections = sections_of(row.page for row in rows)
        items = []
        for row in rows:
            section = sections.get(row.page.path[: Page.steplen * SECTION_DEPTH], HOME)
            if self._is_mine(user, section):
                items.append(self._item(row, section, user))
        return items

    def count(self, user: Any) -> int:
        """How many wait in the user's sections."""
        return len(self.items(user))

    def detail(self, request: HttpRequest, item: DeskItem) -> ItemDetail:
        """The suggested value beside that of the live page."""
        row = SuggestedCorrection.objects.select_related("page").get(pk=item.key)
        page = row.page.specific
        is_field = row.names_field
        now = getattr(page, row.field) if is_field else None
        context = {
            "correction": row,
            "versions": versions_with(page, row.field) if is_field else [],
            "page": page,
            "field_name": capfirst(page.field_name(row.field)),
            "now": in_words(now),
            "proposed": in_words(page._meta.get_field(row.field).to_python(row.value))
            if is_field
            else row.value,
            "has_changed": kept(now) != row.current,
        }
        return ItemDetail("cms/corrections/detail.html", context)

    @transaction.atomic
    def decide(self, user: Any, key: str, version: str, decision: Decision, reason: str) -> None:
        """Apply the correction as a draft, or turn it down with a reason."""
        row = self._lock(key)
        section = section_of(row.page)
        # Asked of the database: the account's groups may have changed since it was loaded.
        groups = user.groups.filter(name=f"moderators-{section}")
        if not (is_administrator(user) or groups.exists()):
            raise DecisionRefused(not_a_moderator())
        self._require_free(row, user)
        self._require_version(version, version_of(row))
        if decision == Decision.APPROVE:
            deciding.apply(row, user=user, comment=reason)
        else:
            deciding.turn_down(row, user=user, reason=reason)

    @staticmethod
    def _waiting() -> QuerySet[SuggestedCorrection]:
        return SuggestedCorrection.objects.filter(state=CorrectionState.WAITING)

    def _is_mine(self, user: Any, section: str) -> bool:
        is_general = user.is_superuser or "administrators" in group_names(user)
        return bool(is_general or f"moderators-{section}" in group_names(user))

    def _item(self, row: SuggestedCorrection, section: str, user: Any) -> DeskItem:
        refusal = refusal_of_claim(row, user)
        return DeskItem(
            queue=self.key,
            key=str(row.pk),
            version=version_of(row),
            title=row.page.title,
            kind=_("Correction"),
            section=section,
            section_label=str(SECTIONS[section].title) if section in SECTIONS else _("Home"),
            language=row.page.locale.language_code,
            author=READER,
            submitted_at=row.suggested_at,
            due_at=row.suggested_at + timedelta(days=DUE_DAYS),
            step=_("Corrections of readers"),
            claimed_by=person(row.claimed_by) if row.is_claimed else NOBODY,
            refusal=refusal,
        )


def version_of(row: SuggestedCorrection) -> str:
    """What a decision carries back: the report, and the version of the page it was read beside."""
    moment = int(row.suggested_at.timestamp() * 1_000_000)
    return f"{moment}.{row.page.latest_revision_id or 0}"
