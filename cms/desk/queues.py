"""What an application implements to have its things decided on the desk.

A queue lists what waits, lets a moderator take an item ("being looked at by"), and takes the
decision. The desk does the rest: one table, filters, sorting, paging, bulk decisions, keyboard.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.enums import Priority


class Decision(models.TextChoices):
    """What a moderator may say of an item."""

    APPROVE = "approve", _("Approve")
    RETURN = "return", _("Return")


@dataclass(frozen=True)
class Person:
    """Somebody named on the desk."""

    pk: int | None
    name: str


NOBODY = Person(None, "")


@dataclass(frozen=True)
class DeskItem:
    """One thing that waits.

    `key` names it within its queue; `version` changes whenever what would be decided on changes,
    and a decision carries it back. `refusal` says why this reader may not decide ("" where he may);
    `note` what the reader has decided already where others decide too: then only a return is left.
    """

    queue: str
    key: str
    version: str
    title: str
    kind: str
    section: str
    section_label: str
    language: str
    author: Person
    submitted_at: datetime
    due_at: datetime | None = None
    priority: int = Priority.NORMAL
    step: str = ""
    claimed_by: Person = NOBODY
    refusal: str = ""
    note: str = ""
    opinions: int = 0

    @property
    def token(self) -> str:
        """What a form sends to say exactly which item in which version it decides on."""
        return f"{self.queue}:{self.key}:{self.version}"

    @property
    def priority_label(self) -> str:
        """The priority in words."""
        return str(Priority(self.priority).label)

    @property
    def is_overdue(self) -> bool:
        """Whether the decision is late."""
        return self.due_at is not None and self.due_at <= timezone.now()

    @property
    def is_urgent(self) -> bool:
        """Whether the priority is above the usual."""
        return self.priority > Priority.NORMAL


@dataclass(frozen=True)
class ItemDetail:
    """What the item's own page shows: a template of the queue with its context."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class DeskQueue(ABC):
    """A kind of things that wait for a decision."""

    key: str
    label: str
    """Name of the queue in the plural, translatable."""
    can_undo: bool = False
    """Whether `undo` takes a decision back."""
    rules: Sequence[tuple[str, Any]] = ()
    """Keys and names of the rules of which a return must name one, where the queue has any."""

    @abstractmethod
    def may_use(self, user: Any) -> bool:
        """Whether the user decides on anything in this queue."""

    @abstractmethod
    def items(self, user: Any) -> Sequence[DeskItem]:
        """Everything that waits and that the user may see, in a fixed number of queries."""

    @abstractmethod
    def detail(self, request: HttpRequest, item: DeskItem) -> ItemDetail:
        """The item's own page."""

    @abstractmethod
    def claim(self, user: Any, key: str) -> None:
        """Mark the item as being looked at by the user; `DecisionRefused` where another does."""

    @abstractmethod
    def release(self, user: Any, key: str) -> None:
        """End the mark; another's mark only for those who may (administrators)."""

    @abstractmethod
    def decide(self, user: Any, key: str, version: str, decision: Decision, reason: str) -> None:
        """Take the decision, or raise `DecisionRefused` saying why not."""

    def take(
        self, user: Any, key: str, version: str, decision: Decision, reason: str, rule: str = ""
    ) -> None:
        """Take the decision as the desk does, with what belongs to every decision of the queue."""
        self.decide(user, key, version, decision, reason)

    def set_priority(self, user: Any, key: str, priority: Priority) -> None:
        """Change how urgent the item is; queues without priorities leave this out."""
        raise NotImplementedError

    def undo(self, user: Any, key: str) -> None:
        """Take a decision back, where `can_undo`."""
        raise NotImplementedError

    def why_gone(self, user: Any, key: str) -> str:
        """Why an item that the user asks for is not on his desk."""
        return str(_("This item is no longer on the desk."))

    def item(self, user: Any, key: str) -> DeskItem | None:
        """The item with that key among those the user sees."""
        return next((item for item in self.items(user) if item.key == key), None)

    def count(self, user: Any) -> int:
        """How many items wait for the user."""
        return len(self.items(user))


_queues: dict[str, DeskQueue] = {}


def register_queue(queue: DeskQueue) -> None:
    """Add a queue; a second one of the same key is a mistake in the code."""
    if queue.key in _queues:
        raise ValueError(f"The desk queue {queue.key!r} is registered twice.")
    _queues[queue.key] = queue


def queues() -> Mapping[str, DeskQueue]:
    """Every queue by key, in the order of registration."""
    return _queues


def queues_of(user: Any) -> dict[str, DeskQueue]:
    """The queues in which the user decides on anything."""
    return {key: queue for key, queue in _queues.items() if queue.may_use(user)}
