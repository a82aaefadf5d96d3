"""Bodies go through the translation tool: words are offered, places and numbers are kept."""

from decimal import Decimal

import pytest
from wagtail.models import Locale
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def original(section):
    from cms.blocks.story import StoryBlock
    from home.models import StandardPage

    figures = StoryBlock().child_blocks["table"].child_blocks["table"]
    table = figures.to_python(
        {
            "caption": "Участники",
            "columns": [
                {"type": "text", "heading": "Вид"},
                {"type": "number", "heading": "Число"},
            ],
            "rows": [{"values": ["Вузы", Decimal(5)]}, {"values": ["2012", None]}],
        }
    )
    page = StandardPage(
        title="О портале",
        slug="guide",
        body=[
            ("heading", {"text": "Цели", "level": "h2", "anchor": "goals"}),
            ("table", {"table": table, "row_headers": True, "note": ""}),
            ("map_place", {"name": "Казань", "place": "SRID=4326;POINT(49.1064 55.7961)"}),
        ],
    )
    section("about").add_child(instance=page)
    return page


def test_words_of_a_body_are_translated_and_the_rest_is_kept(original, section):
    section("about", "en")
    source, _created = TranslationSource.get_or_create_from_instance(original)
    offered = set(
        StringSegment.objects.filter(source=source).values_list("string__data", flat=True)
    )
    assert {"Цели", "Участники", "Вид", "Число", "Вузы", "Казань"} <= offered
    assert offered.isdisjoint({"goals", "2012"})

    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    words = {"Цели": "Goals", "Участники": "Members", "Вид": "Kind", "Вузы": "Universities"}
    for segment in StringSegment.objects.filter(source=source, string__data__in=words):
        StringTranslation.objects.create(
            translation_of=String.objects.get(pk=segment.string_id),
            locale=english,
            context=TranslationContext.objects.get(pk=segment.context_id),
            data=words[segment.string.data],
        )
    translation.save_target()
    heading, table, place = (child.value for child in original.get_translation(english).body)
    assert (heading["text"], heading.identifier) == ("Goals", "goals")
    assert table["table"].caption == "Members"
    assert [column["heading"] for column in table["table"].columns] == ["Kind", "Число"]
    assert table["table"].row_data == [
        {"values": ["Universities", Decimal(5)]},
        {"values": ["2012", None]},
    ]
    assert place["place"] == "SRID=4326;POINT(49.1064 55.7961)"


def _leaves(block):
    children = list(getattr(block, "child_blocks", {}).values())
    if hasattr(block, "child_block"):
        children.append(block.child_block)
    for child in children:
        yield from _leaves(child)
    if not children:
        yield block


def test_optional_texts_are_empty_and_never_none():
    """The translation tool fails on None, which is what Wagtail gives for a key left out."""
    from wagtail import blocks

    from cms.blocks.story import StoryBlock

    texts = (blocks.CharBlock, blocks.TextBlock, blocks.URLBlock, blocks.EmailBlock)
    optional = [
        block for block in _leaves(StoryBlock()) if isinstance(block, texts) and not block.required
    ]
    in_tables = {"text"}  # columns, whose cells are always there
    assert len(optional) > 20
    assert {block.name for block in optional if block.get_default() is None} <= in_tables
