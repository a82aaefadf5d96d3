"""The first queue of the desk: versions of pages in moderation."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageLogEntry, TaskState

from cms.desk.comparison import compare
from cms.desk.queues import NOBODY, Decision, DeskItem, DeskQueue, ItemDetail, Person
from cms.enums import Priority
from cms.models.pages import AtomicPage
from cms.roles import is_administrator
from cms.sections import HOME, SECTION_DEPTH, SECTIONS, sections_of
from cms.workflow import rules
from cms.workflow.models import ModerationTask, ModerationTaskState, ReviewLink
from cms.workflow.parallel import Standing, standings
from cms.workflow.rules import version_of

__all__ = ["PageQueue", "person", "states_of", "version_of", "waiting_states"]

ACTIONS = {Decision.APPROVE: "approve", Decision.RETURN: "reject"}
HISTORY_LENGTH = 30


def person(user: Any) -> Person:
    """An account as named on the desk."""
    if user is None:
        return NOBODY
    return Person(user.pk, user.get_full_name() or user.get_username())


def states_of(user: Any) -> QuerySet[ModerationTaskState]:
    """States of the steps of the user's groups; of every step for an administrator."""
    states = ModerationTaskState.objects.all()
    if is_administrator(user):
        return states
    tasks = ModerationTask.objects.filter(groups__in=user.groups.all())
    return states.filter(task__in=tasks.values("task_ptr"))


def waiting_states(user: Any) -> QuerySet[ModerationTaskState]:
    """Those of them that wait for a decision."""
    return states_of(user).filter(status=TaskState.STATUS_IN_PROGRESS)


