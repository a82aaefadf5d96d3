"""A change of an act behind a card: the warning, the desk, both decisions."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry, PageViewRestriction

from clusters.enums import BasisCheckState
from clusters.instruments.desk import BasisQueue
from clusters.models import BasisCheck, SupportInstrumentPage
from clusters.services.basis import refresh_basis_checks
from cms.desk.queues import Decision
from cms.workflow.rules import DecisionRefused, StaleDecision
from tests.factories.instruments import make_instrument, make_pair
from tests.factories.legal import make_act, relation

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
# Cards of the factory were checked on 1 June 2015.
LATER = date(2015, 9, 1)


@pytest.fixture(autouse=True)
def _today(clock):
    clock(NOW)


def amend(act, on=LATER, kind="amends", **fields):
    return make_act(relations=[relation(kind, act, on, **fields)])


def waiting():
    return BasisCheck.objects.filter(state=BasisCheckState.WAITING)


def item_of(user):
    (item,) = BasisQueue().items(user)
    return item


def decide(user, decision, reason=""):
    item = item_of(user)
    BasisQueue().decide(user, item.key, item.version, decision, reason)


def page_text(client, card):
    return client.get(card.get_url()).content.decode()


def test_an_amendment_after_the_check_is_told_and_brought_to_the_desk(client, make_user):
    act = make_act()
    card = make_instrument(basis=[act])
    assert "Основание изменилось" not in page_text(client, card)
    assert not waiting().exists()

    amending = amend(act)

    html = page_text(client, card)
    assert "Основание изменилось 1 сентября 2015:" in html
    assert f'href="{act.get_url()}"' in html
    assert f'href="{amending.get_url()}"' in html
    check = waiting().get()
    assert (check.key, check.act, check.by, check.changed_on) == (
        card.translation_key,
        act.translation_key,
        amending.translation_key,
        LATER,
    )
    item = item_of(make_user("moderators-clusters"))
    assert (item.title, item.section, item.refusal) == (card.title, "clusters", "")


@pytest.mark.parametrize(
    ("on", "kind", "fields", "expected"),
    [
        (date(2015, 6, 2), "amends", {}, True),
        # On the day of the check and before it, the card was compared with the new text.
        (date(2015, 6, 1), "amends", {}, False),
        (date(2015, 5, 31), "amends", {}, False),
        (LATER, "repeals", {}, True),
        (LATER, "repeals", {"target_provision": "article-4"}, True),
        (LATER, "cites", {}, False),
        (LATER, "implements", {}, False),
        # Nobody has compared this relation with the text yet.
        (LATER, "amends", {"is_confirmed": False}, False),
        # Not in effect yet.
        (date(2026, 3, 11), "amends", {}, False),
        (date(2026, 3, 10), "amends", {}, True),
    ],
)
def test_which_changes_count(client, on, kind, fields, expected):
    act = make_act()
    card = make_instrument(basis=[act])

    amend(act, on, kind, **fields)
    refresh_basis_checks()

    assert ("Основание изменилось" in page_text(client, card)) is expected
    assert waiting().exists() is expected


def test_a_change_that_takes_effect_later_is_noticed_on_its_day(client, clock):
    act = make_act()
    card = make_instrument(basis=[act])
    amend(act, date(2026, 3, 11))

    clock(datetime(2026, 3, 10, 20, 59, tzinfo=UTC))
    assert refresh_basis_checks() == []
    clock(datetime(2026, 3, 10, 21, 0, tzinfo=UTC))
    assert refresh_basis_checks() == [card.translation_key]
    assert refresh_basis_checks() == []

    assert "Основание изменилось 11 марта 2026" in page_text(client, card)


def test_days_of_the_act_itself_count(client):
    act = make_act(repealed_on=LATER)
    other = make_act(amended_elsewhere_on=date(2015, 10, 1))
    card = make_instrument(basis=[act, other])

    html = page_text(client, card)

    assert "Основание изменилось 1 октября 2015" in html
    assert "Основание изменилось 1 сентября 2015" in html
    assert "утрата силы" in html
    assert waiting().get().changed_on == date(2015, 10, 1)


def test_a_card_never_checked_is_told_of_every_change(client):
    act = make_act()
    amend(act, date(2014, 2, 2))

    card = make_instrument(basis=[act], verified_on=None)

    assert "карточку с ним ещё не сверяли" in page_text(client, card)
    assert waiting().exists()


def test_the_act_of_a_condition_counts_too(client):
    act = make_act()
    card = make_instrument(conditions=[{"kind": "recipient", "act": act}])

    amend(act)

    assert "Основание изменилось" in page_text(client, card)
    assert waiting().get().key == card.translation_key


def test_a_withdrawn_amendment_ends_the_check():
    act = make_act()
    make_instrument(basis=[act])
    amending = amend(act)
    assert waiting().exists()

    amending.unpublish()
    refresh_basis_checks()

    assert BasisCheck.objects.get().state == BasisCheckState.GONE


def test_a_newer_change_joins_the_open_check(make_user):
    act = make_act()
    make_instrument(basis=[act])
    amend(act)
    moderator = make_user("moderators-clusters")
    BasisQueue().claim(moderator, item_of(moderator).key)
    old = item_of(moderator)

    amend(act, date(2016, 1, 1))

    assert waiting().get().changed_on == date(2016, 1, 1)
    assert item_of(moderator).claimed_by.pk is None
    with pytest.raises(StaleDecision):
        BasisQueue().decide(moderator, old.key, old.version, Decision.APPROVE, "")


def test_a_closed_changing_act_is_not_named(client):
    act = make_act()
    card = make_instrument(basis=[act])
    amending = amend(act)
    PageViewRestriction.objects.create(page=amending, restriction_type=PageViewRestriction.LOGIN)

    html = page_text(client, card)

    assert "Основание изменилось" in html
    assert amending.get_url() not in html


def test_found_right_publishes_the_day_and_nothing_else(client, make_user):
    act = make_act()
    pair = make_pair(basis=[act], amount="До 6 млн")
    amend(act)
    moderator = make_user("moderators-clusters")

    decide(moderator, Decision.APPROVE)

    for card in pair:
        before = {field.name: getattr(card, field.name) for field in card._meta.concrete_fields}
        card.refresh_from_db()
        after = {field.name: getattr(card, field.name) for field in card._meta.concrete_fields}
        changed = {name for name in after if after[name] != before[name]}
        assert card.verified_on == date(2026, 3, 10)
        assert changed <= {
            *("verified_on", "latest_revision", "live_revision", "last_published_at"),
            *("latest_revision_created_at", "draft_title"),
        }
        assert not card.has_unpublished_changes
        assert card.live_revision.user == moderator
        entry = PageLogEntry.objects.get(page=card.pk, action="clusters.basis.checked")
        assert entry.user == moderator
        assert "Основание изменилось" not in page_text(client, card)
        assert "Basis changed" not in page_text(client, card)
    check = BasisCheck.objects.get()
    assert (check.state, check.decided_by) == (BasisCheckState.CHECKED, moderator)


def test_a_change_after_the_decision_opens_a_new_check_that_the_same_person_may_decide(make_user):
    act = make_act()
    card = make_instrument(basis=[act])
    amend(act)
    moderator = make_user("moderators-clusters")
    decide(moderator, Decision.APPROVE)
    SupportInstrumentPage.objects.filter(pk=card.pk).update(verified_on=date(2025, 1, 1))
    amend(act, date(2026, 1, 1))

    assert item_of(moderator).refusal == ""
    decide(moderator, Decision.APPROVE)

    states = list(BasisCheck.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["checked", "checked"]


def test_the_writer_of_the_card_does_not_check_it(make_user):
    act = make_act()
    card = make_instrument(basis=[act])
    writer = make_user("moderators-clusters")
    card.save_revision(user=writer).publish()
    amend(act)

    assert item_of(writer).refusal == "Вы писали эту карточку; сверяет её кто-то другой."
    with pytest.raises(DecisionRefused):
        decide(writer, Decision.APPROVE)

    assert waiting().exists()


def test_a_newer_draft_is_not_published_by_a_check(make_user):
    act = make_act()
    card = make_instrument(basis=[act])
    amend(act)
    card.title = "Черновик"
    card.save_revision(user=make_user("editors-clusters"))
    moderator = make_user("moderators-clusters")

    with pytest.raises(DecisionRefused):
        decide(moderator, Decision.APPROVE)

    card.refresh_from_db()
    assert card.title != "Черновик"
    assert card.verified_on == date(2015, 6, 1)
    assert waiting().exists()


def test_sent_to_the_editor_with_a_reason(make_user, client_as, committed):
    act = make_act()
    card = make_instrument(basis=[act])
    client = client_as("editors-clusters")
    card.save_revision(user=client.user).publish()
    amend(act)
    moderator = make_user("moderators-clusters")
    with pytest.raises(DecisionRefused):
        decide(moderator, Decision.RETURN, "  ")

    with committed():
        decide(moderator, Decision.RETURN, "Изменился размер гранта")

    check = BasisCheck.objects.get()
    assert (check.state, check.reason) == (BasisCheckState.RETURNED, "Изменился размер гранта")
    assert not BasisQueue().items(moderator)
    (letter,) = mail.outbox
    assert letter.to == [client.user.email]
    assert "Изменился размер гранта" in letter.body
    assert reverse("wagtailadmin_pages:edit", args=[card.pk]) in letter.body
    office = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Изменился размер гранта" in office
    # Readers are still warned.
    assert "Основание изменилось" in page_text(client, card)


def test_the_task_of_the_editor_ends_with_a_checked_version(make_user, client_as):
    act = make_act()
    card = make_instrument(basis=[act])
    amend(act)
    decide(make_user("moderators-clusters"), Decision.RETURN, "Сверьте сумму")
    editor = client_as("editors-clusters")
    assert "Сверьте сумму" in editor.get(reverse("wagtailadmin_home")).content.decode()

    card.refresh_from_db()
    card.verified_on = date(2026, 3, 10)
    card.save_revision(user=editor.user).publish()

    assert BasisCheck.objects.get().state == BasisCheckState.GONE
    assert "Сверьте сумму" not in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_the_desk_shows_the_change_and_takes_the_decision(client_as):
    act = make_act()
    card = make_instrument(basis=[act])
    amending = amend(act)
    client = client_as("moderators-clusters")
    address = reverse("desk:item", args=["basis", waiting().get().pk])

    html = client.get(address).content.decode()
    assert card.title in html
    assert amending.designation in html
    version = item_of(client.user).version
    answer = client.post(address, {"do": "decide", "version": version, "decision": "approve"})

    assert answer.status_code == 302
    card.refresh_from_db()
    assert card.verified_on == date(2026, 3, 10)


@pytest.mark.parametrize("group", ["moderators-news", "editors-clusters"])
def test_others_neither_see_nor_decide(make_user, client_as, group):
    act = make_act()
    make_instrument(basis=[act])
    amend(act)
    version = item_of(make_user("moderators-clusters")).version
    client = client_as(group)
    pk = str(waiting().get().pk)

    assert not BasisQueue().may_use(client.user)
    address = reverse("desk:item", args=["basis", pk])
    client.post(address, {"do": "decide", "version": version, "decision": "approve"})
    with pytest.raises(DecisionRefused):
        BasisQueue().decide(client.user, pk, version, Decision.APPROVE, "")

    assert waiting().exists()


def test_what_another_looks_at_is_not_decided(make_user):
    act = make_act()
    make_instrument(basis=[act])
    amend(act)
    first, second = make_user("moderators-clusters"), make_user("moderators-clusters")
    BasisQueue().claim(first, item_of(first).key)

    assert item_of(second).claimed_by.pk == first.pk
    with pytest.raises(DecisionRefused):
        decide(second, Decision.APPROVE)
    with pytest.raises(DecisionRefused):
        BasisQueue().release(second, item_of(second).key)

    assert waiting().exists()


def test_queries_do_not_grow(make_user):
    moderator = make_user("moderators-clusters")
    acts = [make_act() for _number in range(3)]
    for act in acts:
        amend(act)
    listed, refreshed = [], []
    for number in (1, 9, 90):
        for index in range(number):
            make_instrument(basis=[acts[index % 3]])
        with CaptureQueriesContext(connection) as captured:
            items = BasisQueue().items(moderator)
        listed.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            assert refresh_basis_checks() == []
        refreshed.append(len(captured))

    assert len(items) == 100
    assert listed == [3, 3, 3]
    assert refreshed[0] == refreshed[1] == refreshed[2]
