"""The catalogue as readers meet it: a question in, labelled and still public things out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from django.utils.translation import override

from search.answering import Answered, answered
from search.engines import engine
from search.engines.base import Answer, Completion, EngineUnavailable, FacetCount, Hit
from search.plan import Plan, plan
from search.query import ParsedText, Query, Sort
from search.reasons import Reason, reasons
from search.registry import PUBLIC, Facet, facets, sources
from search.rescue import Offer, Rescue

_SHOWN_CHOICES = 8


@dataclass(frozen=True)
class Choice:
    """A value of a facet with its name in the reader's language."""

    value: str
    label: str
    count: int
    is_selected: bool


@dataclass(frozen=True)
class FacetView:
    """A facet as it is shown."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def shown(self) -> tuple[Choice, ...]:
        """The choices seen at once."""
        return self.choices[:_SHOWN_CHOICES]

    @property
    def folded(self) -> tuple[Choice, ...]:
        """The choices behind one more click."""
        return self.choices[_SHOWN_CHOICES:]

    @property
    def opens(self) -> bool:
        """Whether the reader chose something behind that click."""
        return any(choice.is_selected for choice in self.folded)


@dataclass(frozen=True)
class Result:
    """A thing found, with the name of its kind."""

    hit: Hit
    kind_label: str
    reasons: tuple[Reason, ...] = ()

    @property
    def shows_day(self) -> bool:
        """Whether its date is one of a day."""
        source = sources().get(self.hit.kind)
        return source is None or source.shows_day


@dataclass(frozen=True)
class Results:
    """The answer to a query; `is_degraded` when the database answered in place of the index."""

    query: Query
    parsed: ParsedText
    total: int
    results: tuple[Result, ...] = ()
    facets: tuple[FacetView, ...] = field(default_factory=tuple)
    is_degraded: bool = False
    rescue: Rescue | None = None
    """What was looked for in place of the words, which find nothing themselves."""
    suggestion: Rescue | None = None
    """What may have been meant, where the words find little."""
    offers: tuple[Offer, ...] = ()
    """Queries that find something, where this one does not."""


def search(query: Query) -> Results:
    """Ask the index, leave out what stopped being public a moment ago, name the values."""
    return search_all((query,))[0]


def search_all(queries: Iterable[Query]) -> tuple[Results, ...]:
    """Answers to several queries; what is public now is read once for all of them."""
    asked = [answered(query) for query in queries]
    hits = (hit for one in asked for hit in one.run.answer.hits)
    titles = _titles_now((hit.kind, hit.key) for hit in hits)
    return tuple(_results(one, titles) for one in asked)


def _results(asked: Answered, titles: Mapping[str, Mapping[str, str]]) -> Results:
    answer, lang = asked.run.answer, asked.query.lang
    hits = _public_among(answer.hits, titles, lang)
    labels = _kind_labels(lang)
    return Results(
        query=asked.query,
        parsed=asked.run.parsed,
        total=max(answer.total - len(answer.hits) + len(hits), 0),
        results=tuple(
            Result(hit, labels.get(hit.kind, hit.kind), reasons(asked.run.planned, hit.matches))
            for hit in hits
        ),
        facets=_views(answer, asked.run.planned),
        is_degraded=asked.is_degraded,
        rescue=asked.rescue,
        suggestion=asked.suggestion,
        offers=asked.offers,
    )


def suggest(
    text: str,
    lang: str,
    audience: tuple[str, ...] = (PUBLIC,),
    limit: int = 8,
    kinds: tuple[str, ...] = (),
) -> tuple[Completion, ...]:
    """Titles and words that begin like what was typed, titles by kind; the newest without a text.

    `kinds` leaves others out. Nothing while the index is away.
    """
    try:
        if text.strip():
            found = engine().complete(text, lang, audience, limit, kinds)
        else:
            found = _newest(lang, audience, limit, kinds)
    except EngineUnavailable:
        return ()
    titles = _titles_now((one.kind, one.key) for one in found if one.key)
    shown = [one for one in found if not one.key or one.lang in titles.get(one.key, {})]
    # The kind of the best title comes first, words last.
    order = list(dict.fromkeys(one.kind for one in shown if one.kind))
    return tuple(sorted(shown, key=lambda one: order.index(one.kind) if one.kind else len(order)))


def _newest(
    lang: str, audience: tuple[str, ...], limit: int, kinds: tuple[str, ...]
) -> tuple[Completion, ...]:
    filters: dict[str, tuple[str, ...]] = {"kind": kinds} if kinds else {}
    query = Query(lang=lang, filters=filters, audience=audience, sort=Sort.NEWEST, limit=limit)
    hits = engine().search(plan(query, ParsedText(is_blank=True))).hits
    return tuple(Completion(hit.title.text, hit.lang, hit.kind, hit.url, hit.key) for hit in hits)


def kind_label(kind: str, lang: str) -> str:
    """The name of a kind in a language."""
    return _kind_labels(lang).get(kind, kind)


def _kind_labels(lang: str) -> dict[str, str]:
    with override(lang):
        return {kind: str(source.label) for kind, source in sources().items()}


def _public_among(
    hits: Iterable[Hit], titles: Mapping[str, Mapping[str, str]], lang: str
) -> tuple[Hit, ...]:
    return tuple(_as_it_is_now(hit, titles[hit.key], lang) for hit in hits if titles.get(hit.key))


def _as_it_is_now(hit: Hit, titles: Mapping[str, str], lang: str) -> Hit:
    """The hit in a language that is still public, its title corrected if it changed since."""
    if hit.lang not in titles:
        shown = lang if lang in titles else next(iter(titles))
        url = hit.langs.get(shown, hit.url)
        hit = replace(hit, lang=shown, url=url, fragments=(), passages=())
    title = titles[hit.lang]
    if title != hit.title.text:
        hit = replace(hit, title=replace(hit.title, text=title, lang=hit.lang, ranges=()))
    return hit


def _titles_now(things: Iterable[tuple[str, str]]) -> dict[str, Mapping[str, str]]:
    """Titles of what is public now; sources that share a reader are asked once together."""
    by_kind: dict[str, list[str]] = {}
    for kind, key in things:
        by_kind.setdefault(kind, []).append(key)
    readers: dict[object, list[str]] = {}
    for kind, keys in by_kind.items():
        source = sources().get(kind)
        if source is not None:
            readers.setdefault(source.titles, []).extend(keys)
    found = (read(keys).items() for read, keys in readers.items())  # type: ignore[operator]
    return dict(chain.from_iterable(found))


def _views(answer: Answer, planned: Plan) -> tuple[FacetView, ...]:
    registered = facets()
    return tuple(
        _view(registered[name], answer.facets[name], planned)
        for name in planned.facets
        if name in answer.facets
    )


def _view(facet: Facet, counts: tuple[FacetCount, ...], planned: Plan) -> FacetView:
    chosen = planned.filters.get(facet.name, ())
    by_value = dict.fromkeys(chosen, 0) | {count.value: count.count for count in counts}
    labels = facet.labels(by_value, planned.lang) if by_value else {}
    choices = [
        Choice(value, labels.get(value, value), count, value in chosen)
        for value, count in by_value.items()
    ]
    if facet.order == "count":
        choices.sort(key=lambda choice: (-choice.count, choice.label))
    else:
        choices.sort(key=lambda choice: choice.value, reverse=facet.order == "-value")
    with override(planned.lang):
        return FacetView(facet.name, str(facet.label), tuple(choices))
