"""Texts cut into words, and the forms of words."""

import pytest

from search.engines.analysis import stems
from search.text import clean, clean_query, fold, number_keys, tokens
from search.wordforms import forms
from tests.search.russian_forms import PAIRS


def test_fold_keeps_characters_and_bytes():
    text = "Ёлка, ёж и йод 😀"
    assert fold(text) == "Елка, еж и йод 😀"
    assert len(fold(text)) == len(text)
    assert len(fold(text).encode()) == len(text.encode())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Распоряжение № 1662-р", ["распоряжение", "1662", "р"]),
        ("node.js, snake_case", ["node", "js", "snake", "case"]),
        ("Ёлка «ЁЖ»", ["елка", "еж"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_tokens(text, words):
    assert tokens(text) == words


def test_clean_joins_words_cut_by_invisible_marks():
    assert clean("кла\u00adстер\u200b за\u0301мок \x00") == "кластер замок "


def test_clean_composes_letters_before_dropping_stress():
    assert clean("и\u0306од, е\u0308ж") == "йод, ёж"


def test_clean_replaces_what_cannot_be_written():
    assert clean("a\ud800b") == "a?b"


def test_query_gets_plain_letters_and_no_number_sign():
    assert clean_query("ｃｌｕｓｔｅｒ №１８８").split() == ["cluster", "188"]


@pytest.mark.parametrize(
    ("number", "keys"),
    [
        ("1662-р", ("1662-р", "1662р", "1662", "1662-r", "1662r")),
        ("178-ОЗ", ("178-оз", "178оз", "178", "178-oz", "178oz")),
        ("№ 188", ("188",)),
        ("", ()),
    ],
)
def test_number_keys(number, keys):
    assert number_keys(number) == keys


def test_word_forms_meet_for_forty_pairs():
    """Each pair meets in a stem; stems of the words alone meet in 14 pairs only."""
    missed = [
        (asked, written)
        for asked, written in PAIRS
        if not {*stems(forms(*tokens(asked)))} & {*stems(tuple(tokens(written)))}
    ]
    assert len(PAIRS) == 40
    assert missed == []


@pytest.mark.parametrize("word", ["clusters", "1662", "абракадабрина", "сколково2"])
def test_unknown_words_stay_as_they_are(word):
    assert forms(word) == (word,)
