"""Rows whose state changes along arrows only."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from django.db import models


class TransitionError(Exception):
    """A state cannot follow the one the row is in."""


class Stateful(models.Model):
    """A row with a `state`; saving refuses a state that no arrow leads to from the one kept.

    `arrows` names what may follow each state, `first_states` those of a new row.
    """

    arrows: ClassVar[Mapping[str, frozenset[str]]]
    first_states: ClassVar[frozenset[str]]
    state: str

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Self:
        """Remember the state that is kept."""
        row = super().from_db(db, field_names, values)
        row._kept_state = row.__dict__.get("state")
        return row

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Remember the state that is kept now."""
        super().refresh_from_db(*args, **kwargs)
        self._kept_state = self.__dict__.get("state")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse what no arrow leads to."""
        if self._state.adding:
            if self.state not in self.first_states:
                raise TransitionError(f"A new row cannot be {self.state}.")
        elif self.state != self._kept():
            self.require_arrow(self.state)
        super().save(*args, **kwargs)
        self._kept_state = self.state

    def require_arrow(self, state: str) -> None:
        """Raise TransitionError where `state` cannot follow the one kept."""
        if state not in self.arrows[self._kept()]:
            raise TransitionError(f"{state} cannot follow {self._kept()}.")

    def can_become(self, *states: str) -> bool:
        """Whether any of the states may follow the one kept."""
        return bool(self.arrows[self._kept()] & frozenset(states))

    def _kept(self) -> str:
        known: str | None = getattr(self, "_kept_state", None)
        if known is None:
            known = type(self)._default_manager.values_list("state", flat=True).get(pk=self.pk)
        return known


def one_of(field: str, values: Iterable[str]) -> models.Q:
    """The condition that a field holds one of the values."""
    return models.Q(**{f"{field}__in": sorted(map(str, values))})
