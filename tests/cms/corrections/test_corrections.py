"""A reader tells of a mistake; a moderator makes a draft of it; a second person publishes."""

import re
import time

import pytest
from django.core import mail
from django.core.signing import TimestampSigner
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import PageLogEntry

from clusters.models import DevelopmentCentrePage
from cms.corrections import forms
from cms.corrections.desk import CorrectionQueue
from cms.corrections.page import PER_CLIENT
from cms.desk.queues import Decision
from cms.models import CorrectionState, SuggestedCorrection
from cms.workflow.rules import DecisionRefused, StaleDecision
from tests.factories.clusters import make_centre, make_cluster
from tests.factories.moderation import submit, waiting_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    return make_centre("kaluga", phone="(111)")


def moment(seconds_ago=60):
    return TimestampSigner(salt=forms._SALT).sign(str(time.time() - seconds_ago))


def report(client, page, **data):
    values = {"field": "phone", "value": "(222)", "remark": "Звонил", "email": "", "website": ""}
    return client.post(f"{page.get_url()}correct/", {**values, "started": moment(), **data})


def test_the_form_is_linked_and_needs_no_account(client, centre):
    page = client.get(centre.get_url()).content.decode()
    assert f'href="{centre.get_url()}correct/"' in page
    form = client.get(f"{centre.get_url()}correct/")
    assert form["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in form["Cache-Control"]
    assert report(client, centre, email="reader@example.org").status_code == 200
    row = SuggestedCorrection.objects.get()
    assert (row.page_id, row.field, row.current, row.value) == (
        centre.pk,
        "phone",
        "(111)",
        "(222)",
    )
    assert (row.email, row.language) == ("reader@example.org", "ru")
    live = client.get(centre.get_url()).content.decode()
    assert "(222)" not in live
    assert "Звонил" not in live


@pytest.mark.parametrize(
    "data",
    [
        {"field": "slug"},
        {"field": "title", "value": "Ц" * 256},
        {"field": ""},
        {"value": ""},
        {"field": "email", "value": "no address"},
        {"field": "website", "value": "javascript:alert(1)"},
        {"value": "1" * 60},
        {"email": "nobody"},
        {"website": "https://spam.example"},
        {"started": ""},
        {"started": "12345:forged"},
        {"started": "fast"},
    ],
)
def test_wrong_values_and_machines_are_refused_and_nothing_is_lost(client, centre, data):
    if data.get("started") == "fast":
        data = {"started": moment(0)}
    response = report(client, centre, remark="Я звонил туда вчера", **data)
    assert response.status_code == 422
    assert "Я звонил туда вчера" in response.content.decode()
    assert not SuggestedCorrection.objects.exists()


def test_an_expired_form_can_be_sent_again(client, centre, monkeypatch):
    page = report(client, centre, started="").content.decode()
    again = re.search(r'name="started" value="([^"]+)"', page)[1]
    monkeypatch.setattr(forms, "FASTEST_SECONDS", 0)
    assert report(client, centre, started=again).status_code == 200


def test_too_many_are_told_when_to_come_back(client, centre):
    for _ in range(PER_CLIENT.allowed):
        assert report(client, centre).status_code == 200
    response = report(client, centre, remark="Шестое за час")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Шестое за час" in response.content.decode()
    assert "Слишком много попыток" in response.content.decode()
    assert SuggestedCorrection.objects.count() == PER_CLIENT.allowed


def decide(user, decision, reason=""):
    row = SuggestedCorrection.objects.get(state=CorrectionState.WAITING)
    item = CorrectionQueue().item(user, str(row.pk))
    CorrectionQueue().decide(user, str(row.pk), item.version if item else "", decision, reason)
    row.refresh_from_db()
    return row


def test_approval_makes_a_draft_that_a_second_person_publishes(client, centre, make_user):
    report(client, centre, email="reader@example.org")
    moderator = make_user("moderators-clusters")

    row = decide(moderator, Decision.APPROVE)

    centre.refresh_from_db()
    assert centre.phone == "(111)"
    assert centre.get_latest_revision_as_object().phone == "(222)"
    assert centre.latest_revision.user == moderator
    state = waiting_state(centre)
    with pytest.raises(DecisionRefused):
        state.approve(user=moderator)
    state.approve(user=make_user("moderators-clusters"))
    assert DevelopmentCentrePage.objects.get(pk=centre.pk).phone == "(222)"
    assert (row.state, row.email) == (CorrectionState.APPLIED, "")


def test_the_reader_gets_one_letter_and_the_address_is_erased(client, centre, make_user, deliver):
    report(client, centre, email="reader@example.org")
    with pytest.raises(DecisionRefused):
        decide(make_user("moderators-clusters"), Decision.RETURN)
    row = decide(make_user("moderators-clusters"), Decision.RETURN, "Номер верный, проверено")
    letters = deliver()
    assert [letter.to for letter in letters] == [["reader@example.org"]]
    assert "Номер верный, проверено" in letters[0].body
    assert row.email == ""
    assert not SuggestedCorrection.objects.exclude(email="").exists()


@pytest.fixture
def deliver(settings):
    """The letters that left: straight into the outbox, past the queue."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return lambda: mail.outbox


def test_a_decision_beside_another_text_or_a_second_one_is_refused(client, centre, make_user):
    report(client, centre)
    queue, first = CorrectionQueue(), make_user("moderators-clusters")
    (seen,) = queue.items(first)
    centre.phone = "333"
    centre.save_revision().publish()
    with pytest.raises(StaleDecision):
        queue.decide(first, seen.key, seen.version, Decision.APPROVE, "")
    assert SuggestedCorrection.objects.get().state == CorrectionState.WAITING

    (seen,) = queue.items(first)
    queue.decide(first, seen.key, seen.version, Decision.RETURN, "Уже исправлено")
    with pytest.raises(StaleDecision):
        queue.decide(make_user("moderators-clusters"), seen.key, seen.version, "approve", "")
    assert SuggestedCorrection.objects.get().reason == "Уже исправлено"


@pytest.mark.parametrize(
    ("data", "decision", "reason", "message"),
    [
        ({}, Decision.RETURN, "Номер верный", "Исправление читателя отклонено: телефон"),
        ({}, Decision.APPROVE, "", "Исправление читателя принято: телефон"),
        (
            {"field": "other"},
            Decision.APPROVE,
            "Передал редакторам",
            "Исправление читателя принято: другое",
        ),
    ],
)
def test_history_of_the_page_keeps_the_decision(
    client, centre, client_as, data, decision, reason, message
):
    report(client, centre, **data)
    moderator = client_as("moderators-clusters")
    decide(moderator.user, decision, reason)
    entry = PageLogEntry.objects.get(page=centre.pk, action__startswith="cms.correction.")
    assert (entry.user, entry.comment) == (moderator.user, reason)
    history = moderator.get(reverse("wagtailadmin_pages:history", args=[centre.pk]))
    assert message in history.content.decode()
    assert reason in history.content.decode()


def test_other_sections_and_accounts_see_and_decide_nothing(client, centre, make_user):
    report(client, centre)
    key = str(SuggestedCorrection.objects.get().pk)
    for groups in (("moderators-news",), ("editors-clusters",), ()):
        user = make_user(*groups)
        assert list(CorrectionQueue().items(user)) == []
        with pytest.raises(DecisionRefused):
            CorrectionQueue().decide(user, key, "", Decision.APPROVE, "")
    assert SuggestedCorrection.objects.get().state == CorrectionState.WAITING


def test_a_page_on_the_desk_is_not_written_over(client, centre, make_user):
    report(client, centre)
    editor = make_user("editors-clusters")
    centre.save_revision(user=editor)
    submit(centre, editor)
    with pytest.raises(DecisionRefused):
        decide(make_user("moderators-clusters"), Decision.APPROVE)
    assert centre.get_latest_revision_as_object().phone == "(111)"


def test_the_name_of_a_centre_is_corrected_in_its_language(client, centre, make_user):
    form = client.get(f"{centre.get_url()}correct/").content.decode()
    assert "Название центра" in form
    report(client, centre, field="title", value="Центр развития")
    decide(make_user("moderators-clusters"), Decision.APPROVE)
    waiting_state(centre).approve(user=make_user("moderators-clusters"))
    titles = DevelopmentCentrePage.objects.order_by("pk").values_list("title", "slug")
    assert list(titles) == [("Центр развития", "kaluga"), ("Centre kaluga", "kaluga")]


def test_what_names_no_field_changes_no_page_and_promises_nothing(
    client, centre, client_as, deliver
):
    data = {"field": "other", "value": "Центр переехал", "email": "reader@example.org"}
    sent = report(client, centre, **data).content.decode()
    assert "опубликует" not in sent
    before = centre.latest_revision_id
    moderator = client_as("moderators-clusters")
    address = reverse("desk:item", args=["corrections", SuggestedCorrection.objects.get().pk])
    shown = moderator.get(address).content.decode()
    assert "Центр переехал" in shown
    assert "черновика не создаст" in shown
    assert "опубликует второй" not in shown

    row = decide(moderator.user, Decision.APPROVE, "Передал редакторам")

    centre.refresh_from_db()
    assert (row.state, centre.latest_revision_id) == (CorrectionState.APPLIED, before)
    (letter,) = deliver()
    assert "решат редакторы" in letter.body
    assert "Передал редакторам" in letter.body
    assert "опубликует" not in letter.body


def test_letter_of_a_corrected_field_tells_who_publishes(client, centre, make_user, deliver):
    report(client, centre, email="reader@example.org")
    decide(make_user("moderators-clusters"), Decision.APPROVE)
    (letter,) = deliver()
    assert "опубликует второй редактор" in letter.body


def test_passports_take_corrections_too(client, make_user):
    page = make_cluster("optics")
    report(client, page, field="website", value="https://optics.example/")
    decide(make_user("moderators-clusters"), Decision.APPROVE)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().website == "https://optics.example/"


def test_desk_shows_both_values(client, centre, client_as):
    report(client, centre)
    address = reverse("desk:item", args=["corrections", SuggestedCorrection.objects.get().pk])
    shown = client_as("moderators-clusters").get(address).content.decode()
    assert "(111)" in shown
    assert "(222)" in shown
    assert client_as("moderators-news").get(address).status_code in (302, 404)


@pytest.mark.parametrize("number", [1, 10, 100])
def test_queue_costs_the_same(centre, make_user, number, django_assert_num_queries):
    SuggestedCorrection.objects.bulk_create(
        SuggestedCorrection(page_id=centre.pk, field="phone", value="2", suggested_at=now())
        for _ in range(number)
    )
    moderator = make_user("moderators-clusters")
    CorrectionQueue().may_use(moderator)
    with django_assert_num_queries(2):
        assert len(CorrectionQueue().items(moderator)) == number
