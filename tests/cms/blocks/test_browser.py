"""A page with every block in a real browser: accessible, narrow enough, silent towards others."""

from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import OrganisationFactory, PortalDocumentFactory, PortalImageFactory

pytestmark = pytest.mark.django_db(transaction=True)

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
RUTUBE = "https://rutube.ru/video/0123456789abcdef0123456789abcdef/"


def _figures(block, columns, rows):
    return block.to_python(
        {
            "caption": "Участники",
            "columns": [
                {"type": "text", "heading": "Вид"},
                *({"type": "number", "heading": name} for name in columns),
            ],
            "rows": [{"values": row} for row in rows],
        }
    )


@pytest.fixture
def address(section):
    """The address of a published page that has every block but those of the catalogue."""
    from cms.blocks.story import StoryBlock
    from home.models import StandardPage

    blocks = StoryBlock().child_blocks
    table = blocks["table"].child_blocks["table"]
    figures = blocks["chart"].child_blocks["table"]
    years = [
        ["2010", Decimal(12), Decimal("3.5")],
        ["2011", Decimal(20), None],
        ["2012", Decimal("31.5"), Decimal(8)],
        ["2013", Decimal(41), Decimal(15)],
    ]
    chart = {
        "title": "Экспорт вырос втрое за три года",
        "unit": "млрд ₽",
        "source": "Условные данные",
        "year": "2010–2013",
        "table": _figures(figures, ("Экспорт", "Закупки"), years),
    }
    body = [
        ("heading", {"text": "Кто может участвовать", "level": "h2"}),
        (
            "text",
            "<p>Абзац со <a href='https://example.org/'>ссылкой</a>.</p><ul><li>раз</li></ul>",
        ),
        ("heading", {"text": "Подробнее", "level": "h3"}),
        ("quote", {"text": "Кластер — это соседи.", "author": "Портер", "source": "О конкуренции"}),
        ("callout", {"kind": "info", "title": "", "text": "<p>Примечание.</p>"}),
        ("callout", {"kind": "warn", "title": "Срок", "text": "<p>До конца месяца.</p>"}),
        (
            "steps",
            {
                "title": "Как подать",
                "steps": [
                    {"title": "Подготовить", "text": "<p>Программу.</p>"},
                    {"title": "Отправить"},
                ],
            },
        ),
        (
            "accordion",
            {
                "items": [
                    {"title": "Кто решает?", "text": "<p>Комиссия.</p>"},
                    {"title": "Когда?", "text": "<p>Летом.</p>"},
                ]
            },
        ),
        (
            "figure",
            {
                "image": PortalImageFactory(source="Архив", licence="CC BY 4.0"),
                "caption": "Сборочный цех",
            },
        ),
        ("document", {"document": PortalDocumentFactory(title="Порядок отбора"), "title": ""}),
        ("embed", {"title": "Запись конференции", "url": RUTUBE, "transcript": "<p>Слова.</p>"}),
        (
            "table",
            {
                "table": _figures(table, ("Число",), [["Компании", Decimal(42)], ["Вузы", None]]),
                "row_headers": True,
                "note": "Условные данные",
            },
        ),
        ("chart", chart | {"kind": "bar"}),
        ("chart", chart | {"kind": "line"}),
        (
            "map_place",
            {"name": "Казань", "place": "SRID=4326;POINT(49.1064 55.7961)", "address": "Татарстан"},
        ),
        (
            "map_place",
            {"name": "Обнинск", "place": "SRID=4326;POINT(36.6101 55.0968)", "address": ""},
        ),
        (
            "contacts",
            {
                "title": "Куда обратиться",
                "organisation": OrganisationFactory(name_ru="Центр", phone="+7 495 000-00-00"),
                "email": "centre@region.example",
            },
        ),
    ]
    page = StandardPage(title="Все блоки", slug="all-blocks", body=body)
    section("about").add_child(instance=page)
    return page.url


@pytest.fixture
def reader(page, live_server):
    """A reader's browser in which other hosts never answer; knows whom it asked."""
    page.route(
        lambda url: not url.startswith((live_server.url, "data:")), lambda route: route.abort()
    )
    page.outside = lambda: [
        url for url in page.requested if not url.startswith((live_server.url, "data:", "about:"))
    ]
    return page


@pytest.mark.parametrize("scheme", ["", "white-on-black"])
@pytest.mark.parametrize("width", [1280, 320])
def test_blocks_are_accessible_and_fit(scheme, width, reader, address, tmp_path):
    reader.set_viewport_size({"width": width, "height": 900})
    reader.goto(address)
    if scheme:
        reader.evaluate(f"document.documentElement.dataset.scheme = '{scheme}'")
    for fold in reader.locator("main details").all():
        fold.evaluate("details => details.open = true")
    report = Axe().run(reader, options=WCAG).response
    found = [(one["id"], one["nodes"][0]["html"][:120]) for one in report["violations"]]
    assert found == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= width
    assert reader.outside() == []
    reader.screenshot(path=tmp_path / "blocks.png", full_page=True)


def test_video_is_asked_for_only_after_consent(reader, address):
    reader.goto(address)
    button = reader.locator("[data-embed-load]")
    expect(button).to_be_visible()
    assert reader.outside() == []
    button.click()
    frame = reader.locator("iframe.embed-frame")
    expect(frame).to_have_attribute(
        "src", "https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef"
    )
    expect(frame).to_have_attribute("title", "Запись конференции")
    assert "allow-top-navigation" not in frame.get_attribute("sandbox")
    assert [url.split("/")[2] for url in reader.outside()] == ["rutube.ru"]


def test_policy_lets_no_other_player_in(reader, address):
    reader.goto(address)
    refused = reader.evaluate(
        """() => new Promise((done) => {
          const told = (event) => done(event.violatedDirective);
          document.addEventListener("securitypolicyviolation", told);
          const frame = document.createElement("iframe");
          frame.src = "https://evil.example/";
          document.body.append(frame);
        })"""
    )
    assert refused == "frame-src"
