"""A plan as a query of the embedded index."""

from collections.abc import Iterable

from tantivy import FieldType, Occur, Query, Schema

from search import plan as ranking
from search.causes import Place
from search.engines.analysis import exact, stems
from search.engines.entries import LANGUAGES, facet_field
from search.plan import Alternative, AnyForm, Clause, Exact, Plan
from search.wordforms import forms


class Compiler:
    """Makes queries for one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def things(self, plan: Plan) -> Query:
        """The query of a plan, with what ranks its answers."""
        ranking_only = [(Occur.Should, query) for query in self._near(plan)]
        return Query.boolean_query(self._conditions(plan) + ranking_only)

    def counted(self, plan: Plan, without: str = "") -> Query:
        """The same things in no order; `without` names a facet whose own choice is left out."""
        return Query.boolean_query(self._conditions(plan, without))

    def _conditions(self, plan: Plan, without: str = "") -> list[tuple[Occur, Query]]:
        clauses = [(Occur.Must, self._clause(clause, plan)) for clause in plan.must]
        clauses += [(Occur.MustNot, self._clause(clause, plan)) for clause in plan.must_not]
        for name, values in plan.excluded.items():
            clauses.append((Occur.MustNot, self.silent(facet_field(name), values)))
        return clauses + [(Occur.Must, query) for query in self._filters(plan, without)]

    def passages(self, plan: Plan, parent: str, lang: str) -> Query | None:
        """The parts of a thing where the words stand, at least most of them; None without words."""
        words = [query for clause in plan.must if (query := self._passage_clause(clause, lang))]
        if not words:
            return None
        least = -(-len(words) * 3 // 5)
        return Query.boolean_query(
            [
                (Occur.Must, self.silent("parent", (parent,))),
                (
                    Occur.Must,
                    Query.boolean_query(
                        [(Occur.Should, query) for query in words],
                        minimum_number_should_match=least,
                    ),
                ),
            ]
        )

    def marking(self, plan: Plan, field: str) -> Query:
        """Every word to be marked in texts of `field`."""
        found: dict[str, None] = {}
        for clause in plan.must:
            found.update(dict.fromkeys(stems(_all_forms(clause))))
        return Query.boolean_query(
            [(Occur.Should, Query.term_query(self.schema, field, stem)) for stem in found]
        )

    def completing(
        self, words: list[str], lang: str, audience: tuple[str, ...], kinds: tuple[str, ...]
    ) -> Query:
        """Titles that hold the words, the last one begun, and acts whose number begins so."""
        heading = f"heading_{lang}"
        *whole, begun = words
        held = [self._begun(heading, begun)]
        for word in whole:
            inflected = [
                Query.term_query(self.schema, f"title_{lang}", stem) for stem in stems(forms(word))
            ]
            held.append(self._any([self._words_in_order(heading, [word]), *inflected]))
        in_order = Query.phrase_prefix_query(self.schema, heading, list(words))
        options = [
            self._all(held),
            Query.const_score_query(in_order, ranking.COMPLETED_PHRASE_SCORE),
        ]
        if words[0][0].isdigit():
            number = self._begun("number", "".join(words))
            options.append(Query.boost_query(number, ranking.NUMBER_BOOST))
        return Query.boolean_query(
            [(Occur.Must, self._any(options)), (Occur.Must, self.visible(audience, kinds))]
        )

    def visible(self, audience: tuple[str, ...], kinds: tuple[str, ...] = ()) -> Query:
        """Every thing an audience may see, of some kinds or of all."""
        seen = self.silent("audience", audience)
        return self._all([seen, self.silent(facet_field("kind"), kinds)]) if kinds else seen

    def _begun(self, field: str, word: str) -> Query:
        """The texts with a word that begins so, all alike."""
        begun = Query.fuzzy_term_query(self.schema, field, word, 0, True, True)
        return Query.const_score_query(begun, 1.0)

    def silent(self, field: str, values: Iterable[str]) -> Query:
        """A condition that does not score: the field has one of the values."""
        query = Query.term_set_query(self.schema, field, list(values))
        return Query.const_score_query(query, 0.0)

    def alternative(self, choice: Alternative, place: Place, lang: str) -> Query:
        """The things in which an alternative stands at a place."""
        return self._all([self._word(word, lang, (place,)) for word in choice.words])

    def as_written(self, choice: Alternative) -> Query:
        """The things in which the words of an alternative stand in the very form looked for."""
        return self._all([self._words_in_order("exact", [word.word]) for word in choice.words])

    def _clause(self, clause: Clause, plan: Plan) -> Query:
        if isinstance(clause, Exact):
            return self._words_in_order("exact", list(clause.words))
        options = []
        for choice in clause.alternatives:
            boost = ranking.boost(choice.cause)
            if len(choice.words) == 1:
                options += self._options(choice.words[0], plan.lang, plan.places, boost)
            else:
                words = [self._word(word, plan.lang, plan.places) for word in choice.words]
                options.append(Query.boost_query(self._all(words), boost))
        return self._any(options)

    def _word(self, word: AnyForm, lang: str, places: tuple[Place, ...]) -> Query:
        return self._any(self._options(word, lang, places))

    def _options(
        self, word: AnyForm, lang: str, places: tuple[Place, ...], boost: float = 1.0
    ) -> list[Query]:
        """Every field and stem by which a word may be found."""
        parts = [
            (part, factor)
            for place, part, factor in (
                (Place.TITLE, "title", ranking.TITLE_BOOST),
                (Place.TEXT, "body", ranking.BODY_BOOST),
            )
            if place in places
        ]
        options = []
        for stem in stems(word.forms):
            for language in LANGUAGES:
                reader = ranking.READER_LANGUAGE_BOOST if language == lang else 1.0
                for part, factor in parts:
                    term = Query.term_query(self.schema, f"{part}_{language}", stem)
                    options.append(Query.boost_query(term, factor * reader * boost))
        if word.is_literal and options:
            written = Query.const_score_query(self._words_in_order("exact", [word.word]), 0.0)
            options = [self._all([self._any(options), written])]
        if Place.NUMBER in places:
            for number in word.numbers:
                term = Query.term_query(self.schema, "number", number)
                options.append(Query.boost_query(term, ranking.NUMBER_BOOST * boost))
        return options

    def _any(self, options: list[Query]) -> Query:
        if not options:
            return Query.empty_query()
        return Query.disjunction_max_query(options, ranking.TIE_BREAKER)

    def _all(self, words: list[Query]) -> Query:
        if len(words) == 1:
            return words[0]
        return Query.boolean_query([(Occur.Must, word) for word in words])

    def _near(self, plan: Plan) -> Iterable[Query]:
        """The words close together in their order, which ranks higher."""
        words = [found[0] for word in plan.near if (found := stems((word,)))]
        if len(words) < 2:
            return
        for language in LANGUAGES:
            for part, boost in (
                ("title", ranking.TITLE_PHRASE_BOOST),
                ("body", ranking.PHRASE_BOOST),
            ):
                phrase = Query.phrase_query(
                    self.schema, f"{part}_{language}", list(words), ranking.PHRASE_SLOP
                )
                yield Query.boost_query(phrase, boost)

    def _filters(self, plan: Plan, without: str) -> Iterable[Query]:
        yield self.silent("audience", plan.audience)
        if plan.keys is not None:
            yield self.silent("key", plan.keys)
        for name, values in plan.filters.items():
            if name != without:
                yield self.silent(facet_field(name), values)
        if plan.date_from is not None:
            yield self._days("last_day", plan.date_from.toordinal(), None)
        if plan.date_to is not None:
            # Day 0 means that the thing has no date.
            yield self._days("day", 1, plan.date_to.toordinal())

    def _days(self, field: str, first: int | None, last: int | None) -> Query:
        query = Query.range_query(self.schema, field, FieldType.Integer, first, last)
        return Query.const_score_query(query, 0.0)

    def _passage_clause(self, clause: Clause, lang: str) -> Query | None:
        field = f"passage_{lang}"
        if isinstance(clause, Exact):
            in_order = [found[0] for word in clause.words if (found := stems((word,)))]
            return self._phrase(field, in_order) if in_order else None
        options = []
        for choice in clause.alternatives:
            stemmed_words = [stems(word.forms) for word in choice.words]
            if all(stemmed_words):
                words = [
                    self._any([Query.term_query(self.schema, field, stem) for stem in found])
                    for found in stemmed_words
                ]
                options.append(self._all(words))
        return self._any(options) if options else None

    def _words_in_order(self, field: str, words: list[str]) -> Query:
        return self._phrase(field, [term for word in words for term in exact().analyze(word)])

    def _phrase(self, field: str, terms: list[str]) -> Query:
        if not terms:
            return Query.empty_query()
        if len(terms) == 1:
            return Query.term_query(self.schema, field, terms[0])
        return Query.phrase_query(self.schema, field, list(terms))


def _all_forms(clause: Clause) -> tuple[str, ...]:
    if isinstance(clause, Exact):
        return clause.words
    return tuple(
        form for choice in clause.alternatives for word in choice.words for form in word.forms
    )
