"""Readers report mistakes on cards: sums and days as they write them, one draft per language."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from clusters.models import SupportInstrumentPage
from cms.corrections.desk import CorrectionQueue
from cms.desk.queues import Decision
from cms.models import CorrectionState, SuggestedCorrection
from cms.workflow.rules import DecisionRefused
from tests.cms.corrections.test_corrections import moment
from tests.factories import OrganisationFactory
from tests.factories.instruments import make_instrument, make_pair
from tests.factories.moderation import waiting_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return make_instrument(open_from=date(2015, 2, 1), deadline=date(2015, 3, 1))


def report(client, page, field, value):
    data = {"field": field, "value": value, "started": moment()}
    return client.post(f"{page.get_url()}correct/", data)


def approve(user):
    queue = CorrectionQueue()
    (item,) = queue.items(user)
    queue.decide(user, item.key, item.version, Decision.APPROVE, "")


def drafted(page, field):
    page.refresh_from_db()
    return getattr(page.get_latest_revision_as_object(), field)


def test_card_leads_to_the_form(client, card):
    address = f"{card.get_url()}correct/"
    assert f'href="{address}"' in client.get(card.get_url()).content.decode()
    form = client.get(address)
    assert form.status_code == 200
    assert "31.12.2015" in form.content.decode()


@pytest.mark.parametrize(
    ("language", "field", "typed", "kept", "value"),
    [
        ("ru", "deadline", "31.12.2015", "2015-12-31", date(2015, 12, 31)),
        ("ru", "deadline", "2015-12-31", "2015-12-31", date(2015, 12, 31)),
        ("en", "deadline", "31/12/2015", "2015-12-31", date(2015, 12, 31)),
        ("ru", "amount_max_mln_rub", "1\u00a0300,5", "1300.5", Decimal("1300.5")),
        ("en", "amount_max_mln_rub", "1,300.5", "1300.5", Decimal("1300.5")),
        ("ru", "co_financing_percent", "30", "30", 30),
        ("ru", "website", "https://fund.example/apply/", "https://fund.example/apply/", None),
    ],
)
def test_values_are_read_as_people_write_them(
    client, make_user, language, field, typed, kept, value
):
    ru, en = make_pair()
    with override(language):
        assert report(client, ru if language == "ru" else en, field, typed).status_code == 200
    row = SuggestedCorrection.objects.get()
    assert (row.current, row.value) == ("", kept)

    approve(make_user("moderators-clusters"))

    for page in (ru, en):
        assert drafted(page, field) == (kept if value is None else value)
        waiting_state(page).approve(user=make_user("moderators-clusters"))
        page.refresh_from_db()
        assert getattr(page, field) == (kept if value is None else value)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("deadline", "завтра"),
        ("deadline", "31.02.2015"),
        ("amount_max_mln_rub", "шесть"),
        ("amount_max_mln_rub", "-1"),
        ("co_financing_percent", "130"),
        ("website", "fund"),
        ("title", "Другая мера"),
        ("verified_on", "01.01.2016"),
    ],
)
def test_what_the_field_does_not_take_is_refused(client, card, field, typed):
    assert report(client, card, field, typed).status_code == 422
    assert not SuggestedCorrection.objects.exists()


def test_a_day_that_contradicts_the_card_is_refused_at_the_decision(client, card, make_user):
    assert report(client, card, "deadline", "01.01.2015").status_code == 200
    with pytest.raises(DecisionRefused, match="раньше первого"):
        approve(make_user("moderators-clusters"))
    assert SuggestedCorrection.objects.get().state == CorrectionState.WAITING
    assert drafted(card, "deadline") == date(2015, 3, 1)


def test_desk_shows_days_in_words(client, card, client_as):
    report(client, card, "deadline", "31.12.2015")
    row = SuggestedCorrection.objects.get()
    assert row.current == "2015-03-01"
    address = reverse("desk:item", args=["corrections", row.pk])
    shown = client_as("moderators-clusters").get(address).content.decode()
    assert "1 марта 2015" in shown
    assert "31 декабря 2015" in shown
    assert "изменилась" not in shown


def test_contacts_of_the_provider_are_a_remark(client, card, make_user):
    report(client, card, "other_provider", "Телефон: 222-22")
    before = card.latest_revision_id
    approve(make_user("moderators-clusters"))
    card.refresh_from_db()
    assert (SuggestedCorrection.objects.get().state, card.latest_revision_id) == (
        CorrectionState.APPLIED,
        before,
    )


def test_provider_in_words_is_asked_for_only_where_it_is_used(client, card):
    named = make_instrument(provider=OrganisationFactory(), provider_name="")
    assert "provider_name" in card.fields_to_correct()
    assert "provider_name" not in named.fields_to_correct()
    assert report(client, named, "provider_name", "Фонд").status_code == 422


def test_closed_cards_and_drafts_take_none(client, card):
    draft = make_instrument(published=False)
    assert client.get(f"{draft.get_url()}correct/").status_code == 404
    PageViewRestriction.objects.create(page=card, restriction_type="login")
    assert report(client, card, "website", "https://a.example/").status_code == 302
    assert not SuggestedCorrection.objects.exists()
    assert SupportInstrumentPage.objects.count() == 2
