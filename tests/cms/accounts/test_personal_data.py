"""Own data handed out and erased: afterwards nothing tells of the person anywhere."""

import json
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Comment
from wagtail.users.models import UserProfile

from cms.accounts import consents, personal_data
from cms.accounts.erasing import LastAdministrator, data_of, erase
from cms.models import AuditEntry, Consent, SuggestedCorrection, User
from cms.models.mail import Letter
from cms.sections import section_page
from platforms.models import OrganisationClaim, Profile, RelayedMessage
from search import catalogue
from search.indexing import rebuild
from search.models import Period, SavedSearch
from search.query import Query
from tests.factories import OrganisationFactory, UserFactory
from tests.factories.accounts import make_consent_text
from tests.factories.foundation import PASSWORD
from tests.factories.moderation import make_news

pytestmark = pytest.mark.django_db

ADDRESS = "kanareika-pisma@example.org"
CANARIES = ("kanareika", "Канарейкина", "canary-browser", "203.0.113.77")
"""Words that stand nowhere but in the person's data."""


@pytest.fixture
def anna(own_index):
    """Somebody with data of every kind: name, address, browser, factor, letters, contributions."""
    user = UserFactory(
        username="kanareika", email=ADDRESS, first_name="Анна", last_name="Канарейкина"
    )
    EmailAddress.objects.create(user=user, email=ADDRESS, primary=True, verified=True)
    EmailAddress.objects.create(user=user, email="kanareika-2@example.org")
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    consents.give(user=user, text=make_consent_text())
    news = make_news(section_page("news", "ru"), title="Заметка", owner=user, live=True)
    news.save_revision(user=user)
    Comment.objects.create(page=news, user=user, text="Замечание", contentpath="title")
    SuggestedCorrection.objects.create(page=news, field="title", value="Иначе", email=ADDRESS)
    SavedSearch.objects.create(address=ADDRESS, lang="ru", period=Period.DAILY, parameters="q=а")
    speak_and_write(user)
    profile = UserProfile.get_for_user(user)
    profile.avatar.save("a.png", ContentFile(b"kanareika"))
    Letter.objects.create(recipient=ADDRESS, subject="Письмо", text="Текст", message_id="1")
    Letter.objects.create(recipient="b@example.org", text=f"От {ADDRESS}", message_id="2")
    return user


def speak_and_write(user):
    """A profile, a claim and messages both ways."""
    organisation, other = OrganisationFactory(), UserFactory()
    Profile.objects.create(user=user, organisation=organisation, about="kanareika", phone="1")
    OrganisationClaim.objects.create(
        user=user, organisation=organisation, position="kanareika", proof="Канарейкина"
    )
    for sender, recipient in ((user, other), (other, user)):
        RelayedMessage.objects.create(
            organisation=organisation, sender=sender, recipient=recipient, text="kanareika"
        )


@pytest.fixture
def client(anna):
    """Anna's browser, signed in by the door, password given once more."""
    browser = Client(headers={"User-Agent": "canary-browser"}, REMOTE_ADDR="203.0.113.77")
    browser.force_login(anna)
    browser.get(reverse("usersessions_list"))
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return browser


