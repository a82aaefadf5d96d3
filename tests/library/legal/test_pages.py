"""The page of an act: address, force, provisions, relations, and what they cost."""

import json
import re
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from library.enums import ActKind, Wording
from library.models import LegalActPage
from tests.factories import OrganisationFactory, PortalDocumentFactory
from tests.factories.legal import make_act, make_translation, provision, relation

pytestmark = pytest.mark.django_db
RESOLUTION = {"kind": ActKind.GOVERNMENT_RESOLUTION, "number": "188"}


def text_of(response):
    """The page's words in a row."""
    html = re.sub(r"<script.*?</script>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def linked_data(response):
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL
    )
    return json.loads(found[1])


def test_address_is_made_of_kind_year_and_number(client):
    act = make_act(
        kind=ActKind.GOVERNMENT_ORDER,
        number="2227-р",
        adopted_on=date(2011, 12, 8),
        in_force_from=date(2011, 12, 8),
        title="О стратегии",
    )
    assert act.get_url() == "/ru/legal/government-order/2011/2227-r/"
    response = client.get(act.get_url())
    assert response.status_code == 200
    assert response.templates[0].name == "library/legal_act_page.html"
    assert re.findall(r"<h1>(.*?)</h1>", response.content.decode()) == ["О стратегии"]


@pytest.mark.parametrize(
    "address",
    [
        "/ru/legal/res-188-2013/",
        "/ru/legal/Government_Resolution/2013/188/",
        "/ru/legal/government_resolution/2013/188/",
    ],
)
def test_other_addresses_lead_to_the_one(client, address):
    make_act(**RESOLUTION, slug="res-188-2013")
    response = client.get(address, {"on": "2013-05-01"})
    assert response.status_code == 301
    assert response["Location"] == "/ru/legal/government-resolution/2013/188/?on=2013-05-01"


def test_number_in_cyrillic_leads_to_the_address(client):
    make_act(kind=ActKind.GOVERNMENT_ORDER, number="2227-р")
    response = client.get("/ru/legal/government-order/2013/2227-р/")
    assert (response.status_code, response["Location"]) == (
        301,
        "/ru/legal/government-order/2013/2227-r/",
    )


@pytest.mark.parametrize(
    "address",
    [
        "/ru/legal/government-resolution/2013/189/",
        "/ru/legal/government-resolution/2012/188/",
        "/ru/legal/federal-law/2013/188/",
        "/ru/legal/government-resolution/2013/",
        "/ru/legal/government-resolution/2013/188/text/",
        "/ru/legal/no-such-act/",
    ],
)
def test_addresses_of_nothing(client, address):
    make_act(**RESOLUTION)
    assert client.get("/ru/legal/government-resolution/2013/188/").status_code == 200
    assert client.get(address).status_code == 404


def test_act_without_a_translation_is_offered_in_its_language(client):
    act = make_act(**RESOLUTION, title="О субсидиях")
    response = client.get("/en/legal/government-resolution/2013/188/")
    assert response.context["original"] == act
    assert f'href="{act.get_url()}" hreflang="ru">О субсидиях</a>' in response.content.decode()


def test_draft_is_not_served(client):
    act = make_act(**RESOLUTION, published=False)
    assert client.get("/ru/legal/government-resolution/2013/188/").status_code == 404
    assert client.get(f"/ru/legal/{act.slug}/").status_code == 404


def test_corrected_number_keeps_the_old_address_alive(client):
    act = make_act(**RESOLUTION)
    act.number = "189"
    act.save_revision().publish()
    assert act.get_url() == "/ru/legal/government-resolution/2013/189/"
    response = client.get("/ru/legal/government-resolution/2013/188/")
    assert (response.status_code, response["Location"]) == (301, act.get_url())


def test_same_kind_number_and_year_of_two_issuers_have_two_addresses(client):
    make_act(kind=ActKind.REGIONAL_LAW, number="45")
    other = make_act(
        kind=ActKind.REGIONAL_LAW, number="45", issuer=OrganisationFactory(slug="tomsk-duma")
    )
    assert other.get_url() == "/ru/legal/regional-law/2013/45-tomsk-duma/"
    assert client.get(other.get_url()).context["page"] == other


def test_database_refuses_a_second_act_of_one_identity():
    act = make_act(**RESOLUTION)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_act(**RESOLUTION, issuer=act.issuer, published=False)
    make_translation(act)
    assert LegalActPage.objects.filter(number="188").count() == 2


