"""Translating an act: titles and texts are translated, identity and facts are copied."""

from datetime import date

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from library.models import LegalActPage
from tests.factories import TopicFactory
from tests.factories.legal import make_act, provision, relation

pytestmark = pytest.mark.django_db


def translate(act):
    """Send the act for translation into English and publish what there is."""
    source, _is_new = TranslationSource.get_or_create_from_instance(act)
    translation, _is_new = Translation.objects.get_or_create(
        source=source, target_locale=Locale.objects.get(language_code="en")
    )
    source.update_from_db()
    translation.save_target(publish=True)
    return source


def english(act):
    return LegalActPage.objects.get(translation_key=act.translation_key, language="en")


def test_translator_sees_titles_and_texts_alone():
    act = make_act(
        number="2227-р",
        kind="government_order",
        title="О стратегии",
        publication="Собрание законодательства",
        text=[provision("section", "9", "Кластеры", anchor="section-9", heading="Территории")],
    )
    source = translate(act)
    strings = StringSegment.objects.filter(source=source).values_list("string__data", flat=True)
    assert sorted(strings) == ["Кластеры", "О стратегии", "Территории"]


def test_translation_has_the_same_identity_anchors_and_relations():
    target = make_act()
    act = make_act(
        number="2227-р",
        kind="government_order",
        slug="order-2227r-2011",
        adopted_on=date(2011, 12, 8),
        in_force_from=date(2011, 12, 8),
        text=[provision("section", "9", "Кластеры", anchor="section-9")],
        relations=[relation("cites", target, date(2012, 1, 1), source_provision="section-9")],
    )
    topic = TopicFactory()
    act.topics.add(topic)
    act.save_revision().publish()
    translate(act)
    page = english(act)
    assert page.get_url() == "/en/legal/government-order/2011/2227-r/"
    assert (page.slug, page.number, page.adopted_on, page.issuer) == (
        "order-2227r-2011",
        "2227-р",
        date(2011, 12, 8),
        act.issuer,
    )
    assert [block.value["anchor"] for block in page.text] == ["section-9"]
    assert list(page.topics.all()) == [topic]
    [row] = page.relations.all()
    assert (row.target, row.source_provision) == (target, "section-9")


def test_change_of_a_day_reaches_the_translation():
    act = make_act()
    translate(act)
    act.repealed_on = date(2015, 6, 30)
    act.save_revision().publish()
    translate(act)
    assert english(act).repealed_on == date(2015, 6, 30)
