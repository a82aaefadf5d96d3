"""Support instruments in the catalogue, and the facets that only they have."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import ClassVar

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from wagtail.query import PageQuerySet

from clusters.enums import InstrumentKind, InstrumentState, Recipient
from clusters.models import SupportInstrumentPage
from search.registry import Facet, register, register_facet
from search.sources import PageSource, story_text


class InstrumentSource(PageSource):
    """Cards; their period is that of applications, so that dates find what is open then."""

    kind = "instrument"
    label = _("Support instruments")
    model: ClassVar[type[SupportInstrumentPage]] = SupportInstrumentPage
    weight = 1.3
    shows_day = False

    def prefetch(self, pages: PageQuerySet) -> PageQuerySet:
        """Cards with their provider."""
        return pages.select_related("provider")

    def facets_of(self, page: SupportInstrumentPage) -> dict[str, tuple[str, ...]]:
        """Form of support, recipients, and whether applications are accepted today."""
        return {
            "instrument_kind": (page.kind,),
            "recipient": tuple(page.recipients),
            "instrument_state": (page.state.value,),
        }

    def date_of(self, page: SupportInstrumentPage) -> date | None:
        """The first day of applications."""
        return page.open_from

    def end_date_of(self, page: SupportInstrumentPage) -> date | None:
        """The last day of applications."""
        return page.deadline

    def note_of(self, page: SupportInstrumentPage) -> str:
        """State, form and sum: "Open, no deadline · loan · 50–700 million roubles"."""
        parts = (page.state.label, page.get_kind_display(), page.amount_label)
        return capfirst(" · ".join(str(part) for part in parts if part))

    def text_of(self, page: SupportInstrumentPage) -> str:
        """The story, the provider, recipients, purposes and steps."""
        parts = (
            super().text_of(page),
            page.provider_label,
            *page.recipient_labels,
            *page.purpose_labels,
            story_text(page.steps),
        )
        return "\n".join(part for part in parts if part)


def register_instruments() -> None:
    """Register cards and their facets."""
    register(InstrumentSource())  # type: ignore[arg-type]  # a protocol has no class attributes
    register_facet(
        Facet(
            "instrument_state",
            pgettext_lazy("of support", "Applications"),
            _labels_of(InstrumentState),
            names=("приём",),
        )
    )
    register_facet(
        Facet("recipient", _("Who may apply"), _labels_of(Recipient), names=("получатель",))
    )
    register_facet(
        Facet("instrument_kind", _("Form of support"), _labels_of(InstrumentKind), names=("мера",))
    )


def _labels_of(
    choices: type[TextChoices],
) -> Callable[[Iterable[str], str], Mapping[str, str]]:
    def labels(values: Iterable[str], lang: str) -> Mapping[str, str]:
        with override(lang):
            known = choices.values
            return {value: str(choices(value).label) for value in values if value in known}

    return labels