class PageQueue(DeskQueue):
    """Versions of pages submitted for moderation."""

    key = "pages"
    label = _("Versions of pages")

    def may_use(self, user: Any) -> bool:
        """Members of a step's groups and administrators."""
        if not user.is_authenticated:
            return False
        return (
            is_administrator(user)
            or ModerationTask.objects.filter(active=True, groups__in=user.groups.all()).exists()
        )

    def items(self, user: Any) -> list[DeskItem]:
        """What waits for the user's groups; four queries, seven with steps of several groups."""
        states = list(
            waiting_states(user)
            .select_related("task", "revision__user", "workflow_state", "claimed_by")
            .defer("revision__content")
            .annotate(opinion_count=Count("review_links", filter=~Q(review_links__opinion="")))
            .order_by("pk")
        )
        pages = self._pages(states)
        sections = sections_of(pages.values())
        places = standings(states)
        return [
            self._item(
                state,
                pages[int(state.workflow_state.object_id)],
                sections,
                user,
                places.get(state.pk),
            )
            for state in states
            if int(state.workflow_state.object_id) in pages
        ]

    def why_gone(self, user: Any, key: str) -> str:
        """Who decided, or that the item is another section's or not there at all."""
        state = self._find(key, ModerationTaskState.objects.select_related("finished_by"))
        if state is None:
            return super().why_gone(user, key)
        if not self._is_in_steps_of(user, state):
            return rules.not_a_moderator()
        return rules.already_decided(state)

    def count(self, user: Any) -> int:
        """How many versions wait for the user's groups."""
        return waiting_states(user).count()

    def detail(self, request: HttpRequest, item: DeskItem) -> ItemDetail:
        """The version beside the live page, with its history and the opinions asked for."""
        state = self._state(item.key)
        page = state.workflow_state.content_object.specific
        proposed = state.revision.as_object()
        context = {
            "page": page,
            "state": state,
            "standing": standings([state]).get(state.pk),
            "proposed": proposed,
            "is_first": not page.live,
            "obstacle": page.obstacle() if isinstance(page, AtomicPage) else None,
            "changes": compare(request, page if page.live else None, proposed),
            "links": list(ReviewLink.objects.filter(task_state=state).select_related("created_by")),
            "history": list(
                PageLogEntry.objects.filter(page=page.pk)
                .select_related("user")
                .order_by("-timestamp", "-pk")[:HISTORY_LENGTH]
            ),
            "link_days": settings.REVIEW_LINK_DAYS,
            "link_max_days": settings.REVIEW_LINK_MAX_DAYS,
            "priorities": Priority.choices,
        }
        return ItemDetail("cms/desk/page_detail.html", context)

    @transaction.atomic
    def claim(self, user: Any, key: str) -> None:
        """Mark the version as being looked at by the user, for `DESK_CLAIM_MINUTES`."""
        state = self._lock(user, key)
        rules.require_two_pairs_of_eyes(user, state)
        if state.is_claimed_by_another(user):
            raise rules.DecisionRefused(rules.claimed_by_another(state))
        state.claimed_by, state.claimed_at = user, timezone.now()
        state.save(update_fields=["claimed_by", "claimed_at"])

    @transaction.atomic
    def release(self, user: Any, key: str) -> None:
        """End the mark; another's only by an administrator or after it has lapsed."""
        state = self._lock(user, key)
        if state.is_claimed_by_another(user) and not is_administrator(user):
            raise rules.DecisionRefused(rules.claimed_by_another(state))
        state.claimed_by = state.claimed_at = None
        state.save(update_fields=["claimed_by", "claimed_at"])

    @transaction.atomic
    def decide(self, user: Any, key: str, version: str, decision: Decision, reason: str) -> None:
        """Approve or return the version that the reader saw; `DecisionRefused` says why not."""
        state = self._lock(user, key)
        if version_of(state.revision) != version:
            raise rules.StaleDecision(rules.text_has_changed())
        state.task.specific.on_action(state, user, ACTIONS[decision], comment=reason)

    @transaction.atomic
    def set_priority(self, user: Any, key: str, priority: Priority) -> None:
        """Change how urgent the version is."""
        state = self._lock(user, key)
        state.priority = priority
        state.save(update_fields=["priority"])

    def _lock(self, user: Any, key: str) -> ModerationTaskState:
        """The state under its row's lock, still waiting and in the user's steps."""
        state = self._find(key, ModerationTaskState.objects.select_for_update())
        if state is None:
            raise rules.StaleDecision(_("This item is no longer on the desk."))
        if not self._is_in_steps_of(user, state):
            raise rules.DecisionRefused(rules.not_a_moderator())
        if state.status != TaskState.STATUS_IN_PROGRESS:
            raise rules.StaleDecision(rules.already_decided(state))
        return state

    @staticmethod
    def _find(key: str, states: QuerySet[ModerationTaskState]) -> ModerationTaskState | None:
        return states.filter(pk=key).first() if key.isdigit() else None

    @staticmethod
    def _is_in_steps_of(user: Any, state: ModerationTaskState) -> bool:
        """Asked of the database: the account's groups may have changed since it was loaded."""
        groups = user.groups.all()
        tasks = ModerationTask.objects.filter(pk=state.task_id, groups__in=groups)
        return tasks.exists() or is_administrator(user)

    @staticmethod
    def _state(key: str) -> ModerationTaskState:
        return ModerationTaskState.objects.select_related(
            "task", "revision__user", "workflow_state__requested_by", "claimed_by"
        ).get(pk=key)

    @staticmethod
    def _pages(states: Iterable[ModerationTaskState]) -> dict[int, Page]:
        ids = [int(state.workflow_state.object_id) for state in states]
        pages = Page.objects.filter(pk__in=ids).select_related("locale", "content_type")
        return {page.pk: page for page in pages}

    def _item(
        self,
        state: ModerationTaskState,
        page: Page,
        sections: Mapping[str, str],
        user: Any,
        standing: Standing | None,
    ) -> DeskItem:
        section = sections.get(page.path[: page.steplen * SECTION_DEPTH], HOME)
        refusal = ""
        if rules.is_own_work(user, state.revision, state.workflow_state.requested_by_id):
            refusal = rules.own_work()
        elif state.is_claimed_by_another(user):
            refusal = rules.claimed_by_another(state)
        return DeskItem(
            queue=self.key,
            key=str(state.pk),
            version=version_of(state.revision),
            title=state.revision.object_str or page.title,
            kind=str(page.page_type_display_name),
            section=section,
            section_label=str(SECTIONS[section].title) if section in SECTIONS else str(_("Home")),
            language=page.locale.language_code,
            author=person(state.revision.user),
            submitted_at=state.started_at,
            due_at=state.due_at,
            priority=state.priority,
            step=f"{state.task.name} ({standing.in_words})" if standing else state.task.name,
            claimed_by=person(state.claimed_by) if state.is_claimed else NOBODY,
            refusal=refusal,
            note=rules.has_approved() if standing and user.pk in standing.approvers else "",
            opinions=state.opinion_count,
        )
