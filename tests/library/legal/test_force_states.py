"""The stored state of force: kept right by publications, withdrawals, and the passing of days."""

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from library.models import ActForce, LegalActPage
from library.services import refresh_force_states
from search.models import OutboxEntry
from tests.factories.legal import make_act, make_translation, relation

pytestmark = pytest.mark.django_db


def state_of(act):
    return ActForce.objects.get(key=act.translation_key).state


@pytest.fixture
def law():
    return make_act(number="188")


def test_publication_of_a_repeal_changes_the_other_act(law):
    assert state_of(law) == "in_force"
    OutboxEntry.objects.all().delete()
    make_act(relations=[relation("repeals", law, date(2014, 1, 1))])
    assert state_of(law) == "repealed"
    assert OutboxEntry.objects.filter(key=law.translation_key).exists()


def test_draft_repeal_changes_nothing(law):
    make_act(published=False, relations=[relation("repeals", law, date(2014, 1, 1))])
    assert state_of(law) == "in_force"


def test_withdrawn_repeal_gives_the_act_its_force_back(law):
    repealing = make_act(relations=[relation("repeals", law, date(2014, 1, 1))])
    repealing.unpublish()
    assert state_of(law) == "in_force"


def test_relation_taken_back_gives_the_act_its_force_back(law):
    repealing = make_act(relations=[relation("repeals", law, date(2014, 1, 1))])
    repealing.relations = []
    repealing.save_revision().publish()
    assert state_of(law) == "in_force"


def test_relation_aimed_at_another_act_gives_the_first_its_force_back(law):
    other = make_act()
    repealing = make_act(relations=[relation("repeals", law, date(2014, 1, 1))])
    (row,) = repealing.relations.all()
    row.target = other
    repealing.relations = [row]
    repealing.save_revision().publish()
    assert (state_of(law), state_of(other)) == ("in_force", "repealed")


def test_version_in_the_main_language_takes_back_what_the_translation_alone_said(law):
    english = make_act("en", relations=[relation("repeals", law, date(2014, 1, 1))])
    assert state_of(law) == "repealed"
    make_act(
        **{
            name: getattr(english, name)
            for name in ("kind", "number", "adopted_on", "issuer", "translation_key")
        }
    )
    assert state_of(law) == "in_force"


def test_deleted_repeal_gives_the_act_its_force_back(law):
    repealing = make_act(relations=[relation("repeals", law, date(2014, 1, 1))])
    repealing.delete()
    assert state_of(law) == "in_force"
    key = law.translation_key
    LegalActPage.objects.get(pk=law.pk).delete()
    assert not ActForce.objects.filter(key=key).exists()


def test_state_follows_the_days(law):
    amending = make_act(
        adopted_on=date(2013, 7, 15),
        in_force_from=date(2013, 7, 27),
        relations=[relation("amends", law, date(2013, 7, 27))],
    )
    states = {}
    for day in (date(2013, 3, 18), date(2013, 3, 19), date(2013, 7, 27)):
        changed = refresh_force_states(today=day)
        states[day] = (state_of(law), state_of(amending), law.translation_key in changed)
    assert states == {
        date(2013, 3, 18): ("not_yet_in_force", "draft", True),
        date(2013, 3, 19): ("in_force", "draft", True),
        date(2013, 7, 27): ("amended", "in_force", True),
    }


def test_second_run_on_a_day_changes_nothing(law):
    day = date(2013, 3, 18)
    assert refresh_force_states(today=day) == [law.translation_key]
    OutboxEntry.objects.all().delete()
    assert refresh_force_states(today=day) == []
    assert not OutboxEntry.objects.exists()


def test_command_brings_states_to_today(law, capsys):
    refresh_force_states(today=date(2013, 3, 18))
    call_command("refresh_force")
    assert capsys.readouterr().out == "1 acts changed their state.\n"
    assert ActForce.objects.get(key=law.translation_key).computed_on == timezone.localdate()


def test_russian_version_decides_what_an_act_does(law):
    make_translation(law)
    repealing = make_act(relations=[relation("repeals", law, date(2014, 1, 1))])
    english = make_translation(repealing)
    assert not english.relations.exists()
    assert state_of(law) == "repealed"

    repealing.unpublish()
    assert state_of(law) == "in_force"


def test_states_of_many_acts_cost_the_same(django_assert_num_queries, law):
    with django_assert_num_queries(5):
        refresh_force_states(today=date(2030, 1, 1))
    for _ in range(10):
        make_act(relations=[relation("cites", law, date(2014, 1, 1))])
    with django_assert_num_queries(5):
        refresh_force_states(today=date(2030, 1, 1))
