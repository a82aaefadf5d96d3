"""The demonstration's acts: all of them, in both languages, with the force the facts give."""

from datetime import date

import pytest

from home.demo import legal, registers
from home.demo.context import DemoContext
from library.enums import Wording
from library.legal.force import force_on
from library.legal.relations import changes_of
from library.models import LegalActPage, LegalRelation

pytestmark = pytest.mark.django_db
STATE_OF_THE_FACTS = date(2015, 12, 31)


@pytest.fixture
def facts():
    """Acts by slug, after the demonstration's registers and acts have been loaded."""
    context = DemoContext(lambda line: None)
    registers.load(context)
    legal.load(context)
    return {act["slug"]: act for act in context.facts("legal")}


def test_acts_of_the_demonstration(facts):
    acts = LegalActPage.objects.live()
    for language in ("ru", "en"):
        assert set(acts.filter(language=language).values_list("slug", flat=True)) == set(facts)
    assert LegalRelation.objects.filter(page__language="ru").count() == 57
    assert LegalRelation.objects.filter(page__language="en").count() == 57

    links = list(LegalRelation.objects.of_live_acts().links())
    assert len(links) == 57
    for act in acts.filter(language="ru"):
        force = force_on(STATE_OF_THE_FACTS, act.dates, changes_of(act.translation_key, links))
        assert (act.slug, force.state) == (act.slug, facts[act.slug]["force"])
        low = [part["confidence"] == "low" for part in facts[act.slug]["structure"]]
        marks = [block.value["wording"] for block in act.text]
        assert marks == [Wording.UNCHECKED if is_low else Wording.SUMMARY for is_low in low]

    revisions = {act.pk: act.latest_revision_id for act in acts}
    legal.load(DemoContext(lambda line: None))
    assert {act.pk: act.latest_revision_id for act in LegalActPage.objects.all()} == revisions
