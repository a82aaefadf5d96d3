"""Consents: asked for at sign-up by version, given anew, taken back; their texts stay as given."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts import consents
from cms.models import Consent, ConsentText, User
from cms.models.consents import Purpose
from tests.cms.accounts.test_signing_up import FORM
from tests.factories.accounts import make_consent_text

pytestmark = pytest.mark.django_db

SIGN_UP = "/ru/accounts/signup/"


def test_sign_up_notes_which_text_was_agreed_to():
    make_consent_text()
    text = make_consent_text()
    Client().post(SIGN_UP, {**FORM, "text": text.pk})
    consent = Consent.objects.get(user__email="anna@example.org")
    assert consent.text == text
    assert consent.text.version == 2
    assert consent.revoked_at is None
    assert timezone.now() - consent.given_at < timedelta(minutes=1)


def test_nobody_signs_up_without_the_consent():
    text = make_consent_text()
    answer = Client().post(SIGN_UP, {**FORM, "text": text.pk, "consent": ""})
    assert list(answer.context["form"].errors) == ["consent"]
    assert 'href="#id_consent"' in answer.content.decode()
    assert not User.objects.filter(email="anna@example.org").exists()


def test_text_that_changed_meanwhile_is_to_be_read_again():
    shown, newer = make_consent_text(), make_consent_text()
    answer = Client().post(SIGN_UP, {**FORM, "text": shown.pk})
    assert list(answer.context["form"].errors) == ["consent"]
    assert f'name="text" value="{newer.pk}"' in answer.content.decode()
    assert not Consent.objects.exists()


def test_sign_up_is_closed_without_a_text_in_force():
    make_consent_text(in_force_from=timezone.now() + timedelta(days=1))
    answer = Client().post(SIGN_UP, {**FORM, "text": 1})
    assert "Регистрация временно закрыта" in answer.content.decode()
    assert not User.objects.filter(email="anna@example.org").exists()


def test_text_of_tomorrow_is_not_in_force_today():
    today = make_consent_text()
    make_consent_text(in_force_from=timezone.now() + timedelta(days=1))
    assert consents.text_in_force(Purpose.ACCOUNT) == today
    assert consents.text_in_force(Purpose.PROFILE) is None


def test_versions_are_counted_for_each_purpose():
    made = [make_consent_text(purpose) for purpose in (*Purpose, *Purpose)]
    assert [text.version for text in made] == [1, 1, 2, 2]


def test_text_somebody_agreed_to_is_neither_changed_nor_deleted(make_user, client_as):
    text = make_consent_text()
    text.text_ru = "Опечатка исправлена"
    text.save()
    consents.give(user=make_user(), text=text)
    text.text_ru = "Другое"
    with pytest.raises(ValidationError):
        text.save()
    client = client_as("administrators")
    url = reverse("wagtailsnippets_cms_consenttext:edit", args=[text.pk])
    form = {"purpose": "account", "text_ru": "Другое", "text_en": "Other"}
    client.post(url, {**form, "in_force_from": "2026-01-01 10:00"})
    client.post(reverse("wagtailsnippets_cms_consenttext:delete", args=[text.pk]))
    text.refresh_from_db()
    assert text.text_ru == "Опечатка исправлена"


def test_administrator_makes_the_next_version(client_as):
    make_consent_text()
    url = reverse("wagtailsnippets_cms_consenttext:add")
    form = {"purpose": "account", "text_ru": "Новый", "text_en": "New"}
    assert client_as("editors-news").post(url, form).status_code == 302
    assert ConsentText.objects.count() == 1
    client_as("administrators").post(url, {**form, "in_force_from": "2026-01-01 10:00"})
    assert ConsentText.objects.get(version=2).text_ru == "Новый"


@pytest.mark.parametrize(("language", "words"), [("ru", "Текст согласия"), ("en", "Text of the")])
def test_every_version_can_be_read(client, language, words):
    old, _new = make_consent_text(), make_consent_text(text_ru="Новый", text_en="New")
    page = client.get(f"/{language}/accounts/consents/{old.pk}/").content.decode()
    assert words in page


def test_consent_is_given_and_taken_back_on_the_page_of_the_account(client_as):
    text = make_consent_text(Purpose.PROFILE)
    client = client_as()
    url = reverse("account_agree", args=["profile"])
    assert not consents.is_given(client.user, Purpose.PROFILE)
    client.post(url, {"text": text.pk})
    client.post(url, {"text": text.pk})
    assert Consent.objects.filter(user=client.user).count() == 1
    assert consents.is_given(client.user, Purpose.PROFILE)
    assert "Отозвать" in client.get("/ru/accounts/").content.decode()
    client.post(url, {"revoke": "1"})
    assert not consents.is_given(client.user, Purpose.PROFILE)
    assert Consent.objects.get(user=client.user).revoked_at is not None


def test_newer_text_is_shown_and_takes_the_place_of_the_former(client_as):
    client = client_as()
    old = make_consent_text()
    consents.give(user=client.user, text=old)
    new = make_consent_text()
    assert "Есть более новый текст" in client.get("/ru/accounts/").content.decode()
    client.post(reverse("account_agree", args=["account"]), {"text": old.pk})
    assert consents.standings(client.user)[0].is_outdated
    client.post(reverse("account_agree", args=["account"]), {"text": new.pk})
    standing = consents.standings(client.user)[0]
    assert (standing.consent.text, standing.is_outdated) == (new, False)
    assert Consent.objects.get(text=old).revoked_at is not None


def test_consent_without_which_there_is_no_account_ends_with_it(client_as):
    client = client_as()
    consents.give(user=client.user, text=make_consent_text())
    answer = client.post(reverse("account_agree", args=["account"]), {"revoke": "1"})
    assert answer["Location"] == reverse("account_erase")
    assert consents.is_given(client.user, Purpose.ACCOUNT)
    with pytest.raises(ValueError, match="ends with the account"):
        consents.revoke(user=client.user, purpose=Purpose.ACCOUNT)


def test_unknown_purpose_is_not_found(client_as):
    assert client_as().post(reverse("account_agree", args=["nothing"])).status_code == 404
