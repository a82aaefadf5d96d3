"""Anchors, labels and the reading of a text."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from library.blocks import ActTextBlock
from library.legal.provisions import anchor_label, parse_anchor, provisions_of


def stream(*provisions):
    """A text as the editing form hands it over."""
    return ActTextBlock().to_python(
        [{"type": kind, "value": {"number": number, **extra}} for kind, number, extra in provisions]
    )


def part(kind, number, **extra):
    return {"type": kind, "value": {"number": number, **extra}}


def anchors(text):
    return [provision.anchor for provision in provisions_of(text)]


def test_anchors_are_made_from_kind_and_number():
    text = stream(
        ("chapter", "1", {"heading": "Общие положения"}),
        ("article", "16.1", {"parts": [part("part", "2"), part("point", "3"), part("part", "4")]}),
        ("article", "17", {}),
    )
    assert anchors(text) == [
        "chapter-1",
        "article-16.1",
        "article-16.1_part-2",
        "article-16.1_part-2_point-3",
        "article-16.1_part-4",
        "article-17",
    ]


def test_same_number_below_an_annex_is_told_apart():
    text = stream(("point", "1", {}), ("annex", "1", {}), ("point", "1", {}))
    assert anchors(text) == ["point-1", "annex-1", "annex-1_point-1"]


def test_cleaning_stores_anchors_and_a_later_number_does_not_move_them():
    block = ActTextBlock()
    cleaned = block.clean(stream(("article", "5", {}), ("article", "6", {})))
    raw = block.get_prep_value(cleaned)
    assert [row["value"]["anchor"] for row in raw] == ["article-5", "article-6"]

    raw[0]["value"]["number"] = "5.1"
    raw.insert(0, {"type": "article", "value": {"number": "4"}})
    again = block.clean(block.to_python(raw))
    assert [child.value["anchor"] for child in again] == ["article-4", "article-5", "article-6"]


def test_number_given_twice_is_refused_at_the_number():
    with pytest.raises(ValidationError) as refusal:
        ActTextBlock().clean(stream(("article", "5", {}), ("article", "5", {})))
    assert list(refusal.value.block_errors) == [1]
    assert list(refusal.value.block_errors[1].block_errors) == ["number"]


def test_anchor_given_twice_is_refused_at_the_anchor():
    taken = {"anchor": "article-5"}
    with pytest.raises(ValidationError) as refusal:
        ActTextBlock().clean(stream(("article", "5", taken), ("article", "7", taken)))
    assert list(refusal.value.block_errors[1].block_errors) == ["anchor"]


def test_new_provision_does_not_take_a_stored_anchor():
    text = stream(("annex", "1", {}), ("point", "1", {}), ("point", "2", {"anchor": "point-1"}))
    assert anchors(text) == ["annex-1", "annex-1_point-1", "point-1"]


@pytest.mark.parametrize("anchor", ["<script>", "статья-5", "article 5", "article-5__part"])
def test_unfit_anchor_is_refused(anchor):
    with pytest.raises(ValidationError):
        ActTextBlock().clean(stream(("article", "5", {"anchor": anchor})))


def test_depth_follows_sections_and_chapters():
    text = stream(
        ("section", "I", {}), ("chapter", "1", {}), ("article", "1", {}), ("annex", "", {})
    )
    assert [provision.depth for provision in provisions_of(text)] == [1, 2, 3, 1]


def test_labels_in_both_languages():
    text = stream(("point", "2а", {"parts": [part("subpoint", "б")]}))
    with translation.override("ru"):
        assert [p.path_label for p in provisions_of(text)] == ["Пункт 2а", "Пункт 2а, подпункт б"]
    with translation.override("en"):
        assert [p.label for p in provisions_of(text)] == ["Paragraph 2a", "Subparagraph b"]
        assert anchor_label("article-5_part-2") == "Article 5, part 2"


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        ("ст. 5, ч. 2", "article-5_part-2"),
        ("п. 3 ст. 5", "article-5_point-3"),
        ("часть 1 статьи 5", "article-5_part-1"),
        ("Подпункт 2а", "subpoint-2a"),
        ("Приложение 1", "annex-1"),
        ("Article 16.1", "article-16.1"),
        ("п. 2(1)", "point-2-1"),
        ("article-16.1_part-2", "article-16.1_part-2"),
        ("", ""),
    ],
)
def test_parse_anchor(typed, anchor):
    assert parse_anchor(typed) == anchor


@pytest.mark.parametrize("typed", ["5", "xxx 5", "№ 5", "<b>"])
def test_parse_anchor_refuses_what_names_no_provision(typed):
    with pytest.raises(ValueError, match=re.escape(typed)):
        parse_anchor(typed)