def everywhere() -> str:
    """Every row of every table, every file, the cache; sessions as what they hold."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy and model._meta.managed:
            found += [str(row) for row in model._base_manager.values_list()]
    found += [json.dumps(session.get_decoded()) for session in Session.objects.all()]
    roots = [site.MEDIA_ROOT, site.SEARCH_INDEX_DIR]
    roots += [site.STORAGES[name]["OPTIONS"]["location"] for name in ("documents", "imports")]
    for root in roots:
        for path in Path(root).rglob("*"):
            found.append(path.name)
            if path.is_file():
                found.append(path.read_bytes().decode("utf-8", "ignore"))
    found.append(str(cache._cache))
    return "\n".join(found)


def test_nothing_tells_of_the_person_after_erasure(anna, client):
    Client().post(reverse("account_signup"), {"email": ADDRESS})
    rebuild()
    before = everywhere()
    assert [word for word in CANARIES if word not in before] == []

    answer = client.post(reverse("account_erase"))
    rebuild()
    after = everywhere()
    assert "Учётная запись удалена" in answer.content.decode()
    assert [word for word in CANARIES if word in after] == []
    for word in CANARIES:
        assert catalogue.search(Query(lang="ru", text=word)).total == 0
    assert "_auth_user_id" not in client.session


def test_contributions_stay_by_a_removed_author(anna, client):
    client.post(reverse("account_erase"))
    user = User.objects.get(pk=anna.pk)
    assert user.get_full_name() == "Удалённый автор"
    assert Comment.objects.get().user == user
    assert user.owned_pages.get().title == "Заметка"
    assert SuggestedCorrection.objects.get().value == "Иначе"
    assert Consent.objects.get(user=user).revoked_at is not None
    entry = AuditEntry.objects.get(action="account.erase")
    assert (entry.actor, entry.subject_key) == (user.pk, str(user.pk))
    assert entry.subject_title == ""


def test_erased_account_opens_no_door(anna, client, mailoutbox):
    client.post(reverse("account_erase"))
    browser = Client()
    for name in ("kanareika", ADDRESS):
        browser.post(reverse("account_login"), {"login": name, "password": PASSWORD})
        assert "_auth_user_id" not in browser.session
    browser.post(reverse("account_reset_password"), {"email": ADDRESS})
    assert "password/reset" not in mailoutbox[0].body


def test_same_address_may_sign_up_again(anna, client):
    client.post(reverse("account_erase"))
    assert EmailAddress.objects.filter(email=ADDRESS).count() == 0


@pytest.mark.parametrize("name", ["account_erase", "account_data"])
def test_password_is_asked_once_more(client_as, name):
    client = client_as()
    url = reverse(name)
    for answer in (client.get(url), client.post(url)):
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=client.user.pk, removed_at=None).exists()


def test_erasure_asks_before_it_acts(anna, client):
    page = client.get(reverse("account_erase")).content.decode()
    assert "Это нельзя отменить" in page
    assert User.objects.get(pk=anna.pk).removed_at is None


def test_own_data_are_handed_out_as_a_file(anna, client):
    answer = client.get(reverse("account_data"))
    data = json.loads(answer.content)
    assert answer["Content-Disposition"].startswith('attachment; filename="personal-data-')
    assert data["account"]["e-mail"] == ADDRESS
    assert data["account"]["sessions"][0]["ip"] == "203.0.113.77"
    assert [item["type"] for item in data["account"]["second factor"]] == ["totp"]
    assert "JBSWY3DP" not in answer.content.decode()
    assert data["consents"][0]["purpose"] == "account"
    assert data["office"]["comments"][0]["text"] == "Замечание"
    assert data["corrections"][0]["value"] == "Иначе"
    assert data["saved searches"][0]["search"] == "q=а"
    assert data["letters"][0]["subject"] == "Письмо"
    assert set(data) == {"made", *personal_data.holdings()}


def test_address_that_was_only_typed_opens_no_data_of_others(make_user):
    SavedSearch.objects.create(address=ADDRESS, lang="ru", period=Period.DAILY)
    user = make_user(email="boris@example.org")
    EmailAddress.objects.create(user=user, email="boris@example.org", verified=True)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=False)
    assert data_of(user)["saved searches"] == []
    erase(user=user)
    assert SavedSearch.objects.filter(address=ADDRESS).exists()


def test_data_of_others_stay(anna, client, make_user):
    boris = make_user(username="boris", email="boris@example.org")
    SavedSearch.objects.create(address="boris@example.org", lang="ru", period=Period.DAILY)
    elsewhere = Client()
    elsewhere.force_login(boris)
    client.post(reverse("account_erase"))
    assert elsewhere.get("/ru/accounts/").status_code == 200
    assert SavedSearch.objects.filter(address="boris@example.org").exists()
    assert User.objects.get(pk=boris.pk).get_full_name() == boris.get_full_name()


def test_last_administrator_stays(make_user):
    first = make_user("administrators")
    with pytest.raises(LastAdministrator):
        erase(user=first)
    make_user("administrators")
    erase(user=first)
    assert not User.objects.get(pk=first.pk).groups.exists()


def test_data_are_registered_once():
    with pytest.raises(ValueError, match="registered twice"):
        personal_data.register("account", data_of, erase)
