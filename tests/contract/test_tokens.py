"""Two hundred texts are cut into the same words by us and by every engine."""

from itertools import product

import pytest

from search.text import clean, tokens
from tests.contract.engines import ENGINES

_WORDS = ["кластер", "Ёлка", "1662", "node", "IX", "м2", "й", "слово1", "ПРОЕКТ", "ß", "i18n"]
_SIGNS = ("\n", "\u00a0", ", ", *" -./_—«'’+&(😀№")
TEXTS = [
    *(f"{first}{sign}{first[::-1]}" for first, sign in product(_WORDS, _SIGNS)),
    "",
    " \t\n",
    "Распоряжение № 1662-р от 17.11.2008",
    "node.js и hse.ru, 3.14",
    "snake_case CamelCase",
    "1 000 000,5 ₽",
    "ко\u0301рпус и сто\u0301ит",
    "тех\u00adноло\u00adгия",
    "нуле\u200bвой про\u200bбел",
    "и\u0306 и е\u0308 из частей",
    "Ω, 漢字 και ελληνικά",
    "e-mail: a.b@c.example",
    "https://example.ru/ru/legal/?q=1#art-16.1",
]  # fmt: skip
# What the index writes in plain letters; queries pass the same filter.
_PLAIN = {"ß": "ss"}
# The tokenizer of Elasticsearch takes each Chinese sign for a word; they are looked up in a row.
_APART = {"elastic": {"漢字": ["漢", "字"]}}


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("text", TEXTS)
def test_words_are_the_same(name, text):
    cleaned = clean(text)
    apart = _APART.get(name, {})
    words = [_PLAIN.get(word, word) for word in tokens(cleaned)]
    expected = [part for word in words for part in apart.get(word, [word])]
    assert ENGINES[name].cut(cleaned) == expected


def test_there_are_two_hundred_texts():
    assert len(set(TEXTS)) >= 200
