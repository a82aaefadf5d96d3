"""How long decisions take: by section and month, by moderator, and as data."""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from cms import tables
from cms.desk.pages import states_of, waiting_states
from cms.sections import HOME, SECTION_DEPTH, SECTIONS
from cms.workflow.models import ModerationTaskState

DECIDED = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)


@dataclass(frozen=True)
class Decided:
    """One decision: where, when, how long it took, what it was and whose."""

    section: str
    title: str
    step: str
    submitted_at: datetime
    decided_at: datetime
    approved: bool
    moderator: str

    @property
    def hours(self) -> float:
        """Time from submission to decision, in hours."""
        return (self.decided_at - self.submitted_at) / timedelta(hours=1)

    @property
    def month(self) -> date:
        """First day of the month of the decision, in the portal's time zone."""
        return timezone.localtime(self.decided_at).date().replace(day=1)


@dataclass(frozen=True)
class Summary:
    """Decisions of one group (a section in a month, a moderator)."""

    label: str
    month: date | None
    decided: int
    approved: int
    returned: int
    median_hours: float
    p90_hours: float


def percentile_90(values: Iterable[float]) -> float:
    """The 90th percentile by linear interpolation between the two nearest ranks.

    Of n sorted values it stands at position 0.9 · (n − 1) counted from 0; of one value it is that
    value. Raises ValueError without values.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("No values.")
    position = 0.9 * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def summarise(label: str, month: date | None, decisions: Iterable[Decided]) -> Summary:
    """Count and time a group of decisions (at least one)."""
    group = list(decisions)
    hours = [decision.hours for decision in group]
    approved = sum(decision.approved for decision in group)
    return Summary(
        label=label,
        month=month,
        decided=len(group),
        approved=approved,
        returned=len(group) - approved,
        median_hours=statistics.median(hours),
        p90_hours=percentile_90(hours),
    )


def by_section_and_month(decisions: Iterable[Decided]) -> list[Summary]:
    """A summary a section and month, the newest month first."""
    groups: dict[tuple[date, str], list[Decided]] = defaultdict(list)
    for decision in decisions:
        groups[decision.month, decision.section].append(decision)
    ordered = sorted(groups.items(), key=lambda group: (-group[0][0].toordinal(), group[0][1]))
    return [summarise(section_label(key), month, group) for (month, key), group in ordered]


def by_moderator(decisions: Iterable[Decided]) -> list[Summary]:
    """A summary a moderator, the busiest first."""
    groups: dict[str, list[Decided]] = defaultdict(list)
    for decision in decisions:
        groups[decision.moderator].append(decision)
    summaries = [summarise(name, None, group) for name, group in groups.items()]
    return sorted(summaries, key=lambda summary: (-summary.decided, summary.label))


def decisions_of(user: Any, since: datetime) -> Iterator[Decided]:
    """Decisions since a moment in steps that the user moderates, the oldest first; streamed."""
    states = states_of(user).filter(status__in=DECIDED, finished_at__gte=since)
    rows = (
        _with_section(states)
        .order_by("finished_at", "pk")
        .values_list(
            "section_slug",
            "revision__object_str",
            "task__name",
            "started_at",
            "finished_at",
            "status",
            "finished_by__first_name",
            "finished_by__last_name",
            "finished_by__username",
        )
    )
    for section, title, step, started, finished, status, first, last, login in rows.iterator(
        chunk_size=2000
    ):
        yield Decided(
            section=section or HOME,
            title=title,
            step=step,
            submitted_at=started,
            decided_at=finished,
            approved=status == TaskState.STATUS_APPROVED,
            moderator=f"{first} {last}".strip() or login or "",
        )


def waiting_by_section(user: Any) -> list[tuple[str, int]]:
    """How many versions wait now in each section of the user, the longest queue first."""
    counts: dict[str, int] = defaultdict(int)
    for slug in _with_section(waiting_states(user)).values_list("section_slug", flat=True):
        counts[section_label(slug or HOME)] += 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def section_label(slug: str) -> str:
    """Name of a section in the reader's language."""
    return str(SECTIONS[slug].title) if slug in SECTIONS else _("Home")


def csv_lines(decisions: Iterable[Decided], *, with_moderators: bool) -> Iterator[str]:
    """The decisions as CSV, a line at a time; moderators' names only where asked for."""
    header = ["section", "title", "step", "submitted", "decided", "hours", "decision"]
    rows = (
        [
            decision.section,
            decision.title,
            decision.step,
            timezone.localtime(decision.submitted_at).isoformat(timespec="seconds"),
            timezone.localtime(decision.decided_at).isoformat(timespec="seconds"),
            f"{decision.hours:.2f}",
            "approved" if decision.approved else "returned",
            *([decision.moderator] if with_moderators else []),
        ]
        for decision in decisions
    )
    return tables.csv_lines(
        tables.Sheet("", [*header, *(["moderator"] if with_moderators else [])], rows)
    )


def _with_section(states: QuerySet[ModerationTaskState]) -> QuerySet[ModerationTaskState]:
    """Annotate the slug of the section in which the page stands now."""
    page_path = Page.objects.filter(
        pk=Cast(OuterRef("workflow_state__object_id"), BigIntegerField())
    ).annotate(section_path=Substr("path", 1, Page.steplen * SECTION_DEPTH))
    states = states.annotate(section_path=Subquery(page_path.values("section_path")[:1]))
    section = Page.objects.filter(path=OuterRef("section_path"), depth=SECTION_DEPTH)
    return states.annotate(section_slug=Subquery(section.values("slug")[:1]))
