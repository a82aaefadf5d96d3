"""Found words in a text, as character ranges of the original spelling.

The index knows folded texts. Folding keeps every byte's place, so offsets found in the folded text
mark the original one.
"""

from typing import Any

from tantivy import Document, Query, Schema, Searcher, SnippetGenerator

from search.engines.base import Marked
from search.engines.compiler import Compiler
from search.engines.entries import FRAGMENT_CHARACTERS, shortened
from search.plan import Plan
from search.text import fold, tokens

_WHOLE = 2000


class Marker:
    """Marks the words of one query in texts of one field."""

    def __init__(self, searcher: Searcher, schema: Schema, query: Query, field: str) -> None:
        self._field = field
        self._snippets = SnippetGenerator.create(searcher, query, schema, field)

    def whole(self, text: str, lang: str) -> Marked:
        """The whole text, which is short (a title), with its marks."""
        start, _, ranges = self._find(text, _WHOLE)
        shifted = tuple((start + first, start + last) for first, last in ranges)
        return Marked(text, lang, shifted)

    def fragment(self, text: str, lang: str) -> Marked | None:
        """The part of a text where most of the words stand; None where none does."""
        start, end, ranges = self._find(text, FRAGMENT_CHARACTERS)
        if not ranges:
            return None
        # Signs beyond the outermost words are not worth an ellipsis.
        before = "…" if tokens(text[:start]) else ""
        after = "…" if tokens(text[end:]) else ""
        if not before:
            ranges = [(first + start, last + start) for first, last in ranges]
            start = 0
        if not after:
            end = len(text)
        shift = len(before)
        cut = before + text[start:end].replace("\n", " ") + after
        return Marked(cut, lang, tuple((first + shift, last + shift) for first, last in ranges))

    def _find(self, text: str, characters: int) -> tuple[int, int, list[tuple[int, int]]]:
        """Start and end of the fragment and the marks in it, in characters."""
        document = Document()
        document.add_text(self._field, fold(text))
        self._snippets.set_max_num_chars(characters)
        snippet = self._snippets.snippet_from_doc(document)
        marks = snippet.highlighted()
        if not marks:
            return 0, 0, []
        whole = text.encode()
        place = snippet.fragment_range()
        start = len(whole[: place.start].decode())
        part = whole[place.start : place.end]
        end = start + len(part.decode())
        ranges = [
            (len(part[: mark.start].decode()), len(part[: mark.end].decode())) for mark in marks
        ]
        return start, end, ranges


class Markers:
    """Markers of one search, made when a text of their field comes."""

    def __init__(self, searcher: Searcher, compiler: Compiler, plan: Plan) -> None:
        self._searcher = searcher
        self._compiler = compiler
        self._plan = plan
        self._made: dict[str, Marker] = {}

    def title(self, text: str, lang: str) -> Marked:
        """A title with its marks."""
        return (
            self._of(f"title_{lang}").whole(text, lang) if self._plan.must else Marked(text, lang)
        )

    def fragments(
        self, versions: dict[str, Any], lang: str, *, has_passages: bool
    ) -> tuple[Marked, ...]:
        """The text around the words in the language shown, or in the other one, else the lead."""
        if self._plan.must:
            for code in sorted(versions, key=lambda other: other != lang):
                version = versions[code]
                text = "\n".join(filter(None, (version["lead"], version["text"])))
                marked = self._of(f"body_{code}").fragment(text, code) if text else None
                if marked is not None and (code == lang or not has_passages):
                    return (marked,)
        lead = versions[lang]["lead"] or shortened(versions[lang]["text"])
        return (Marked(lead, lang),) if lead else ()

    def passage(self, part: dict[str, Any], lang: str) -> Marked:
        """A passage around its words."""
        marked = self._of(f"passage_{lang}").fragment(part["text"], lang)
        return marked or Marked(shortened(part["text"]), lang)

    def _of(self, field: str) -> Marker:
        if field not in self._made:
            query = self._compiler.marking(self._plan, field)
            self._made[field] = Marker(self._searcher, self._compiler.schema, query, field)
        return self._made[field]
