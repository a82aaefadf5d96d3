"""The words of a plan as conditions of a request."""

from collections.abc import Iterable, Iterator
from typing import Any

from search import plan as ranking
from search.causes import Place
from search.engines.analysis import stems, telling
from search.engines.elastic.fragments import AFTER, BEFORE
from search.engines.entries import LANGUAGES
from search.plan import AnyForm, Clause, Exact, Plan

Body = dict[str, Any]
"""A request or a part of one."""

# A longer text is marked as far as this, not refused.
_MARKED_CHARACTERS = 999_999


def of_clause(clause: Clause, plan: Plan) -> Body:
    """The things in which one of the alternatives of a clause stands."""
    if isinstance(clause, Exact):
        return in_order("exact", clause.words)
    options: list[Body] = []
    for choice in clause.alternatives:
        boost = ranking.boost(choice.cause)
        if len(choice.words) == 1:
            options += word_options(choice.words[0], plan.lang, plan.places, boost)
        else:
            words = [any_of(word_options(word, plan.lang, plan.places)) for word in choice.words]
            options.append({"bool": {"must": words, "boost": boost}})
    return any_of(options)


def word_options(
    word: AnyForm, lang: str, places: tuple[Place, ...], boost: float = 1.0
) -> list[Body]:
    """Every field and form by which a word may be found."""
    parts = [
        (part, factor)
        for place, part, factor in (
            (Place.TITLE, "title", ranking.TITLE_BOOST),
            (Place.TEXT, "body", ranking.BODY_BOOST),
        )
        if place in places
    ]
    options = [
        in_order(
            f"{part}_{language}",
            (form,),
            boost=factor * boost * (ranking.READER_LANGUAGE_BOOST if language == lang else 1.0),
        )
        for form in telling(word.forms)
        for language in LANGUAGES
        for part, factor in parts
    ]
    if word.is_literal and options:
        written = in_order("exact", (word.word,))
        options = [{"bool": {"must": [any_of(options)], "filter": [written]}}]
    if Place.NUMBER in places:
        options += [
            {"term": {"number": {"value": number, "boost": ranking.NUMBER_BOOST * boost}}}
            for number in word.numbers
        ]
    return options


def in_order(field: str, words: Iterable[str], **options: float) -> Body:
    """The words one after another; the server cuts and stems them for the field."""
    return {"match_phrase": {field: {"query": " ".join(words), **options}}}


def any_of(options: list[Body]) -> Body:
    """What fits one of the conditions; the best of them ranks it."""
    if len(options) == 1:
        return options[0]
    if not options:
        return {"match_none": {}}
    return {"dis_max": {"queries": options, "tie_breaker": ranking.TIE_BREAKER}}


def all_of(conditions: Iterable[Body]) -> Body:
    """What fits all of the conditions, none of which ranks."""
    conditions = list(conditions)
    return conditions[0] if len(conditions) == 1 else {"bool": {"filter": conditions}}


def near(plan: Plan) -> Iterator[Body]:
    """The words close together in their order, which ranks higher."""
    words = [word for word in plan.near if stems((word,))]
    if len(words) < 2:
        return
    for language in LANGUAGES:
        for part, boost in (
            ("title", ranking.TITLE_PHRASE_BOOST),
            ("body", ranking.PHRASE_BOOST),
        ):
            field = f"{part}_{language}"
            yield in_order(field, words, slop=ranking.PHRASE_SLOP, boost=boost)


def within_passage(clause: Clause) -> Body | None:
    """The passages in which a clause stands; None of a clause of stop words."""
    if isinstance(clause, Exact):
        return in_order("passage", clause.words) if stems(clause.words) else None
    options = []
    for choice in clause.alternatives:
        forms = [telling(word.forms) for word in choice.words]
        if all(forms):
            words = [any_of([in_order("passage", (form,)) for form in of_one]) for of_one in forms]
            options.append(words[0] if len(words) == 1 else {"bool": {"must": words}})
    return any_of(options) if options else None


def marking(plan: Plan, fields: Body) -> Body:
    """Marks on every form of every word, whatever field found the thing."""
    found: dict[str, None] = {}
    for clause in plan.must:
        found.update(dict.fromkeys(telling(_all_forms(clause))))
    return {
        "type": "unified",
        "pre_tags": [BEFORE],
        "post_tags": [AFTER],
        "require_field_match": False,
        "max_analyzed_offset": _MARKED_CHARACTERS,
        "highlight_query": {"match": {"title_ru": {"query": " ".join(found)}}},
        "fields": fields,
    }


def _all_forms(clause: Clause) -> tuple[str, ...]:
    if isinstance(clause, Exact):
        return clause.words
    return tuple(
        form for choice in clause.alternatives for word in choice.words for form in word.forms
    )
