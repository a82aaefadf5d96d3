"""For whom people speak, who sees what of them, and messages without addresses."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from cms.accounts import consents
from cms.desk.queues import Decision
from cms.models import AuditEntry
from cms.models.consents import Purpose
from cms.workflow.rules import DecisionRefused, StaleDecision
from platforms.desk import ClaimQueue
from platforms.enums import ClaimState, Visibility
from platforms.models import OrganisationClaim, Profile, RelayedMessage
from platforms.services import people
from tests.factories import OrganisationFactory, UserFactory
from tests.factories.accounts import make_consent_text
from tests.factories.discussions import make_topic
from tests.factories.platforms import join, make_platform

pytestmark = pytest.mark.django_db


@pytest.fixture
def works():
    """An organisation with a page: a member of a public platform."""
    organisation = OrganisationFactory(name_ru="Завод", name_en="Works", slug="works")
    join(make_platform("light"), organisation)
    return organisation


@pytest.fixture
def anna():
    return UserFactory(
        username="anna", first_name="Анна", last_name="Первая", email="anna@works.example"
    )


@pytest.fixture
def boris():
    return UserFactory(
        username="boris", first_name="Борис", last_name="Второй", email="boris@lab.example"
    )


@pytest.fixture
def specialist(make_user):
    return make_user("platform-specialists")


def ask(user, organisation):
    return people.claim(user, organisation, position="инженер", proof="Сайт")


def speak(user, organisation, **fields):
    consents.give(user=user, text=make_consent_text(purpose=Purpose.PROFILE))
    profile = people.profile_of(user)
    profile.organisation, profile.position = organisation, "инженер"
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save()
    return profile


def item_of(user):
    return ClaimQueue().items(user)[0]


def decide(user, decision=Decision.APPROVE, reason="", version=None):
    item = item_of(user)
    ClaimQueue().take(user, item.key, version or item.version, decision, reason)


class TestClaims:
    def test_nobody_speaks_for_an_organisation_before_a_specialist_agrees(
        self, anna, works, specialist
    ):
        ask(anna, works)
        assert people.profile_of(anna).organisation is None
        assert people.capacity_of(anna) == ""
        decide(specialist)
        with translation.override("ru"):
            assert people.capacity_of(anna) == "Завод, инженер"

    def test_the_person_learns_the_decision_with_its_reason(
        self, anna, works, specialist, django_capture_on_commit_callbacks
    ):
        ask(anna, works)
        with django_capture_on_commit_callbacks(execute=True):
            decide(specialist, Decision.RETURN, "На сайте вас нет.")
        assert people.profile_of(anna).organisation is None
        assert [letter.to for letter in mail.outbox] == [["anna@works.example"]]
        assert "На сайте вас нет." in mail.outbox[0].body
        entry = AuditEntry.objects.get()
        assert entry.action == "claims.return"
        assert entry.actor == specialist.pk

    def test_turning_down_needs_a_reason(self, anna, works, specialist):
        ask(anna, works)
        with pytest.raises(DecisionRefused):
            decide(specialist, Decision.RETURN, " ")
        assert OrganisationClaim.objects.get().state == ClaimState.WAITING

    def test_nobody_decides_on_the_own_claim(self, works, specialist):
        row = ask(specialist, works)
        assert item_of(specialist).refusal
        with pytest.raises(DecisionRefused):
            decide(specialist)
        with pytest.raises(IntegrityError), transaction.atomic():
            OrganisationClaim.objects.filter(pk=row.pk).update(decided_by=specialist)

    def test_a_second_decision_is_refused(self, anna, works, specialist, make_user):
        ask(anna, works)
        item = item_of(specialist)
        decide(specialist)
        with pytest.raises(StaleDecision):
            ClaimQueue().decide(
                make_user("moderators-platforms"), item.key, item.version, Decision.RETURN, "Нет"
            )
        assert people.profile_of(anna).organisation == works

    def test_a_new_claim_replaces_the_one_that_waits(self, anna, works):
        ask(anna, OrganisationFactory())
        ask(anna, works)
        states = OrganisationClaim.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == [ClaimState.WITHDRAWN, ClaimState.WAITING]

    @pytest.mark.parametrize(
        ("group", "may"),
        [
            ("platform-specialists", True),
            ("moderators-platforms", True),
            ("administrators", True),
            ("moderators-news", False),
            ("editors-platforms", False),
        ],
    )
    def test_specialists_and_moderators_of_the_section_decide(
        self, anna, works, make_user, group, may
    ):
        ask(anna, works)
        user = make_user(group)
        assert ClaimQueue().may_use(user) is may
        if may:
            decide(user)
            assert people.profile_of(anna).organisation == works
        else:
            row = OrganisationClaim.objects.get()
            version = f"{int(row.asked_at.timestamp() * 1_000_000)}"
            with pytest.raises(DecisionRefused):
                ClaimQueue().decide(user, str(row.pk), version, Decision.APPROVE, "")

    def test_desk_shows_the_host_and_not_the_address(self, client_as, anna, works):
        row = ask(anna, works)
        client = client_as("platform-specialists")
        page = client.get(reverse("desk:item", args=["claims", row.pk])).content.decode()
        assert "works.example" in page
        assert "anna@works.example" not in page

    def test_claims_through_the_pages(self, client, anna, works):
        client.force_login(anna)
        url = reverse("people:claim")
        found = client.get(url, {"q": "зав"})
        assert "Завод" in found.content.decode()
        assert "Завод" not in client.get(url, {"q": "ничего такого"}).content.decode()
        sent = {"organisation": works.pk, "position": "", "proof": "Сайт завода"}
        refused = client.post(url, sent)
        assert refused.status_code == 422
        assert "Сайт завода" in refused.content.decode()
        assert "Завод" in refused.content.decode()
        assert client.post(url, {**sent, "position": "инженер"}).status_code == 302
        assert "Завод, инженер" in client.get(reverse("people:profile")).content.decode()
        for _index in range(4):
            client.post(url, {**sent, "position": "инженер"})
        late = client.post(url, {**sent, "position": "инженер"})
        assert late.status_code == 429
        assert int(late["Retry-After"]) > 0
        assert "Сайт завода" in late.content.decode()


class TestVisibility:
    @pytest.mark.parametrize(
        ("level", "anonymous", "account"),
        [
            (Visibility.NOBODY, False, False),
            (Visibility.ACCOUNTS, False, True),
            (Visibility.EVERYBODY, True, True),
        ],
    )
    def test_each_line_has_its_readers(self, client, anna, boris, works, level, anonymous, account):
        speak(anna, works, phone="+7 000 1", organisation_for="everybody", phone_for=level)
        url = reverse("front:organisation", args=["works"])
        assert ("+7 000 1" in client.get(url).content.decode()) is anonymous
        client.force_login(boris)
        response = client.get(url)
        assert ("+7 000 1" in response.content.decode()) is account
        assert "no-store" in response["Cache-Control"]

    def test_who_hides_the_organisation_is_not_named_on_its_page(self, client, anna, works):
        speak(anna, works, organisation_for=Visibility.NOBODY)
        page = client.get(reverse("front:organisation", args=["works"])).content.decode()
        assert "Анна" not in page
        assert reverse("people:write", args=["works"]) in page

    def test_nobody_is_shown_without_a_standing_consent(self, client, anna, works):
        speak(anna, works, phone="+7 000 1", phone_for="everybody")
        url = reverse("front:organisation", args=["works"])
        assert "Анна" in client.get(url).content.decode()
        consents.revoke(user=anna, purpose=Purpose.PROFILE)
        page = client.get(url).content.decode()
        assert "Анна" not in page
        assert "+7 000 1" not in page
        client.force_login(anna)
        assert "Никто, кроме вас" in client.get(reverse("people:profile")).content.decode()

    def test_profile_is_kept_as_the_person_says(self, client, anna):
        client.force_login(anna)
        sent = {
            "about": "О себе",
            "organisation_for": "accounts",
            "phone": "1",
            "phone_for": "nobody",
        }
        assert client.post(reverse("people:profile"), sent).status_code == 302
        profile = Profile.objects.get(user=anna)
        assert profile.organisation_for == Visibility.ACCOUNTS
        assert not profile.takes_messages
        refused = client.post(reverse("people:profile"), {**sent, "phone_for": "х"})
        assert refused.status_code == 422
        assert "О себе" in refused.content.decode()

    def test_leaving_an_organisation_ends_its_messages(self, client, anna, works):
        speak(anna, works)
        client.force_login(anna)
        client.post(reverse("people:profile"), {"do": "leave"})
        assert not people.representatives_of([works]).exists()
        assert client.get(reverse("people:write", args=["works"])).status_code == 404


class TestMessages:
    def test_message_and_answer_go_without_addresses(
        self, client, anna, boris, works, django_capture_on_commit_callbacks
    ):
        speak(anna, works)
        client.force_login(boris)
        with django_capture_on_commit_callbacks(execute=True):
            sent = client.post(reverse("people:write", args=["works"]), {"text": "Здравствуйте"})
        assert sent.status_code == 302
        letter = mail.outbox[0]
        assert letter.to == ["anna@works.example"]
        assert "Здравствуйте" in letter.body
        assert "Борис Второй" in letter.body
        assert "boris@lab.example" not in str(letter.message())
        message = RelayedMessage.objects.get()
        client.force_login(anna)
        page = client.get(reverse("people:message", args=[message.pk])).content.decode()
        assert "Здравствуйте" in page
        assert "boris@lab.example" not in page
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("people:message", args=[message.pk]), {"text": "Добрый день"})
        back = mail.outbox[1]
        assert back.to == ["boris@lab.example"]
        assert "anna@works.example" not in str(back.message())

    def test_only_the_recipient_reads_and_answers(self, client, anna, boris, works):
        speak(anna, works)
        message = people.send(boris, works, "Тайна")[0]
        for reader in (boris, UserFactory()):
            client.force_login(reader)
            assert client.get(reverse("people:message", args=[message.pk])).status_code == 404
            assert "Тайна" not in client.get(reverse("people:messages")).content.decode() or (
                reader == boris
            )
        with pytest.raises(ValidationError):
            people.answer(message, boris, "Сам себе")

    def test_who_takes_no_messages_gets_none(self, anna, boris, works):
        speak(anna, works, takes_messages=False)
        with pytest.raises(ValidationError):
            people.send(boris, works, "Текст")
        assert not RelayedMessage.objects.exists()

    def test_so_many_a_day_and_nothing_typed_is_lost(self, client, anna, boris, works):
        speak(anna, works)
        client.force_login(boris)
        url = reverse("people:write", args=["works"])
        codes = [client.post(url, {"text": f"Письмо {n}"}).status_code for n in range(10)]
        assert codes == [302] * 10
        late = client.post(url, {"text": "Одиннадцатое"})
        assert late.status_code == 429
        assert "Одиннадцатое" in late.content.decode()

    def test_old_messages_are_erased(self, anna, boris, works):
        speak(anna, works)
        old, new = (people.send(boris, works, text)[0] for text in ("старое", "новое"))
        moment = timezone.now() - timedelta(days=people.KEPT_DAYS + 1)
        RelayedMessage.objects.filter(pk=old.pk).update(sent_at=moment)
        assert people.prune_messages() == 1
        assert RelayedMessage.objects.get() == new

    @pytest.mark.parametrize("name", ["profile", "claim", "messages", "message", "write"])
    def test_every_page_asks_for_an_account(self, client, works, name):
        arguments = {"message": [1], "write": ["works"]}.get(name, [])
        response = client.get(reverse(f"people:{name}", args=arguments))
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


def test_confirmed_capacity_stands_in_the_form_of_a_first_contribution(client, anna, works):
    topic = make_topic(make_platform("food").platform)
    client.force_login(anna)
    url = reverse("talks:reply", args=[topic.pk])
    assert "Завод, инженер" not in client.get(url).content.decode()
    speak(anna, works)
    assert 'value="Завод, инженер"' in client.get(url).content.decode()