@pytest.mark.parametrize(
    "dates",
    [
        {"in_force_from": date(2013, 3, 5)},
        {"repealed_on": date(2013, 3, 5), "in_force_from": None},
        {"repealed_on": date(2013, 3, 18)},
    ],
)
def test_database_refuses_an_end_before_a_start(dates):
    act = make_act()
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalActPage.objects.filter(pk=act.pk).update(**dates)


def test_copy_gets_a_marked_number_and_an_address_of_its_own():
    act = make_act(**RESOLUTION)
    copies = [act.copy(update_attrs={"slug": f"copy-{n}"}, keep_live=False) for n in (1, 2)]
    assert [copy.number for copy in copies] == ["188 (2)", "188 (3)"]
    assert [copy.address for copy in copies] == [
        "government-resolution/2013/188-2",
        "government-resolution/2013/188-3",
    ]


def test_translation_shares_identity_and_address():
    act = make_act(**RESOLUTION)
    english = make_translation(act, title="On support")
    assert english.get_url() == "/en/legal/government-resolution/2013/188/"
    assert (english.language, act.language) == ("en", "ru")


def test_relations_are_read_from_both_ends(client):
    act = make_act(number="188", title="О субсидиях", text=[provision("point", "5", "Условия")])
    amending = make_act(
        number="596",
        title="О поправках",
        adopted_on=date(2013, 7, 15),
        in_force_from=None,
        relations=[relation("amends", act, date(2013, 7, 27), target_provision="point-5")],
    )
    out = client.get(amending.get_url()).context["relation_groups"]
    assert [(group.forward_kind, [row.act for row in group.rows]) for group in out] == [
        ("amends", [act])
    ]
    back = client.get(act.get_url())
    [group] = back.context["relation_groups"]
    [row] = group.rows
    assert (group.forward_kind, row.act, row.here, row.on) == (
        "",
        amending,
        "point-5",
        date(2013, 7, 27),
    )
    assert '<a href="#point-5">' in back.content.decode()
    assert "О поправках" in text_of(back)


def test_relations_follow_the_reader_language(client):
    act = make_act(number="188", title="О субсидиях")
    make_translation(act, title="On subsidies")
    implementing = make_act(
        number="2128-р",
        title="О распределении",
        relations=[relation("implements", act, date(2013, 11, 18))],
    )
    english = make_translation(implementing, title="On distribution")

    page = client.get(english.get_url())
    [group] = page.context["relation_groups"]
    [row] = group.rows
    assert (row.act.title, row.lang) == ("On subsidies", "")
    back = client.get("/en/legal/government-resolution/2013/188/")
    assert [row.act.title for row in back.context["relation_groups"][0].rows] == ["On distribution"]


def test_act_without_a_translation_is_linked_and_marked(client):
    russian_only = make_act(number="188", title="О субсидиях")
    act = make_act(number="2128-р", relations=[relation("cites", russian_only, date(2013, 11, 18))])
    english = make_translation(act, title="On distribution")
    html = client.get(english.get_url()).content.decode()
    assert (
        f'<a href="{russian_only.get_url()}" lang="ru" hreflang="ru">{russian_only.title}</a>'
        in html
    )


def test_draft_and_restricted_acts_are_not_named(client):
    act = make_act(number="188")
    make_act(
        number="1",
        title="Черновик",
        published=False,
        relations=[relation("repeals", act, date(2014, 1, 1))],
    )
    hidden = make_act(
        number="2", title="Закрытый", relations=[relation("cites", act, date(2014, 1, 1))]
    )
    shown = client.get(act.get_url())
    assert "Закрытый" in text_of(shown)
    assert shown.context["force"].is_repealed is False

    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    shown = client.get(act.get_url())
    assert shown.context["relation_groups"] == []
    assert "Закрытый" not in shown.content.decode()
    assert "Черновик" not in shown.content.decode()


def test_repealed_act_names_what_repealed_it(client):
    act = make_act(number="188")
    repealing = make_act(
        number="659",
        adopted_on=date(2015, 6, 30),
        in_force_from=date(2015, 6, 30),
        title="О признании утратившим силу",
        relations=[relation("repeals", act, date(2015, 6, 30))],
    )
    today = client.get(act.get_url())
    assert today.context["force"].state == "repealed"
    assert today.context["repealing_act"] == repealing
    assert "noindex" not in today.content.decode()

    earlier = client.get(act.get_url(), {"on": "2015-06-29"})
    assert earlier.context["force"].state == "in_force"
    html = earlier.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    canonical = re.findall(r'rel="canonical" href="([^"]*)"', html)
    assert [address.split("/", 3)[3] for address in canonical] == [act.get_url().lstrip("/")]


