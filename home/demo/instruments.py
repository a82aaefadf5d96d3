"""Nineteen support instruments with their legal basis, conditions and days."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from clusters.enums import InstrumentKind
from clusters.models import InstrumentBasis, InstrumentCondition, SupportInstrumentPage
from cms.enums import OrganisationKind
from cms.models import Organisation, SuggestedCorrection
from home.demo.context import LANGUAGES, DemoContext
from library.legal.provisions import parse_anchor
from library.models import LegalActPage

SOURCES = {
    "ru": "По открытым сведениям на 31 декабря 2015 года; суммы, доли и даты приблизительны. "
    "Точные условия — в актах правового основания.",
    "en": "From open sources as of 31 December 2015; sums, shares and dates are approximate. The "
    "exact terms are in the acts of the legal basis.",
}
SUGGESTED = {
    "field": "website",
    "value": "https://support.example/apply/",
    "remark": "Заявки теперь принимают на этой странице.",
}
# Several bodies give these: they are named in words.
SHARED = ("региональные", "управляющие", "банки-партнёры")


def load(context: DemoContext) -> None:
    """Add the cards that are not there."""
    parents = context.subsection("clusters", "instruments")
    there = context.pages_under(parents["ru"])
    rows = [row for row in context.facts("instruments") if row["slug"] not in there]
    acts = {
        language: {page.slug: page for page in LegalActPage.objects.filter(locale=locale)}
        for language, locale in context.locales.items()
    }
    known = {one.name_ru: one for one in Organisation.objects.all()}
    for row in rows:
        provider = _provider(row, known)
        pages = [_page(context, row, language, provider, acts[language]) for language in LANGUAGES]
        context.add_page(parents["ru"], parents["en"], *pages)
    context.say(f"{len(rows)} support instruments")
    _suggest(context)


def _provider(row: dict[str, Any], known: dict[str, Organisation]) -> Organisation | None:
    name = row["provider_ru"]
    if any(word in name.casefold() for word in SHARED):
        return None
    if name not in known:
        is_ministry = name.startswith("Министерство")
        known[name] = Organisation.objects.create(
            slug=slugify(row["provider_en"])[:120],
            name_ru=name,
            name_en=row["provider_en"],
            kind=OrganisationKind.AUTHORITY if is_ministry else OrganisationKind.INSTITUTION,
        )
    return known[name]


def _page(
    context: DemoContext,
    row: dict[str, Any],
    language: str,
    provider: Organisation | None,
    acts: dict[str, LegalActPage],
) -> SupportInstrumentPage:
    page = SupportInstrumentPage(
        slug=row["slug"],
        title=row[f"name_{language}"],
        lead=row[f"summary_{language}"],
        kind=InstrumentKind(row["kind"]),
        provider=provider,
        provider_name="" if provider else row[f"provider_{language}"],
        recipients=row["recipients"],
        purposes=row["purposes"],
        stages=row["stages"],
        amount=row[f"amount_{language}"],
        amount_min_mln_rub=_sum(row["amount_min_mln_rub"]),
        amount_max_mln_rub=_sum(row["amount_max_mln_rub"]),
        co_financing_percent=row["co_financing_percent"],
        co_financing_of=row["co_financing_of"],
        open_from=_day(row["open_from"]),
        deadline=_day(row["deadline"]),
        steps=[("step", {"title": step, "text": ""}) for step in row[f"how_to_apply_{language}"]],
        sources=SOURCES[language],
        verified_on=_day(row["verified_on"]),
    )
    page.topics = context.topics_of(row["topics"])
    page.legal_basis = [
        InstrumentBasis(
            sort_order=order,
            act=acts[fact["act"]],
            anchor=_anchor(fact["provision"]),
            note_ru=fact["note_ru"],
            note_en=fact["note_en"],
        )
        for order, fact in enumerate(row["legal_basis"])
        if fact["act"] in acts
    ]
    page.conditions = [
        InstrumentCondition(
            sort_order=order,
            kind=fact["kind"],
            min_value=fact.get("min_value"),
            pilot_only=fact.get("pilot_only", False),
            text_ru=fact["text_ru"],
            text_en=fact["text_en"],
            act=acts.get(fact["act"]),
            anchor=_anchor(fact["provision"]),
        )
        for order, fact in enumerate(row["conditions"])
    ]
    return page


def _suggest(context: DemoContext) -> None:
    cards = SupportInstrumentPage.objects.filter(locale=context.locales["ru"])
    if SuggestedCorrection.objects.filter(page__in=cards.values("pk")).exists():
        return
    if (page := cards.order_by("slug").first()) is not None:
        SuggestedCorrection.objects.create(page_id=page.pk, **SUGGESTED)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _sum(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _anchor(provision: str | None) -> str:
    return parse_anchor(provision) if provision else ""
