"""Every component renders in both languages from its explicit arguments alone."""

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from cms.charts import Series, bar_chart, line_chart
from cms.display import Display
from cms.geo import locate

FOLDER = Path(settings.BASE_DIR, "templates/components")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Balance(HTMLParser):
    """Names the first element that is closed out of turn or never."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong = ""

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """`<path />` opens nothing."""

    def handle_endtag(self, tag):
        if not self.wrong and (not self.open or self.open.pop() != tag):
            self.wrong = tag


def unbalanced(text: str) -> str:
    """The element that spoils the nesting; empty when it is right."""
    parser = Balance()
    parser.feed(text)
    parser.close()
    return parser.wrong or ", ".join(parser.open)


class Question(forms.Form):
    subject = forms.CharField(label="Subject & matter", help_text="One line")
    text = forms.CharField(widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("a", "A")])
    agrees = forms.BooleanField(label="I agree", required=False)


class Link(dict):
    """Reads as attributes and as keys, like both pages and records do."""

    __getattr__ = dict.get


LINKS = [Link(url="/ru/a/", title="A < B", label="A < B")]
REGION = {"code": "RU-KLU", "name": "Kaluga", "count": 1234, "url": "/ru/r/", "level": 2}
CASES = {
    "bars": (
        {"items": [{"url": "/b/", "label": "Topic", "count": 5, "percent": 40}]},
        'width="40"',
    ),
    "button": ({"label": "Apply", "url": "/b/", "css": "alt"}, '<a class="btn alt" href="/b/">'),
    "card": (
        {"url": "/c/", "title": "Map", "text": "Regions", "icon": "map", "meta": "83"},
        '<h3><a href="/c/">Map</a></h3>',
    ),
    "chart_svg": (
        {"chart": line_chart(["2012", "2013"], [Series("", (1, 2))]), "title": "Output"},
        'role="img" aria-label="Output"',
    ),
    "chart_legend": (
        {"chart": bar_chart(["2012"], [Series("Alpha", (1,)), Series("Beta", (2,))])},
        'class="series-2 bar"',
    ),
    "checkbox": ({"field": Question({})["agrees"]}, '<label class="govuk-label govuk-check'),
    "chips": ({"chips": LINKS, "clear_url": "/?"}, "A &lt; B"),
    "citation": ({"text": "GOST", "formats": LINKS}, '<p id="citation">GOST</p>'),
    "glyph": ({"glyph": "square", "tint": 2}, 'class="glyph series-2"'),
    "locator": ({"locator": locate("RU-KLU", (36.6, 55.1)), "name": "Kaluga"}, "#RU-KLU"),
    "cover": ({}, 'class="cover" aria-hidden="true"'),
    "crumbs": ({"items": LINKS, "current": "Here"}, '<li aria-current="page">Here</li>'),
    "demo_mark": ({}, '<span class="tag warn">'),
    "empty": ({"title": "Nothing", "text": "yet", "links": LINKS}, '<a href="/ru/a/">A &lt; B</a>'),
    "error_summary": ({"form": Question({})}, '<a href="#id_subject">'),
    "facts": ({"items": [{"value": 53, "label": "acts"}]}, '<dd class="num">53</dd>'),
    "field": ({"field": Question({})["subject"]}, 'aria-describedby="id_subject-hint'),
    "figure": ({"image": None, "caption": "Caption"}, "<span>Caption</span>"),
    "icon": ({"name": "books"}, 'aria-hidden="true"'),
    "languages": (
        {"languages": [Link(code="en", url="/en/", short="Eng", name="English", is_current=True)]},
        'lang="en"',
    ),
    "logo": ({}, "<svg"),
    "nav": ({"links": LINKS}, '<a href="/ru/a/">A &lt; B</a>'),
    "note": ({"text": "Mind", "kind": "warn"}, '<div class="note warn"><p>Mind</p></div>'),
    "pager": (
        {
            "pages": [Link(number=1, url="?", is_current=True), Link(number=None)],
            "next_url": "?p=2",
        },
        '<a href="?p=2" rel="next">',
    ),
    "rows": (
        {
            "items": [
                Link(
                    url="/r/",
                    title="Row",
                    date=date(2012, 8, 28),
                    tag={"kind": "ok", "label": "On"},
                )
            ]
        },
        '<time datetime="2012-08-28">',
    ),
    "search_box": ({"id": "q", "q": 'a "b"'}, 'value="a &quot;b&quot;"'),
    "tag": ({"kind": "off", "label": "Repealed"}, '<span class="tag off">Repealed</span>'),
    "title": ({"title": "Title", "lead": "Lead"}, "<h1>Title</h1>"),
    "ways_out": ({}, "/library/"),
}
# Drawn by their tags, which have tests of their own.
BY_TAG = {"display_button", "display_panel", "region_map"}


def test_every_component_has_a_case():
    assert {path.stem for path in FOLDER.glob("*.html")} == set(CASES) | BY_TAG


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", sorted(CASES))
def test_component_renders(name, language):
    arguments, expected = CASES[name]
    with translation.override(language):
        text = render_to_string(f"components/{name}.html", arguments)

    assert expected in text
    assert unbalanced(text) == ""


def test_unbalanced_html_is_noticed():
    assert unbalanced("<p><b></p>") == "p"
    assert unbalanced("<p>") == "p"
    assert unbalanced('<p>x<br><svg><path d=""/></svg></p>') == ""


def tag(text: str, request=None, **values) -> str:
    """Render a template of tags for a request with its display."""
    from django.template import engines

    template = engines["django"].from_string("{% load cms_tags %}" + text)
    return template.render(values, request)


def request_with(**choice: str):
    request = RequestFactory().get("/ru/somewhere/?q=1&p=2")
    request.display = Display(**choice)
    return request


@pytest.mark.parametrize("language", ["ru", "en"])
def test_panel_shows_what_is_pressed(language):
    with translation.override(language):
        text = tag("{% display_panel %}", request_with(scheme="beige", panel="open"))

    assert text.count('aria-pressed="true"') == 4
    assert 'value="beige" aria-pressed="true"' in text
    assert 'name="next" value="/ru/somewhere/?q=1&amp;p=2"' in text
    assert " hidden>" not in text
    assert unbalanced(text) == ""


def test_button_opens_a_closed_panel_and_closes_an_open_one():
    closed, opened = (
        tag("{% display_button %}", request_with(panel=p)) for p in ("closed", "open")
    )

    assert 'value="open"' in closed
    assert 'aria-expanded="false"' in closed
    assert 'value="closed"' in opened
    assert 'aria-expanded="true"' in opened


def test_region_map_draws_every_region_once_and_lists_the_lit_ones():
    text = tag("{% region_map regions %}", request_with(), regions=[REGION])

    assert text.count('<use class="land') == 83
    assert '<use class="land n2" href="/static/geo/russia.svg#RU-KLU"' in text
    assert '<li><a href="/ru/r/">Kaluga</a>' in text
    assert "<details>" in text


def test_region_map_without_images_is_the_list_alone():
    text = tag("{% region_map regions %}", request_with(images="off"), regions=[REGION])

    assert "<svg" not in text
    assert "<details open>" in text
    assert '<li><a href="/ru/r/">Kaluga</a>' in text


def test_region_map_leaves_out_a_region_it_has_no_outline_of():
    strange = {**REGION, "code": "RU-XX"}

    assert "RU-XX" not in tag("{% region_map regions %}", request_with(), regions=[strange])


@pytest.fixture
def image(db):
    from tests.factories import PortalImageFactory

    return PortalImageFactory(alt_ru="Завод & река", alt_en="Plant & river")


def test_picture_is_sent_with_its_size_and_words(image):
    text = tag('{% portal_image image "width-40" %}', request_with(), image=image)

    assert 'width="40"' in text
    assert 'alt="Завод &amp; река"' in text
    assert 'loading="lazy"' in text


def test_words_are_sent_instead_of_the_picture(image):
    with translation.override("en"):
        text = tag('{% portal_image image "width-40" %}', request_with(images="off"), image=image)

    assert text == '<span class="img-alt">Image: Plant &amp; river</span>'


def test_decorative_picture_leaves_nothing_behind(image):
    image.is_decorative = True

    assert tag('{% portal_image image "width-40" %}', request_with(images="off"), image=image) == ""


def test_lost_file_gives_a_placeholder(image):
    image.file.storage.delete(image.file.name)

    text = tag('{% portal_image image "width-41" %}', request_with(), image=image)

    assert text.startswith("<img ")


def test_field_is_tied_to_its_hint_and_error():
    text = render_to_string("components/field.html", {"field": Question({})["subject"]})

    assert 'for="id_subject"' in text
    assert 'aria-describedby="id_subject-hint id_subject-error"' in text
    assert 'id="id_subject-error"' in text
    assert 'class="govuk-input"' in text


@pytest.mark.parametrize(("name", "css"), [("text", "govuk-textarea"), ("kind", "govuk-select")])
def test_control_has_the_class_of_its_kind(name, css):
    text = render_to_string("components/field.html", {"field": Question()[name]})

    assert f'class="{css}"' in text