def test_unreadable_day_is_explained(client):
    act = make_act()
    response = client.get(act.get_url(), {"on": '2013-13-01"><script>'})
    assert response.status_code == 200
    assert response.context["is_day_refused"] is True
    assert "2013-13-01&quot;&gt;&lt;script&gt;" in response.content.decode()
    assert "<script>" not in response.content.decode()


def test_unconfirmed_relation_is_marked_and_does_not_repeal(client):
    act = make_act()
    make_act(relations=[relation("repeals", act, date(2014, 1, 1), is_confirmed=False)])
    page = client.get(act.get_url())
    assert page.context["force"].state == "in_force"
    assert [row.is_confirmed for row in page.context["relation_groups"][0].rows] == [False]


def test_timeline_in_the_order_of_days(client):
    act = make_act(published_on=date(2013, 3, 11), in_force_from_is_approximate=True)
    amending = make_act(relations=[relation("amends", act, date(2013, 7, 27))])
    repealing = make_act(relations=[relation("repeals", act, date(2015, 6, 30))])
    events = client.get(act.get_url()).context["timeline"]
    assert [(event.on, event.act, event.is_approximate) for event in events] == [
        (date(2013, 3, 6), None, False),
        (date(2013, 3, 11), None, False),
        (date(2013, 3, 19), None, True),
        (date(2013, 7, 27), amending, False),
        (date(2015, 6, 30), repealing, False),
    ]


def test_text_of_a_provision_cannot_become_markup(client):
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    act = make_act(
        title=evil,
        lead=evil,
        number="188",
        text=[provision("article", "5", evil, heading=evil)],
    )
    html = client.get(act.get_url()).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 3
    data = linked_data(client.get(act.get_url()))
    assert (data["name"], data["abstract"]) == (evil, evil)


def test_linked_data(client):
    act = make_act(number="188", title="О субсидиях")
    make_act(relations=[relation("repeals", act, date(2015, 6, 30))])
    data = linked_data(client.get(act.get_url()))
    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "188"
    assert data["legislationDate"] == "2013-03-06"
    assert data["legislationLegalForce"] == "https://schema.org/NotInForce"
    assert data["temporalCoverage"] == "2013-03-19/2015-06-30"
    assert data["url"].endswith("/ru/legal/government-resolution/2013/188/")


def test_summaries_are_never_shown_as_the_wording_of_the_law(client):
    act = make_act(
        text=[
            provision("article", "1", "Слова закона"),
            provision("article", "2", "Изложение", wording=Wording.SUMMARY),
            provision("article", "3", "Не сверено", wording=Wording.UNCHECKED),
        ]
    )
    html = client.get(act.get_url()).content.decode()
    marks = {
        anchor: block.count('class="tag')
        for anchor, block in re.findall(
            r'<div class="provision[^"]*" id="([^"]+)">(.*?)</div>', html, re.DOTALL
        )
    }
    assert marks == {"article-1": 0, "article-2": 1, "article-3": 1}


def test_official_file_is_shown_with_type_and_size_unless_it_is_closed(client):
    document = PortalDocumentFactory(title="Постановление № 188")
    folder = Collection.get_first_root_node().add_child(name="Официальные тексты")
    document.collection = folder
    document.save()
    act = make_act(official_file=document)
    html = " ".join(client.get(act.get_url()).content.decode().split())
    assert f'href="{document.url}"' in html
    assert "TXT," in html

    CollectionViewRestriction.objects.create(collection=folder, restriction_type="login")
    assert document.url not in client.get(act.get_url()).content.decode()


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_queries_do_not_grow_with_provisions_and_relations(client):
    counts = {}
    issuer = OrganisationFactory()
    acts = [make_act(published=False, issuer=issuer) for _ in range(100)]
    LegalActPage.objects.filter(issuer=issuer).update(live=True)
    for size in (1, 10, 100):
        others = acts[:size]
        act = make_act(
            text=[provision("article", str(n), "Текст") for n in range(size)],
            relations=[relation("cites", other, date(2014, 1, 1)) for other in others],
        )
        response = client.get(act.get_url())
        assert len(response.context["provisions"]) == size
        assert len(response.context["relation_groups"][0].rows) == size
        counts[size] = queries_of(client, act.get_url())
    assert counts == dict.fromkeys(counts, 10)
