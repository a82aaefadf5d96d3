"""Translating a card: texts are translated, facts and rows are shared."""

from datetime import date
from decimal import Decimal

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from clusters.models import SupportInstrumentPage
from tests.factories import OrganisationFactory, RegionFactory, TopicFactory
from tests.factories.instruments import make_instrument
from tests.factories.legal import make_act

pytestmark = pytest.mark.django_db


def translate(page):
    """Send the card for translation into English and publish what there is."""
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    translation, _is_new = Translation.objects.get_or_create(
        source=source, target_locale=Locale.objects.get(language_code="en")
    )
    source.update_from_db()
    translation.save_target(publish=True)
    return source


def english(page):
    return SupportInstrumentPage.objects.get(
        translation_key=page.translation_key, locale__language_code="en"
    )


def make_full(**fields):
    return make_instrument(
        **{
            "title": "Заём",
            "lead": "Коротко",
            "kind": "loan",
            "provider": OrganisationFactory(),
            "provider_name": "",
            "amount": "До 5 млн",
            "amount_max_mln_rub": Decimal(5),
            "co_financing_percent": 30,
            "co_financing_of": "cost",
            "recipients": ["sme", "startup"],
            "purposes": ["launch"],
            "stages": ["idea"],
            "deadline": date(2030, 1, 1),
            "steps": [("step", {"title": "Подать заявку", "text": ""})],
            "regions": [RegionFactory()],
            "topics": [TopicFactory()],
            **fields,
        }
    )


def test_translator_sees_texts_alone():
    act = make_act()
    page = make_full(
        basis=[(act, "article-4")], conditions=[{"kind": "other", "text_ru": "Условие"}]
    )

    source = translate(page)

    strings = StringSegment.objects.filter(source=source).values_list("string__data", flat=True)
    assert sorted(strings) == ["До 5 млн", "Заём", "Коротко", "Подать заявку"]


def test_facts_and_rows_are_those_of_the_source():
    act = make_act()
    page = make_full(
        basis=[(act, "article-4")],
        conditions=[{"kind": "cost", "min_value": 1, "act": act, "anchor": "article-5"}],
    )

    translate(page)

    other = english(page)
    for name in (
        *("kind", "provider", "recipients", "purposes", "stages", "amount_max_mln_rub"),
        *("co_financing_percent", "co_financing_of", "open_from", "deadline", "verified_on"),
    ):
        assert getattr(other, name) == getattr(page, name), name
    assert list(other.regions.all()) == list(page.regions.all())
    assert list(other.topics.all()) == list(page.topics.all())
    assert [(row.act_key, row.anchor) for row in other.legal_basis.all()] == [
        (act.translation_key, "article-4")
    ]
    assert [(row.kind, row.min_value, row.anchor) for row in other.conditions.all()] == [
        ("cost", Decimal(1), "article-5")
    ]


def test_a_new_deadline_reaches_the_translation():
    page = make_full()
    translate(page)

    page.deadline = date(2031, 2, 3)
    page.recipients = ["university"]
    page.save_revision().publish()
    translate(page)

    assert english(page).deadline == date(2031, 2, 3)
    assert english(page).recipients == ["university"]
