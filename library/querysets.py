"""Chainable questions about acts and their relations."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from library.legal.relations import Link


class LegalActQuerySet(PageQuerySet):
    """Acts."""

    def with_identity(
        self, *, kind: str, issuer_id: int, number: str, adopted_on: date, language: str
    ) -> "LegalActQuerySet":
        """Acts of that identity in one language; the database holds at most one."""
        return self.filter(
            kind=kind,
            issuer_id=issuer_id,
            number=number,
            adopted_on=adopted_on,
            language=language,
        )

    def without_text(self) -> "LegalActQuerySet":
        """Acts for a list: the long columns are left in the database."""
        return self.defer("text", "body", "sources", "search_description").select_related("locale")

    def for_reading(self) -> "LegalActQuerySet":
        """Acts with the rows their page shows."""
        return self.select_related("issuer", "region", "locale")

    def with_state(self) -> "LegalActQuerySet":
        """Acts with `force_state`, their force as last computed; None where it never was."""
        states = apps.get_model("library", "ActForce").objects.filter(
            key=OuterRef("translation_key")
        )
        return self.annotate(force_state=Subquery(states.values("state")[:1]))


LegalActManager = PageManager.from_queryset(LegalActQuerySet)


class LegalRelationQuerySet(models.QuerySet):
    """Relations between acts.

    A relation is a fact and not a text: for each act the rows of its live version in the main
    language count, and those of another language only where it has no such version.
    """

    def of_live_acts(self) -> "LegalRelationQuerySet":
        """The rows that count now."""
        main = settings.LANGUAGE_CODE
        acts = apps.get_model("library", "LegalActPage")
        in_main_language = acts.objects.filter(
            translation_key=OuterRef("page__translation_key"), language=main, live=True
        )
        return self.filter(page__live=True).filter(
            Q(page__language=main) | ~Exists(in_main_language)
        )

    def touching(self, keys: Iterable[UUID]) -> "LegalRelationQuerySet":
        """Relations that go out from or come to acts with those translation keys."""
        keys = list(keys)
        return self.filter(Q(page__translation_key__in=keys) | Q(target__translation_key__in=keys))

    def links(self) -> Iterator[Link]:
        """The rows as graph links, each once, the oldest first."""
        rows = self.order_by("effective_on", "pk").values_list(
            "kind",
            "effective_on",
            "page__translation_key",
            "target__translation_key",
            "source_provision",
            "target_provision",
            "is_confirmed",
        )
        return iter(dict.fromkeys(Link(*row) for row in rows))
