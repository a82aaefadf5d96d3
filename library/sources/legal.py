"""Legal acts in the catalogue: their provisions, number, and facets."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from wagtail.query import PageQuerySet

from cms.models import Organisation
from library.enums import ActKind, ActLevel, ForceState
from library.legal.provisions import provisions_of
from library.models import LegalActPage
from search.registry import Facet, Passage, register, register_facet
from search.sources import PageSource


class LegalActSource(PageSource):
    """Acts; a found provision leads to its own anchor."""

    kind = "legal"
    label = _("Legal acts")
    model: ClassVar[type[LegalActPage]] = LegalActPage
    weight = 1.3

    def prefetch(self, pages: PageQuerySet) -> PageQuerySet:
        """Acts with issuer, region and the state of force as last computed."""
        return pages.select_related("issuer", "region").with_state()

    def facets_of(self, page: LegalActPage) -> dict[str, tuple[str, ...]]:
        """Form, issuer, force and level; the region of a regional act beside those it concerns."""
        facets: dict[str, tuple[str, ...]] = {
            "act_kind": (page.kind,),
            "issuer": (page.issuer.slug,),
            "force": (page.force_state,) if page.force_state else (),
            "level": (page.level,),
        }
        if page.region is not None:
            regions = (page.region.code, *(region.code for region in page.regions.all()))
            facets["region"] = tuple(dict.fromkeys(regions))
        return facets

    def date_of(self, page: LegalActPage) -> date:
        """The date of the act."""
        return page.adopted_on

    def number_of(self, page: LegalActPage) -> str:
        """The number as printed."""
        return page.number

    def note_of(self, page: LegalActPage) -> str:
        """Form, date, number and state of the act in the language of the page."""
        state = page.stored_state.get("label")
        return f"{page.designation} — {state}" if state else page.designation

    def text_of(self, page: LegalActPage) -> str:
        """The full title where it is longer than the page's, and the commentary."""
        return "\n".join(filter(None, (page.official_title, super().text_of(page))))

    def passages_of(self, page: LegalActPage) -> tuple[Passage, ...]:
        """Every provision that says something, under the label readers know it by."""
        url = self.url_of(page)
        return tuple(
            Passage(
                anchor=provision.anchor,
                label=provision.path_label,
                url=f"{url}#{provision.anchor}",
                text="\n".join(filter(None, (provision.heading, provision.text))),
            )
            for provision in provisions_of(page.text)
            if provision.heading or provision.text
        )


def register_legal() -> None:
    """Register acts and the facets that only they have."""
    register(LegalActSource())
    register_facet(Facet("act_kind", _("Form of the act"), _labels_of(ActKind), names=("форма",)))
    register_facet(Facet("issuer", _("Issued by"), _issuers, names=("орган", "издал")))
    register_facet(
        Facet(
            "force",
            pgettext_lazy("of an act", "Force"),
            _labels_of(ForceState),
            names=("действие",),
        )
    )
    register_facet(
        Facet(
            "level", pgettext_lazy("of an act", "Level"), _labels_of(ActLevel), names=("уровень",)
        )
    )


def _labels_of(
    choices: type[ActKind] | type[ForceState] | type[ActLevel],
) -> Callable[[Iterable[str], str], Mapping[str, str]]:
    def labels(values: Iterable[str], lang: str) -> Mapping[str, str]:
        with override(lang):
            return {value: str(choices(value).label) for value in values if value in choices.values}

    return labels


def _issuers(values: Iterable[str], lang: str) -> Mapping[str, str]:
    rows = Organisation.objects.filter(slug__in=list(values))
    return {row.slug: row.name_in(lang) for row in rows}
