"""The legal framework: acts with their provisions and what they do to each other."""

import re
from datetime import date
from typing import Any

from django.utils.text import Truncator

from home.demo.context import DemoContext
from library.enums import ActKind, ActLevel, Wording
from library.legal.provisions import parse_anchor
from library.models import LegalActPage, LegalRelation

_TITLE_LENGTH = 255
_STATE_OF = date(2015, 12, 31)
_LANGUAGES = ("ru", "en")
_LABEL = re.compile(r"^(?P<kind>\w+) (?P<number>.+)$")
_SOURCES = {
    "ru": (
        "Описание и изложение положений подготовлены для демонстрации портала; сведения о силе "
        "— на 31 декабря 2015 года. Официальный текст — на Официальном интернет-портале правовой "
        "информации."
    ),
    "en": (
        "The description and the summaries of provisions were written to demonstrate the portal; "
        "force is as of 31 December 2015. The official text is on the Official Internet Portal of "
        "Legal Information."
    ),
}
_UNSURE = {
    "ru": "Номер, дата или название акта требуют сверки с официальным опубликованием.",
    "en": "The number, date or title of the act must be checked against the official publication.",
}


def load(context: DemoContext) -> None:
    """Publish every act in both languages, the oldest first, so that each finds those it names."""
    there = {
        language: context.pages_under(context.section("legal", language)) for language in _LANGUAGES
    }
    facts = sorted(context.facts("legal"), key=lambda act: (act["date"], act["slug"]))
    relations = 0
    for fact in facts:
        pages = {language: _act(context, fact, language) for language in _LANGUAGES}
        for language, page in pages.items():
            page.relations.add(*_relations(fact, there[language]))
        pair = context.add_page(
            context.section("legal", "ru"), context.section("legal", "en"), pages["ru"], pages["en"]
        )
        for language, page in zip(_LANGUAGES, pair, strict=True):
            there[language][page.slug] = page
        relations += len(fact["relations"])
    context.say(f"{len(facts)} legal acts, {relations} relations")


def _act(context: DemoContext, fact: dict[str, Any], language: str) -> LegalActPage:
    region = context.regions[fact["region_code"]] if fact["region_code"] else None
    title = fact[f"title_{language}"]
    is_sure = fact["confidence"] == "high"
    page = LegalActPage(
        title=Truncator(title).chars(_TITLE_LENGTH),
        official_title=title if len(title) > _TITLE_LENGTH else "",
        slug=fact["slug"],
        lead=fact[f"summary_{language}"],
        kind=ActKind(fact["kind"]),
        number=fact["number"],
        adopted_on=date.fromisoformat(fact["date"]),
        issuer=context.organisation_named(fact["issuer_ru"]),
        level=ActLevel(fact["level"]),
        region=region,
        in_force_from=date.fromisoformat(fact["in_force_from"]),
        in_force_from_is_approximate=fact["in_force_from_approximate"],
        repealed_on=date.fromisoformat(fact["repealed_on"]) if fact["repealed_on"] else None,
        amended_elsewhere_on=_STATE_OF if fact["force"] == "amended" else None,
        sources="\n".join(filter(None, (_SOURCES[language], "" if is_sure else _UNSURE[language]))),
        text=[_provision(provision, language) for provision in fact["structure"]],
    )
    page.topics = context.topics_of(fact["topics"])
    if region is not None:
        page.regions = [region]
    return page


def _provision(fact: dict[str, Any], language: str) -> tuple[str, dict[str, Any]]:
    """A provision in the demonstration's own words: never the wording of the act."""
    anchor = parse_anchor(fact["label_ru"])
    number = _LABEL.match(fact["label_ru"])["number"]
    is_checked = fact["confidence"] != "low"
    value = {
        "number": number,
        "heading": "",
        "text": fact[f"text_{language}"],
        "wording": Wording.SUMMARY if is_checked else Wording.UNCHECKED,
        "anchor": anchor,
    }
    return anchor.partition("-")[0], value


def _relations(fact: dict[str, Any], acts: dict[str, LegalActPage]) -> list[LegalRelation]:
    return [
        LegalRelation(
            sort_order=order,
            kind=relation["type"],
            target=acts[relation["target"]],
            effective_on=date.fromisoformat(relation["on"]),
            target_provision=parse_anchor(relation["provision"]) if relation["provision"] else "",
            is_confirmed=relation["confidence"] != "low",
        )
        for order, relation in enumerate(fact["relations"])
    ]
