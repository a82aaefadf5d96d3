"""The desk's queue of broken links and changed source documents."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.pages import person
from cms.desk.queues import NOBODY, Decision, DeskItem, ItemDetail
from cms.desk.rows import RowQueue, refusal_of_claim
from cms.models.links import ExternalLink
from cms.roles import group_names, is_administrator
from cms.sections import HOME, SECTION_DEPTH, SECTIONS, section_of, sections_of
from cms.workflow.rules import DecisionRefused, not_a_moderator, require_reason


class LinkQueue(RowQueue):
    """Links of the pages of one's own sections; a link belongs to the section of its first page."""

    key = "links"
    label = gettext_lazy("Broken links and changed sources")
    sections = tuple(SECTIONS)

    def items(self, user: Any) -> Sequence[DeskItem]:
        """What waits in the user's sections; four queries."""
        waiting = self._waiting().select_related("claimed_by").prefetch_related("pages__locale")
        links = list(waiting)
        pages = {
            link.pk: min(link.pages.all(), key=lambda page: page.pk, default=None) for link in links
        }
        sections = sections_of(page for page in pages.values() if page)
        items = []
        for link in links:
            page = pages[link.pk]
            if page is None:
                continue
            section = sections.get(page.path[: page.steplen * SECTION_DEPTH], HOME)
            if self._is_mine(user, section):
                items.append(self._item(link, page, section, user))
        return items

    def count(self, user: Any) -> int:
        """How many wait in the user's sections."""
        return len(self.items(user))

    def detail(self, request: HttpRequest, item: DeskItem) -> ItemDetail:
        """The link, what is wrong, and the pages it stands on."""
        link = ExternalLink.objects.prefetch_related("pages").get(pk=item.key)
        return ItemDetail("cms/links/detail.html", {"link": link, "pages": list(link.pages.all())})

    @transaction.atomic
    def decide(self, user: Any, key: str, version: str, decision: Decision, reason: str) -> None:
        """Approve: the link is right, count anew. Return: to the editors, with a reason."""
        link = self._lock(key)
        page = link.pages.order_by("pk").first()
        groups = user.groups.filter(name=f"moderators-{section_of(page) if page else HOME}")
        if not (is_administrator(user) or groups.exists()):
            raise DecisionRefused(not_a_moderator())
        self._require_free(link, user)
        self._require_version(version, _version_of(link))
        if decision == Decision.APPROVE:
            link.failures, link.failed_on, link.has_changed = 0, None, False
        else:
            require_reason(reason)
            link.returned_at, link.reason, link.has_changed = timezone.now(), reason.strip(), False
        link.claimed_by = link.claimed_at = None
        link.save()

    @staticmethod
    def _waiting() -> QuerySet[ExternalLink]:
        return ExternalLink.objects.waiting()

    def _is_mine(self, user: Any, section: str) -> bool:
        is_general = user.is_superuser or "administrators" in group_names(user)
        return bool(is_general or f"moderators-{section}" in group_names(user))

    def _item(self, link: ExternalLink, page: Any, section: str, user: Any) -> DeskItem:
        refusal = refusal_of_claim(link, user)
        return DeskItem(
            queue=self.key,
            key=str(link.pk),
            version=_version_of(link),
            title=link.url,
            kind=link.state,
            section=section,
            section_label=str(SECTIONS[section].title) if section in SECTIONS else _("Home"),
            language=page.locale.language_code,
            author=NOBODY,
            submitted_at=link.checked_at or timezone.now(),
            step=_("Links to other sites"),
            claimed_by=person(link.claimed_by) if link.is_claimed else NOBODY,
            refusal=refusal,
        )


def _version_of(link: ExternalLink) -> str:
    """What a decision carries back: what is wrong. One more failure of the same kind is no news."""
    return f"{link.problem}.{link.status or 0}.{int(link.has_changed)}.{link.sha256[:8]}"
