"""Which words are marked, in the spelling of the text: offsets survive every kind of character."""

import pytest

from search.plan import plan
from search.query import Query, parse
from search.registry import Passage
from tests.contract.conftest import entry

# Title, what is asked, the words marked in it.
CASES = [
    ("Рынок станков", "рынок", ["Рынок"]),
    ("О рынках и рынке", "рынок", ["рынках", "рынке"]),
    ("Ёлки, ели и ёлочки", "елка", ["Ёлки"]),
    ("Съёмка съемок", "съёмка", ["Съёмка", "съемок"]),
    ("😀 рынок 👩‍🔬 рынка", "рынок", ["рынок", "рынка"]),
    ("😀рынок😀", "рынок", ["рынок"]),
    ("Сто\u0301ит ры\u0301нок", "рынок", ["рынок"]),
    ("Стаи\u0306ка ры\u0301нков", "рынок", ["рынков"]),
    ("𝔘𝔫𝔦 рынка", "рынок", ["рынка"]),
    ("Café markets", "market", ["markets"]),
    ("Naïve café", "naive", ["Naïve"]),
    ("<b>рынок</b> & <script>", "рынок", ["рынок"]),
    ("«Рынок»—рынок", "рынок", ["Рынок", "рынок"]),
    ("Закон 178-ОЗ о рынке", "178-оз", ["178", "ОЗ"]),
    ("Рынок и market", "рынок market", ["Рынок", "market"]),
    ("Рынок, станок, рынок", '"рынок станок"', ["Рынок", "станок", "рынок"]),
    ("Рынок льда", "рынок -станок", ["Рынок"]),
]


@pytest.mark.parametrize(("title", "asked", "words"), CASES)
@pytest.mark.parametrize("place", ["title", "text", "passage"])
def test_words_are_marked(empty_engine, title, asked, words, place):
    text = {"title": (title, "", ""), "text": ("Ничего", "", title), "passage": ("Ничего", "", "")}
    parts = (_passage(title),) if place == "passage" else ()
    empty_engine.rebuild([entry("one", "news", text[place], parts_ru=parts)])
    (hit,) = empty_engine.search(plan(Query(text=asked), parse(asked))).hits
    if place == "title":
        marked = hit.title
    else:
        marked = hit.passages[0].fragment if place == "passage" else hit.fragments[0]
    assert [marked.text[start:end] for start, end in marked.ranges] == words


def _passage(text):
    return Passage("p1", "пункт 1", "/ru/one/#p1", text)
