"""The parts of the home page: counted figures, real lists, nothing where there is nothing."""

import pytest
from wagtail.models import Locale

from home.models import HomePage
from tests.factories import RegionFactory, TopicFactory
from tests.factories.front import add_event, add_news, add_standard_page

pytestmark = pytest.mark.django_db

ALL = ["legal", "library", "news", "event", "region"]


def arrange(*parts, language="ru"):
    home = HomePage.objects.get(locale=Locale.objects.get(language_code=language))
    home.sections = [{"type": name, "value": value} for name, value in parts]
    home.save()


def facts(client, address="/ru/"):
    """Figures as shown: {label: number}."""
    import re

    page = client.get(address).content.decode()
    rows = re.findall(
        r"<dt><a href=\"[^\"]+\">([^<]+)</a></dt>\s*<dd class=\"num\">(\d+)</dd>", page
    )
    return {label: int(number) for label, number in rows}


def test_figures_are_counted_and_zeros_left_out(client, indexed):
    regions = RegionFactory.create_batch(2)
    for number in range(3):
        add_news(f"n{number}", regions=regions)
    add_event("e")
    arrange(("facts", {"figures": ALL}))
    arrange(("facts", {"figures": ALL}), language="en")
    indexed()

    assert facts(client, "/en/") == {"news items": 3, "event": 1, "regions with entries": 2}
    assert sorted(facts(client).values()) == [1, 2, 3]


def test_hidden_things_are_not_counted(client, indexed, hidden):
    add_news("seen")
    arrange(("facts", {"figures": ["news", "event"]}))
    indexed()

    assert list(facts(client).values()) == [1]


def test_every_part_is_hidden_when_it_has_nothing(client, indexed):
    (page,) = add_standard_page(languages=("ru",), live=False)
    card = {"icon": "map", "title": "Карточка", "text": "", "page": page.pk, "count_of": ""}
    arrange(
        ("facts", {"figures": ALL}),
        ("ways_in", {"title": "С чего начать", "cards": [card]}),
        ("topic_bars", {"title": "Темы", "limit": 6, "note": "", "beside": "news"}),
        ("latest", {"lists": [{"title": "Новости дня", "kind": "news", "limit": 3}]}),
        ("call_to_action", {"title": "Призыв", "text": "", "button": "Идти", "page": page.pk}),
    )
    indexed()

    page = client.get("/ru/").content.decode()

    for text in ("С чего начать", "Темы", "Новости дня", "Призыв", 'class="facts"'):
        assert text not in page


def test_hero_lights_the_regions_that_have_entries(client, indexed):
    kaluga = RegionFactory(code="RU-KLU", name_ru="Калужская область")
    tomsk = RegionFactory(code="RU-TOM", name_ru="Томская область")
    for number in range(3):
        add_news(f"n{number}", regions=[kaluga])
    add_news("t", regions=[tomsk])
    arrange(("hero", {"title": "Портал", "lead": "", "tips": ["форсайт"], "show_map": True}))
    indexed()

    page = client.get("/ru/").content.decode()

    assert page.count("<h1") == 1
    assert '/ru/search/?region=RU-KLU"' in page
    assert '/ru/search/?region=RU-TOM"' in page
    assert "region=RU-MOW" not in page
    assert "/ru/search/?q=%D1%84%D0%BE%D1%80%D1%81%D0%B0%D0%B9%D1%82" in page


def test_topic_bars_are_measured_by_the_largest(client, indexed):
    large, small = TopicFactory(name_ru="Крупная"), TopicFactory(name_ru="Малая")
    for number in range(4):
        add_news(f"n{number}", topics=[large])
    add_event("e", topics=[small])
    arrange(("topic_bars", {"title": "Темы", "limit": 6, "note": "", "beside": ""}))
    indexed()

    page = client.get("/ru/").content.decode()

    assert page.index("Крупная") < page.index("Малая")
    assert '<rect class="fill" width="100"' in page
    assert '<rect class="fill" width="25"' in page


def test_latest_lists_are_limited_and_marked(client, indexed):
    from datetime import date

    for year in (2010, 2012, 2011):
        add_news(f"n{year}", languages=("ru",), published_on=date(year, 1, 1))
    arrange(("latest", {"lists": [{"title": "Latest", "kind": "news", "limit": 2}]}), language="en")
    indexed()

    page = client.get("/en/").content.decode()

    assert page.index("Новость n2012") < page.index("Новость n2011")
    assert "Новость n2010" not in page
    assert '<a href="/ru/news/n2012/" lang="ru" hreflang="ru">' in page


def test_text_is_shown(client, indexed):
    arrange(("text", {"title": "О портале", "text": "<p>Тексты готовят редакции.</p>"}))
    indexed()

    assert "Тексты готовят редакции." in client.get("/ru/").content.decode()


def test_a_card_counts_what_its_section_has(client, indexed, section):
    add_news("a")
    card = {"icon": "news", "title": "News", "text": "", "page": section("news", "en").pk}
    arrange(("ways_in", {"title": "Start", "cards": [{**card, "count_of": "news"}]}), language="en")
    indexed()

    page = client.get("/en/").content.decode()

    assert '<a href="/en/news/">News</a>' in page
    assert "1 news item</span>" in page


def test_home_page_costs_the_same_with_1_and_30_entries(client, indexed, section):
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    topic, region = TopicFactory(), RegionFactory()
    card = {"icon": "news", "title": "Новости", "text": "", "page": section("news").pk}
    kinds = ("legal", "library", "news", "event")
    lists = [{"title": kind, "kind": kind, "limit": 5} for kind in kinds]
    for language in ("ru", "en"):
        arrange(
            ("hero", {"title": "Портал", "lead": "", "tips": [], "show_map": True}),
            ("facts", {"figures": ALL}),
            ("ways_in", {"title": "С чего начать", "cards": [{**card, "count_of": "news"}] * 6}),
            ("topic_bars", {"title": "Темы", "limit": 6, "note": "", "beside": "news"}),
            ("latest", {"lists": lists[:2]}),
            ("latest", {"lists": lists[2:]}),
            ("call_to_action", {"title": "А", "text": "", "button": "Б", "page": card["page"]}),
            language=language,
        )
    made, counts = 0, []
    for wanted in (1, 30):
        for number in range(made, wanted):
            add_news(f"n{number}", topics=[topic], regions=[region])
            add_event(f"e{number}", topics=[topic], regions=[region])
        made = wanted
        indexed()
        cache.clear()
        for address in ("/ru/", "/en/"):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.append(len(captured))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 12
