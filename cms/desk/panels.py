"""Panels of the first page of the administration."""

from collections.abc import Sequence
from typing import Any

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page, WorkflowState, get_default_page_content_type
from wagtail.permissions import policy_registry

from cms.dashboard import DashboardPanel, Row
from cms.desk import listing
from cms.desk.queues import queues_of
from cms.enums import ExtractionState
from cms.models import PortalDocument


class WaitingPanel(DashboardPanel):
    """What waits for the reader's decision, the most pressing first."""

    name = "waiting-for-me"
    title = gettext_lazy("Waiting for me")
    empty = gettext_lazy("Nothing waits for your decision.")

    @classmethod
    def is_for(cls, request: HttpRequest) -> bool:
        """Those who decide on anything."""
        return bool(queues_of(request.user))

    def rows(self) -> Sequence[Row]:
        """Items the reader may decide on now."""
        user = self.request.user
        items = [item for queue in queues_of(user).values() for item in queue.items(user)]
        chosen = listing.select(items, listing.Filters(mine=listing.Mine.DECIDABLE), user)
        return [
            Row(
                title=item.title,
                url=reverse("desk:item", args=[item.queue, item.key]),
                note=f"{item.section_label} · {naturaltime(item.submitted_at)}",
                is_late=item.is_overdue,
            )
            for item in chosen
        ]

    def more_url(self) -> str:
        """The desk."""
        return reverse("desk:index")


class MyDraftsPanel(DashboardPanel):
    """The reader's unfinished work; what was returned stands first, with the reason."""

    name = "my-drafts"
    title = gettext_lazy("My drafts")

    @classmethod
    def is_for(cls, request: HttpRequest) -> bool:
        """Those who may write pages anywhere."""
        return _may_change_pages(request.user)

    def rows(self) -> Sequence[Row]:
        """Pages with changes of the reader's that are not public."""
        user = self.request.user
        pages = list(
            Page.objects.filter(
                Q(latest_revision__user=user) | Q(owner=user), has_unpublished_changes=True
            ).order_by("-latest_revision_created_at")[:50]
        )
        states = _workflow_states(pages)
        rows = [self._row(page, states.get(str(page.pk))) for page in pages]
        return sorted(rows, key=lambda row: not row.is_late)

    @staticmethod
    def _row(page: Page, state: WorkflowState | None) -> Row:
        note, is_returned = _("draft"), False
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            is_returned = True
            comment = state.current_task_state.comment if state.current_task_state else ""
            note = _("returned: %(reason)s") % {"reason": comment}
        elif state is not None:
            note = _("in moderation")
        return Row(
            title=page.draft_title,
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            note=note,
            is_late=is_returned,
        )


class SilentDocumentsPanel(DashboardPanel):
    """Documents that search cannot read."""

    name = "silent-documents"
    title = gettext_lazy("Documents without text")

    @classmethod
    def is_for(cls, request: HttpRequest) -> bool:
        """Those who keep everybody's documents."""
        return bool(request.user.has_perm("wagtaildocs.change_document")) or _policy_allows(
            PortalDocument, request.user
        )

    def rows(self) -> Sequence[Row]:
        """Documents whose text could not be taken, the newest first."""
        silent = PortalDocument.objects.filter(
            extraction_state__in=[ExtractionState.NO_TEXT, ExtractionState.FAILED]
        ).order_by("-created_at")
        policy = policy_registry.get_by_type(PortalDocument)
        allowed = policy.instances_user_has_permission_for(self.request.user, "change")
        return [
            Row(
                title=document.title,
                url=reverse("wagtaildocs:edit", args=[document.pk]),
                note=document.extraction_error or str(document.get_extraction_state_display()),
            )
            for document in silent.filter(pk__in=allowed.values("pk"))[: self.limit]
        ]

    def more_url(self) -> str:
        """All documents."""
        return reverse("wagtaildocs:index")


class UntranslatedPanel(DashboardPanel):
    """Public pages that have no version in the other language."""

    name = "untranslated"
    title = gettext_lazy("Pages missing a translation")

    @classmethod
    def is_for(cls, request: HttpRequest) -> bool:
        """Those who may translate."""
        return bool(request.user.has_perm("wagtail_localize.submit_translation"))

    def rows(self) -> Sequence[Row]:
        """Pages the reader may edit, the newest first."""
        other = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(
            locale_id=OuterRef("locale_id")
        )
        policy = policy_registry.get_by_type(Page)
        mine = policy.instances_user_has_permission_for(self.request.user, "change")
        pages = (
            Page.objects.live()
            .filter(~Exists(other), depth__gt=1, alias_of__isnull=True, pk__in=mine.values("pk"))
            .order_by("-first_published_at")
        )
        locales = dict(Locale.objects.values_list("pk", "language_code"))
        return [
            Row(
                title=page.title,
                url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                note=_("only in Russian")
                if locales[page.locale_id] == "ru"
                else _("only in English"),
            )
            for page in pages[: self.limit]
        ]


def _may_change_pages(user: Any) -> bool:
    return _policy_allows(Page, user)


def _policy_allows(model: Any, user: Any) -> bool:
    return bool(policy_registry.get_by_type(model).user_has_permission(user, "change"))


def _workflow_states(pages: Sequence[Page]) -> dict[str, WorkflowState]:
    states = (
        WorkflowState.objects.active()
        .filter(
            base_content_type=get_default_page_content_type(),
            object_id__in=[str(page.pk) for page in pages],
        )
        .select_related("current_task_state")
    )
    return {state.object_id: state for state in states}
