"""The card: facts in both languages, checks of the form, queries, translation, rights."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from clusters.models import InstrumentBasis, InstrumentCondition, SupportInstrumentPage
from search import catalogue
from search.query import Query
from tests.factories import OrganisationFactory, RegionFactory
from tests.factories.instruments import instrument_index, make_instrument, make_pair
from tests.factories.legal import make_act, make_translation, provision

pytestmark = pytest.mark.django_db


def linked_data(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


def test_card_shows_its_facts_in_both_languages(client):
    act = make_act(text=[provision("point", "4", "Размер субсидии")])
    make_translation(act, title="On support")
    ru, en = make_pair(
        recipients=["university", "company"],
        purposes=["research"],
        amount_min_mln_rub=Decimal("0.5"),
        amount_max_mln_rub=1300,
        co_financing_percent=100,
        basis=[(act, "point-4")],
    )

    russian = client.get(ru.get_url()).content.decode()
    english = client.get(en.get_url()).content.decode()

    # In the order of the closed list, not of the card.
    assert "Предприятие, вуз" in russian
    assert "Company, university" in english
    assert "от 0,5\u00a0млн\u00a0₽ до 1\u00a0300\u00a0млн\u00a0₽" in russian
    assert "from 0.5\u00a0m\u00a0₽ to 1,300\u00a0m\u00a0₽" in english
    assert "не менее 100 % от суммы поддержки" in russian
    assert "at least 100% of the sum of support" in english
    assert f'href="{act.get_url()}#point-4"' in russian
    assert "Paragraph 4" in english
    assert "On support" in english
    assert "All regions of Russia" in english


def test_what_the_card_does_not_say_is_no_data(client):
    page = make_instrument(recipients=[], co_financing_percent=None)

    html = client.get(page.get_url()).content.decode()

    assert html.count("<dd>нет данных</dd>") == 2  # recipients and sum
    assert re.search(r"Собственные средства</dt>\s*<dd>\s*нет данных", html)


def test_own_funds_of_zero_are_none_required(client):
    html = client.get(make_instrument(co_financing_percent=0).get_url()).content.decode()

    assert re.search(r"Собственные средства</dt>\s*<dd>\s*не требуются", html)


def test_grant_is_linked_data_with_its_sum(client):
    page = make_instrument(amount_max_mln_rub=Decimal("0.4"), title="Грант </script>")

    data = linked_data(client.get(page.get_url()).content.decode())

    assert data["@type"] == "MonetaryGrant"
    assert data["name"] == "Грант </script>"
    assert data["amount"] == {"@type": "MonetaryAmount", "currency": "RUB", "maxValue": 400_000.0}
    assert data["funder"]["name"] == "Фонд"


def test_other_support_is_a_government_service(client):
    region = RegionFactory()
    page = make_instrument(kind="loan", regions=[region], deadline=date(2030, 1, 2))

    data = linked_data(client.get(page.get_url()).content.decode())

    assert data["@type"] == "GovernmentService"
    assert data["areaServed"] == [region.name_ru]
    assert data["audience"][0]["audienceType"] == "предприятие"
    assert data["hoursAvailable"]["validThrough"] == "2030-01-02"


def test_contacts_are_those_of_the_provider(client):
    provider = OrganisationFactory(phone="+7 495 000-00-00", address_ru="Москва, 1")
    page = make_instrument(provider=provider, provider_name="")

    html = client.get(page.get_url()).content.decode()

    assert 'href="tel:+7495000-00-00"' in html
    assert "Москва, 1" in html


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"open_from": date(2015, 2, 2), "deadline": date(2015, 2, 1)}, "deadline"),
        ({"amount_min_mln_rub": 2, "amount_max_mln_rub": 1}, "amount_max_mln_rub"),
        ({"amount_min_mln_rub": -1}, "amount_min_mln_rub"),
        ({"co_financing_percent": 101}, "co_financing_percent"),
        ({"provider": None, "provider_name": ""}, "provider"),
        ({"recipients": ["company", "nobody"]}, "recipients"),
        ({"verified_on": date(2999, 1, 1)}, "verified_on"),
        ({"slug": "finder"}, "slug"),
    ],
)
def test_a_card_that_cannot_be_right_is_refused_at_its_field(fields, wrong):
    page = make_instrument()
    page.full_clean()
    for name, value in fields.items():
        setattr(page, name, value)

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert list(refused.value.message_dict) == [wrong]


@pytest.mark.parametrize(
    "fields",
    [
        {"open_from": date(2015, 2, 2), "deadline": date(2015, 2, 1)},
        {"amount_min_mln_rub": 2, "amount_max_mln_rub": 1},
        {"co_financing_percent": 101},
    ],
)
def test_the_database_refuses_it_too(fields):
    page = make_instrument()

    with pytest.raises(IntegrityError), transaction.atomic():
        SupportInstrumentPage.objects.filter(pk=page.pk).update(**fields)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "cost"}, "min_value"),
        ({"kind": "member", "min_value": 1}, "min_value"),
        ({"kind": "cost", "min_value": 2, "max_value": 1}, "max_value"),
        ({"kind": "other"}, "text_ru"),
        ({"kind": "sum"}, "act"),
        ({"kind": "other", "text_ru": "Условие", "anchor": "article-1"}, "act"),
    ],
)
def test_a_condition_that_says_nothing_is_refused(fields, wrong):
    with pytest.raises(ValidationError) as refused:
        InstrumentCondition(**fields).clean()

    assert list(refused.value.message_dict) == [wrong]


def test_a_provision_is_kept_as_its_anchor_and_must_be_in_the_act():
    act = make_act(text=[provision("article", "16.1", "Цели")])
    row = InstrumentBasis(act=act, anchor="ст. 16.1")

    row.clean()
    assert row.anchor == "article-16.1"

    row.anchor = "ст. 7"
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert list(refused.value.message_dict) == ["anchor"]


def test_a_closed_act_is_not_named(client):
    act = make_act(title="Закрытый акт")
    page = make_instrument(basis=[act])
    assert "Закрытый акт" in client.get(page.get_url()).content.decode()

    PageViewRestriction.objects.create(page=act, restriction_type=PageViewRestriction.LOGIN)

    assert "Закрытый акт" not in client.get(page.get_url()).content.decode()


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_rows(client):
    acts = [make_act() for _number in range(10)]

    def card(number):
        rows = [acts[index % 10] for index in range(number)]
        conditions = [{"kind": "other", "text_ru": f"Условие {row.pk}", "act": row} for row in rows]
        return make_instrument(basis=rows, conditions=conditions).get_url()

    counts = [queries_of(client, card(number)) for number in (1, 10, 100)]

    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 20


def test_listing_of_1_10_and_100_cards_takes_the_same_queries(client, own_index, committed):
    url = instrument_index().get_url()
    counts = []
    for number in (1, 9, 90):
        with committed():
            for _index in range(number):
                make_instrument()
        counts.append(queries_of(client, url))

    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "субсидиями стартапам"),
        ("ru", "соглашений"),
        ("ru", "Фондом промышленности"),
        ("en", "agreements"),
    ],
)
def test_card_is_found_by_inflected_words_of_its_texts(own_index, committed, lang, words):
    with committed():
        make_pair(
            title="Субсидия стартапу",
            provider=OrganisationFactory(name_ru="Фонд промышленности", name_en="Fund of industry"),
            provider_name="",
            steps=[("step", {"title": "Заключить соглашение (agreement)", "text": ""})],
        )
        make_pair(title="Заём заводу")

    found = catalogue.search(Query(text=words, lang=lang))

    assert found.total == 1
    assert found.results[0].hit.kind == "instrument"


def test_facets_of_the_listing_are_named_in_the_language_of_the_reader(
    client, own_index, committed
):
    with committed():
        make_pair(kind="loan", recipients=["sme"])

    russian = client.get(instrument_index().get_url()).content.decode()
    english = client.get(instrument_index("en").get_url()).content.decode()

    for text in ("Приём заявок", "Кто может подать заявку", "малое или среднее предприятие"):
        assert text in russian
    for text in ("Applications", "Form of support", "small or medium business"):
        assert text in english


def test_words_of_a_version_are_shown_as_words():
    field = SupportInstrumentPage._meta.get_field("recipients")

    with override("en"):
        assert (
            field.words(["sme", "student"]) == "small or medium business, student or postgraduate"
        )


def test_editors_of_the_section_open_the_form_and_others_do_not(client_as):
    page = make_instrument(
        basis=[make_act()], conditions=[{"kind": "cost", "min_value": 1, "max_value": 2}]
    )
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    response = client_as("editors-clusters").get(address)

    assert response.status_code == 200
    assert 'name="recipients" value="company"' in response.content.decode()
    assert client_as("editors-news").get(address).status_code == 302


def test_ticks_of_the_form_are_saved():
    page = make_instrument()
    form_class = SupportInstrumentPage.get_edit_handler().get_form_class()
    data = {
        "title": page.title,
        "slug": page.slug,
        "kind": "grant",
        "provider_name": "Фонд",
        "recipients": ["sme", "university"],
        "co_financing_of": "support",
        "body-count": "0",
        "steps-count": "0",
        **{
            f"{name}-{part}_FORMS": "0"
            for name in ("legal_basis", "conditions", "comments")
            for part in ("TOTAL", "INITIAL")
        },
    }

    form = form_class(data, instance=page, parent_page=page.get_parent())

    assert form.is_valid(), form.errors
    assert form.save(commit=False).recipients == ["sme", "university"]
