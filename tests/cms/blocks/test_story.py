"""Every block of a body: shown in both languages, escaped, named and previewed for editors."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.blocks import StructValue

from cms.blocks.story import StoryBlock
from tests.factories import (
    OrganisationFactory,
    PortalDocumentFactory,
    PortalImageFactory,
    RegionFactory,
    TopicFactory,
)

BAD = '<script>alert("&")</script>'
STORY = StoryBlock()
RUTUBE = "https://rutube.ru/video/0123456789abcdef0123456789abcdef/"


def render(name, value, language="ru"):
    """The HTML of one block as a page shows it."""
    block = STORY.child_blocks[name]
    bound = block.bind(value if isinstance(value, StructValue) else block.to_python(value))
    with translation.override(language):
        template = Template("{% load wagtailcore_tags %}{% include_block bound %}")
        html = template.render(Context({"bound": bound, "request": RequestFactory().get("/")}))
    return BeautifulSoup(html, "html.parser")


def text_of(soup):
    return " ".join(soup.get_text(" ").split())


def chart(kind="bar", rows=(("2011", "20"), ("2012", None), ("2013", "41.5")), headings=("A",)):
    return {
        "title": f"Экспорт удвоился {BAD}",
        "kind": kind,
        "unit": "млрд ₽",
        "table": {
            "caption": "",
            "columns": [
                {"type": "text", "heading": "Год"},
                *({"type": "number", "heading": heading} for heading in headings),
            ],
            "rows": [
                {"values": [row[0], *(Decimal(cell) if cell else None for cell in row[1:])]}
                for row in rows
            ],
        },
        "source": "Росстат",
        "year": "2013",
    }


@pytest.fixture
def no_catalogue(monkeypatch):
    """Listing blocks without the catalogue of the layer above."""
    from cms import listing_provider

    monkeypatch.setattr(listing_provider, "_provider", None)


PLAIN = {
    "heading": {"text": BAD, "level": "h2"},
    "text": "<p>Текст</p>",
    "quote": {"text": BAD, "author": BAD, "source": BAD, "url": "https://example.org/?a=1&b=2"},
    "callout": {"kind": "warn", "title": BAD, "text": "<p>Срок</p>"},
    "steps": {"title": BAD, "steps": [{"title": BAD, "text": "<p>Подробно</p>"}]},
    "accordion": {"items": [{"title": BAD, "text": "<p>Ответ</p>"}]},
    "embed": {"title": BAD, "url": RUTUBE, "transcript": "<p>Слова</p>"},
    "table": {
        "table": {
            "caption": BAD,
            "columns": [
                {"type": "text", "heading": BAD},
                {"type": "number", "heading": "Число"},
            ],
            "rows": [{"values": [BAD, Decimal("1234.5")]}],
        },
        "row_headers": True,
        "note": BAD,
    },
    "chart": chart(headings=(BAD,)),
    "map_place": {"name": BAD, "place": "SRID=4326;POINT(49.1064 55.7961)", "address": BAD},
    "contacts": {"title": BAD, "unit": BAD, "phone": "+7 (495) 000-00-00", "hours": BAD},
    "listing": {"title": BAD, "kind": "news", "query": BAD, "limit": 3},
}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", PLAIN)
def test_block_escapes_what_editors_typed(name, language, no_catalogue):
    soup = render(name, PLAIN[name], language)
    assert [script.get("src") for script in soup.find_all("script")] == (
        ["/static/js/embed.js"] if name == "embed" else []
    )
    assert not soup.find_all(style=True)
    if name != "text":
        assert BAD in text_of(soup)


@pytest.mark.parametrize("name", STORY.child_blocks)
def test_block_is_presented_to_editors(name):
    block = STORY.child_blocks[name]
    assert block.meta.template.startswith("blocks/")
    assert block.meta.icon != "placeholder"
    assert block.is_previewable
    with translation.override("en"):
        english = (str(block.label), str(block.get_description()), str(block.meta.group))
    assert all(english)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", STORY.child_blocks)
def test_preview_is_a_page(name, language, rf):
    block = STORY.child_blocks[name]
    with translation.override(language):
        value = block.get_preview_value()
        context = {"request": rf.get("/"), "block_def": block, "bound_block": block.bind(value)}
        context = block.get_preview_context(value, context)
        template = block.get_preview_template(value, context)
        from django.template.loader import render_to_string

        html = render_to_string(template, context)
    assert "css/blocks.css" in html
    assert f"w-block-{name}" in html


@pytest.mark.parametrize(
    ("level", "expected"), [("h2", "h2"), ("h3", "h3"), ("h1", "h2")], ids=["h2", "h3", "unknown"]
)
def test_heading_level_and_anchor(level, expected):
    soup = render("heading", {"text": "Кто может участвовать?", "level": level})
    heading = soup.find(["h1", "h2", "h3"])
    assert (heading.name, heading["id"]) == (expected, "кто-может-участвовать")


def test_heading_from_plain_text_of_older_pages():
    story = STORY.to_python([{"type": "heading", "value": "Цели"}])
    assert story[0].value["level"] == "h2"
    assert story[0].value.identifier == "цели"


def test_story_gives_equal_headings_different_anchors():
    story = STORY.clean(
        STORY.to_python(
            [{"type": "heading", "value": {"text": "Цели", "level": "h2"}} for _ in range(3)]
        )
    )
    assert [child.value["anchor"] for child in story] == ["цели", "цели-2", "цели-3"]


def test_text_allows_no_headings_or_images():
    assert set(STORY.child_blocks["text"].features).isdisjoint({"h2", "h3", "image", "embed"})


def test_quote_names_its_source():
    soup = render("quote", {"text": "Раз\nдва", "author": "Портер", "source": "On Competition"})
    assert text_of(soup.blockquote) == "Раз два"
    assert soup.blockquote.find("br")
    assert text_of(soup.figcaption) == "Портер, On Competition"


@pytest.mark.parametrize(("language", "word"), [("ru", "Внимание"), ("en", "Warning")])
def test_callout_without_title_says_its_kind_in_words(language, word):
    if language == "ru":
        word = translation.gettext("Warning")
    soup = render("callout", {"kind": "warn", "text": "<p>x</p>"}, language)
    assert text_of(soup.b) == word
    assert "callout-warn" in soup.div["class"]


def test_steps_are_an_ordered_list():
    soup = render("steps", {"steps": [{"title": "Раз"}, {"title": "Два"}]})
    assert [text_of(item.b) for item in soup.ol.find_all("li")] == ["Раз", "Два"]


def test_accordion_opens_without_scripts():
    soup = render("accordion", PLAIN["accordion"])
    assert text_of(soup.details.div) == "Ответ"


class TestFigure:
    @pytest.mark.django_db
    @pytest.mark.parametrize(("language", "alt"), [("ru", "Цех"), ("en", "Workshop")])
    def test_shows_alt_caption_source_and_licence(self, language, alt):
        image = PortalImageFactory(
            alt_ru="Цех", alt_en="Workshop", source="Архив", licence="CC BY 4.0"
        )
        soup = render("figure", {"image": image.pk, "caption": BAD}, language)
        assert soup.img["alt"] == alt
        assert BAD in text_of(soup.figcaption)
        assert "Архив" in text_of(soup.figcaption)
        assert "CC BY 4.0" in text_of(soup.figcaption)
        assert not soup.find("script")

    @pytest.mark.django_db
    def test_own_source_wins(self):
        image = PortalImageFactory(source="Архив")
        soup = render("figure", {"image": image.pk, "source": "Музей"})
        assert "Музей" in text_of(soup.figcaption)
        assert "Архив" not in text_of(soup.figcaption)

    @pytest.mark.django_db
    def test_undescribed_image_is_refused(self):
        image = PortalImageFactory(alt_ru="", alt_en="", is_decorative=False)
        block = STORY.child_blocks["figure"]
        with pytest.raises(ValidationError) as caught:
            block.clean(block.to_python({"image": image.pk}))
        assert set(caught.value.block_errors) == {"image"}

    @pytest.mark.django_db
    def test_decorative_image_passes_with_empty_alt(self):
        image = PortalImageFactory(alt_ru="", alt_en="", is_decorative=True)
        block = STORY.child_blocks["figure"]
        value = block.clean(block.to_python({"image": image.pk}))
        assert render("figure", value).img["alt"] == ""

    @pytest.mark.django_db
    def test_lost_image_leaves_nothing(self):
        assert text_of(render("figure", {"image": 10**6, "caption": "Подпись"})) == ""

    @pytest.mark.django_db
    @pytest.mark.parametrize("count", [1, 10])
    def test_pictures_cost_two_queries_however_many(self, count, django_assert_num_queries):
        images = PortalImageFactory.create_batch(count)
        for image in images:
            image.get_rendition("width-1200")
        raw = [{"type": "figure", "value": {"image": image.pk}} for image in images]
        with django_assert_num_queries(2):
            story = STORY.to_python(raw)
            html = "".join(str(render("figure", child.value)) for child in story)
        assert html.count("<img") == count


class TestDocument:
    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("language", "words"), [("en", ("TXT", "6 bytes", "English")), ("ru", ("TXT", "6 байт"))]
    )
    def test_names_type_size_and_language(self, language, words):
        file = ContentFile(b"ground", name="ground.txt")
        document = PortalDocumentFactory(title=BAD, language="en", file=file)
        soup = render("document", {"document": document.pk}, language)
        assert soup.a["href"] == document.url
        assert BAD in text_of(soup.a)
        for word in words:
            assert word in text_of(soup)

    @pytest.mark.django_db
    def test_lost_document_leaves_nothing(self):
        assert text_of(render("document", {"document": 10**6})) == ""


class TestEmbed:
    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_nothing_is_loaded_before_consent(self, language):
        soup = render("embed", PLAIN["embed"], language)
        assert soup.find(["iframe", "img", "link", "object", "embed"]) is None
        assert soup.figure["data-embed"] == (
            "https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef"
        )
        assert soup.find("a", href=RUTUBE)

    @pytest.mark.parametrize(
        ("url", "frame"),
        [
            ("https://vk.com/video-12_34", "https://vkvideo.ru/video_ext.php?oid=-12&id=34"),
            ("https://youtu.be/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
            (
                "https://www.youtube.com/watch?v=abcdefghijk&t=3",
                "https://www.youtube-nocookie.com/embed/abcdefghijk",
            ),
        ],
    )
    def test_known_sites(self, url, frame):
        assert render("embed", {"title": "x", "url": url}).figure["data-embed"] == frame

    @pytest.mark.parametrize(
        "url",
        [
            "https://evil.example/video/1",
            "http://rutube.ru/video/0123456789abcdef0123456789abcdef/",
            "https://rutube.ru.evil.example/video/0123456789abcdef0123456789abcdef/",
            "https://youtu.be/abcdefghijk/../../x",
        ],
    )
    def test_other_addresses_are_refused(self, url):
        block = STORY.child_blocks["embed"]
        with pytest.raises(ValidationError) as caught:
            block.clean(block.to_python({"title": "x", "url": url, "transcript": ""}))
        assert set(caught.value.block_errors) == {"url"}


class TestTable:
    def test_caption_and_header_scopes(self):
        soup = render("table", PLAIN["table"])
        assert text_of(soup.caption) == BAD
        assert [th["scope"] for th in soup.find_all("th")] == ["col", "col", "row"]
        assert soup.find("div", class_="tablebox")["tabindex"] == "0"

    def test_first_column_may_be_plain(self):
        soup = render("table", PLAIN["table"] | {"row_headers": False})
        assert [th["scope"] for th in soup.find_all("th")] == ["col", "col"]

    def test_empty_cell_is_a_dash(self):
        table = PLAIN["table"]["table"] | {"rows": [{"values": ["Строка", None]}]}
        soup = render("table", {"table": table, "row_headers": True})
        assert text_of(soup.tbody.td) == "—"

    @pytest.mark.parametrize(
        "change", [{"caption": " "}, {"rows": []}, {"columns": [], "rows": []}]
    )
    def test_incomplete_table_is_refused(self, change):
        block = STORY.child_blocks["table"]
        value = block.to_python(
            {"table": PLAIN["table"]["table"] | change, "row_headers": True, "note": ""}
        )
        with pytest.raises(ValidationError) as caught:
            block.clean(value)
        assert set(caught.value.block_errors) == {"table"}


class TestChart:
    @pytest.mark.parametrize("language", ["ru", "en"])
    @pytest.mark.parametrize("kind", ["bar", "line"])
    def test_picture_has_a_name_and_its_table(self, kind, language):
        soup = render("chart", chart(kind), language)
        assert soup.svg["role"] == "img"
        assert soup.svg["aria-label"] == f"Экспорт удвоился {BAD}"
        rows = [
            [text_of(cell) for cell in row.find_all(["th", "td"])]
            for row in soup.tbody.find_all("tr")
        ]
        comma = "," if language == "ru" else "."
        with translation.override(language):
            nothing = translation.gettext("no data")
        assert rows == [["2011", "20"], ["2012", nothing], ["2013", f"41{comma}5"]]
        assert f"41{comma}5" in text_of(soup.svg) or kind == "line"

    def test_colours_stand_only_in_the_style_sheet(self):
        html = str(render("chart", chart("bar", (("a", "1", "2"),), ("x", "y"))))
        assert "fill=" not in html
        assert "stroke=" not in html
        assert "style=" not in html

    @pytest.mark.parametrize(
        ("headings", "rows"),
        [
            (("a", "b", "c", "d", "e", "f"), (("2011", *"123456"),)),
            (("a",), ()),
            (("a",), (("2011", None),)),
            ((), (("2011",),)),
        ],
        ids=["six series", "no rows", "no numbers", "no series"],
    )
    def test_undrawable_table_is_refused(self, headings, rows):
        block = STORY.child_blocks["chart"]
        with pytest.raises(ValidationError) as caught:
            block.clean(block.to_python(chart("bar", rows, headings)))
        assert set(caught.value.block_errors) == {"table"}


class TestMapPlace:
    def test_pin_stands_where_the_projection_puts_it(self):
        soup = render("map_place", PLAIN["map_place"])
        assert soup.svg["viewbox"] == "0 0 1200 673"
        assert (soup.circle["cx"], soup.circle["cy"]) == ("228.0", "358.3")
        assert soup.use["href"].endswith("geo/land.svg#main")

    def test_moscow_is_shown_on_the_inset(self):
        soup = render("map_place", {"name": "Москва", "place": "SRID=4326;POINT(37.6173 55.7558)"})
        assert soup.use["href"].endswith("geo/land.svg#inset")
        assert (soup.circle["cx"], soup.circle["cy"]) == ("324.2", "295.4")

    def test_place_abroad_has_words_only(self):
        soup = render("map_place", {"name": "Ганновер", "place": "SRID=4326;POINT(9.73 52.37)"})
        assert soup.svg is None
        assert "52.37, 9.73" in text_of(soup)

    @pytest.mark.parametrize("stored", ["", None, "garbage", {}, {"lat": "x", "lng": "y"}, 5])
    def test_bad_stored_point_is_no_point(self, stored):
        block = STORY.child_blocks["map_place"]
        value = block.to_python({"name": "Обнинск", "place": stored, "address": ""})
        assert value["place"] is None
        assert "Обнинск" in text_of(render("map_place", value))

    def test_point_of_the_stock_block_is_read(self):
        block = STORY.child_blocks["map_place"].child_blocks["place"]
        point = block.to_python({"lat": "55.0968", "lng": "36.6101", "srid": 4326})
        assert point == "SRID=4326;POINT(36.6101 55.0968)"

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("55.0968, 36.6101", "SRID=4326;POINT(36.6101 55.0968)"),
            ("55,0968; 36,6101", "SRID=4326;POINT(36.6101 55.0968)"),
            ("55.0968 36.6101", "SRID=4326;POINT(36.6101 55.0968)"),
            ("-33.9,18.4", "SRID=4326;POINT(18.4 -33.9)"),
        ],
    )
    def test_typed_point_is_kept(self, typed, kept):
        block = STORY.child_blocks["map_place"].child_blocks["place"]
        assert block.clean(block.value_from_datadict({"p": typed}, {}, "p")) == kept

    @pytest.mark.parametrize("typed", ["garbage", "", "99, 36.6", "55, 200", "55,36", "nan, inf"])
    def test_bad_typed_point_is_refused(self, typed):
        block = STORY.child_blocks["map_place"].child_blocks["place"]
        with pytest.raises(ValidationError):
            block.clean(block.value_from_datadict({"p": typed}, {}, "p"))


class TestActReference:
    @pytest.fixture
    def act(self, db):
        from tests.factories.legal import make_act

        return make_act(title=f"Закон {BAD}")

    @pytest.mark.django_db
    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_links_to_the_provision(self, act, language):
        value = {"act": act.pk, "anchor": "art-16.1", "provision": BAD, "note": BAD}
        soup = render("act_reference", value, language)
        assert soup.a["href"].endswith("#art-16.1")
        assert text_of(soup.a) == f"Закон {BAD}, {BAD}"
        assert not soup.find("script")

    @pytest.mark.django_db
    def test_withdrawn_act_leaves_nothing(self, act):
        act.unpublish()
        assert text_of(render("act_reference", {"act": act.pk, "note": "Тайна"})) == ""


class TestContacts:
    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("language", "name", "address"), [("ru", "Центр", "Адрес"), ("en", "Centre", "Address")]
    )
    def test_register_fills_the_empty_lines(self, language, name, address):
        organisation = OrganisationFactory(
            name_ru="Центр",
            name_en="Centre",
            address_ru="Адрес",
            address_en="Address",
            phone="+7 495 000-00-00",
            email="centre@region.example",
        )
        soup = render(
            "contacts", {"organisation": organisation.pk, "email": "own@region.example"}, language
        )
        assert name in text_of(soup)
        assert [text_of(dd) for dd in soup.find_all("dd")] == [
            address,
            "+7 495 000-00-00",
            "own@region.example",
        ]
        assert soup.find("a", href="tel:+74950000000")


class TestListing:
    @pytest.mark.django_db
    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_asks_the_catalogue_and_shows_its_lines(self, language, monkeypatch):
        from cms import listing_provider
        from cms.listing_provider import Listed, Listing, Preset, Provider

        asked = []

        def find(preset, lang):
            asked.append((preset, lang))
            return Listing((Listed(BAD, "/ru/news/1/", lang="ru"),), 9, "/ru/search/?kind=news")

        monkeypatch.setattr(
            listing_provider, "_provider", Provider(lambda: [("news", "News")], find)
        )
        topic, region = TopicFactory(slug="law"), RegionFactory(code="RU-KLU")
        soup = render(
            "listing",
            {
                "title": "Новости",
                "kind": "news",
                "topics": [topic.pk],
                "regions": [region.pk],
                "limit": 3,
            },
            language,
        )
        assert asked == [(Preset("news", "", ("law",), ("RU-KLU",), 3), language)]
        assert text_of(soup.find("p", class_="row-title")) == BAD
        assert soup.find("a", href="/ru/search/?kind=news")
        assert soup.li["lang"] == "ru"

    def test_without_a_catalogue_says_so(self, no_catalogue):
        soup = render("listing", PLAIN["listing"], "en")
        assert "Nothing here yet." in text_of(soup)


@pytest.mark.django_db
@pytest.mark.parametrize("name", STORY.child_blocks)
def test_preview_opens_in_the_editor(name, client_as):
    from django.urls import reverse

    from home.models import StandardPage

    block = StandardPage._meta.get_field("body").stream_block.child_blocks[name]
    client = client_as("editors-news")
    answer = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    assert f"w-block-{name}" in answer.content.decode()
