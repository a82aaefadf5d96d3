"""Chainable questions about support instruments."""

from collections.abc import Iterable
from datetime import date

from django.apps import apps
from django.db.models import F, Prefetch
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from clusters.instruments.states import moscow_today, state_expression


class InstrumentQuerySet(PageQuerySet):
    """Cards of support instruments."""

    def with_state(self, day: date | None = None) -> "InstrumentQuerySet":
        """Cards with `state_that_day`, that of today in Moscow by default."""
        return self.annotate(state_that_day=state_expression(day or moscow_today()))

    def in_states(self, states: Iterable[str], day: date | None = None) -> "InstrumentQuerySet":
        """Cards that are in one of the states on a day."""
        return self.with_state(day).filter(state_that_day__in=list(states))

    def with_basis(self) -> "InstrumentQuerySet":
        """Cards with the rows of their legal basis and conditions; two queries more.

        Each row knows the key of its act, so that the acts themselves, whose texts are long, are
        read once for all cards.
        """
        return self.prefetch_related(
            *(
                Prefetch(
                    relation,
                    apps.get_model("clusters", model).objects.annotate(
                        key_of_act=F("act__translation_key")
                    ),
                )
                for relation, model in (
                    ("legal_basis", "InstrumentBasis"),
                    ("conditions", "InstrumentCondition"),
                )
            )
        )


InstrumentManager = PageManager.from_queryset(InstrumentQuerySet)
