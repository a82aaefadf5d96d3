"""What the catalogue is told of an act."""

from datetime import date

import pytest

from library.sources.legal import LegalActSource
from search.registry import facets, sources
from tests.factories import OrganisationFactory, RegionFactory
from tests.factories.legal import make_act, make_translation, provision, relation

pytestmark = pytest.mark.django_db


def entry_of(act):
    [entry] = LegalActSource().entries([act.translation_key])
    return entry


def test_entry_of_an_act_in_both_languages():
    issuer = OrganisationFactory(slug="government", name_ru="Правительство", name_en="Government")
    act = make_act(
        number="188",
        slug="res-188-2013",
        title="О субсидиях",
        issuer=issuer,
        lead="Правила",
        text=[provision("point", "5", "Условия субсидии")],
    )
    make_translation(
        act,
        slug="res-188-2013",
        title="On subsidies",
        text=[provision("point", "5", "Conditions of the subsidy")],
    )
    entry = entry_of(act)
    assert (entry.kind, entry.slug, entry.number, entry.date) == (
        "legal",
        "res-188-2013",
        "188",
        date(2013, 3, 6),
    )
    assert {
        name: entry.facets[name]
        for name in ("act_kind", "issuer", "force", "level", "year", "language")
    } == {
        "act_kind": ("government_resolution",),
        "issuer": ("government",),
        "force": ("in_force",),
        "level": ("federal",),
        "year": ("2013",),
        "language": ("ru", "en"),
    }
    russian, english = entry.versions
    assert (russian.title, english.title) == ("О субсидиях", "On subsidies")
    [passage] = english.passages
    assert (passage.anchor, passage.label, passage.url, passage.text) == (
        "point-5",
        "Paragraph 5",
        "/en/legal/government-resolution/2013/188/#point-5",
        "Conditions of the subsidy",
    )


def test_region_of_a_regional_act_is_a_facet():
    region = RegionFactory(code="RU-TOM")
    act = make_act(level="regional", region=region, kind="regional_law")
    assert entry_of(act).facets["region"] == ("RU-TOM",)


def test_force_is_that_of_the_last_computation():
    act = make_act()
    make_act(relations=[relation("repeals", act, date(2014, 1, 1))])
    assert entry_of(act).facets["force"] == ("repealed",)


def test_draft_has_no_entry():
    act = make_act(published=False)
    assert list(LegalActSource().entries([act.translation_key])) == []


def test_kind_and_facets_are_registered():
    assert isinstance(sources()["legal"], LegalActSource)
    labels = facets()["force"].labels(["repealed", "unknown"], "en")
    assert labels == {"repealed": "repealed"}
    issuer = OrganisationFactory(name_ru="Дума", name_en="Duma")
    assert facets()["issuer"].labels([issuer.slug], "en") == {issuer.slug: "Duma"}


def test_entries_of_many_acts_cost_the_same(django_assert_max_num_queries):
    source = LegalActSource()
    for size in (1, 9):
        for _ in range(size):
            make_act(text=[provision("article", "1", "Текст")])
        with django_assert_max_num_queries(9):
            assert len(list(source.entries(source.keys()))) in {1, 10}
