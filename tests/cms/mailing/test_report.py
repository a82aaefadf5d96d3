"""The log of outgoing letters and the previews of templates, for administrators alone."""

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.urls import reverse

from cms.mailing.composing import compose
from cms.mailing.kinds import kinds
from cms.models import AuditEntry, Letter, LetterState
from cms.roles import ROLES

pytestmark = pytest.mark.django_db

REPORT = reverse("cms_letters")
TEMPLATES = reverse("cms_letter_templates")


@pytest.fixture
def administrator(client_as):
    return client_as("administrators")


@pytest.fixture
def known():
    context = {"title": "<Страница>", "url": "https://example.org/", "due_at": None}
    compose("cms/desk/mail/overdue", context, language="ru", to=["anna@example.org"]).send()
    return Letter.objects.get(recipient="anna@example.org")


@pytest.fixture
def secret():
    send_mail("Новый пароль", "https://example.org/token", None, ["boris@example.org"])
    return Letter.objects.get(recipient="boris@example.org")


def page_of(letter):
    return reverse("cms_letter", args=[letter.pk])


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrators"])
def test_others_see_no_letter(client_as, known, role):
    client = client_as(role)
    addresses = [
        REPORT,
        TEMPLATES,
        page_of(known),
        reverse("cms_letter_html", args=[known.pk]),
        reverse("cms_letter_template", args=["cms.desk.overdue", "ru"]),
        reverse("cms_letter_template_html", args=["cms.desk.overdue", "ru"]),
    ]
    Letter.objects.update(state=LetterState.FAILED)

    assert {client.get(address).status_code for address in addresses} <= {302, 403}
    client.post(reverse("cms_letter_resend", args=[known.pk]))

    assert Letter.objects.get().state == LetterState.FAILED
    assert REPORT not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_letters_are_listed_and_filtered(administrator, known, secret):
    Letter.objects.filter(pk=secret.pk).update(state=LetterState.FAILED, last_error="OSError")

    def shown(**query):
        listed = administrator.get(REPORT, query).context["object_list"]
        return {letter.recipient for letter in listed}

    everybody = {"anna@example.org", "boris@example.org"}
    assert shown() == everybody
    assert shown(state="failed") == {"boris@example.org"}
    assert shown(recipient="ANNA") == {"anna@example.org"}
    assert shown(kind="cms.desk.overdue") == {"anna@example.org"}
    assert shown(language="ru") == everybody
    assert shown(language="en") == set()
    assert REPORT in administrator.get(reverse("wagtailadmin_home")).content.decode()


def test_number_of_queries_does_not_grow(administrator, django_assert_max_num_queries):
    administrator.get(REPORT)

    def listed(rows):
        while Letter.objects.count() < rows:
            send_mail("Тема", "Текст", None, [f"r{Letter.objects.count()}@example.org"])
        with django_assert_max_num_queries(20) as queries:
            administrator.get(REPORT)
        return len(queries)

    assert len({listed(1), listed(10), listed(40)}) == 1


def test_letter_is_shown_as_text_and_in_a_sandbox(administrator, known):
    page = administrator.get(page_of(known)).content.decode()
    frame = administrator.get(reverse("cms_letter_html", args=[known.pk]))

    assert "&lt;Страница&gt;" in page
    assert "<Страница>" not in page
    assert f'src="{reverse("cms_letter_html", args=[known.pk])}"' in page
    assert "sandbox" in page
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert frame.content.decode() == known.html


def test_text_for_its_recipient_alone_is_never_shown(administrator, secret):
    Letter.objects.update(
        state=LetterState.FAILED, text="https://example.org/token", html="<p>token</p>"
    )

    page = administrator.get(page_of(secret)).content.decode()

    assert "Новый пароль" in page
    assert "example.org/token" not in page
    frame = administrator.get(reverse("cms_letter_html", args=[secret.pk]), follow=True)
    assert frame.status_code == 404


def test_letter_is_sent_again_and_the_log_says_who(administrator, known):
    Letter.objects.update(state=LetterState.FAILED)
    mail.outbox.clear()

    response = administrator.post(reverse("cms_letter_resend", args=[known.pk]))

    assert response["Location"] == page_of(known)
    assert [letter.to for letter in mail.outbox] == [["anna@example.org"]]
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor) == ("mail.resend", administrator.user.pk)
    assert (entry.subject_key, entry.subject_title) == (str(known.pk), "")
    assert administrator.get(reverse("cms_letter_resend", args=[known.pk])).status_code == 405


def test_letter_on_its_way_is_not_sent_again(administrator, known):
    Letter.objects.update(state=LetterState.SENDING)
    mail.outbox.clear()

    response = administrator.post(reverse("cms_letter_resend", args=[known.pk]), follow=True)

    assert "нельзя отправить повторно" in response.content.decode()
    assert mail.outbox == []
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_template_has_a_preview(administrator, language):
    listed = administrator.get(TEMPLATES).content.decode()
    assert len(kinds()) >= 10
    for key in kinds():
        address = reverse("cms_letter_template", args=[key, language])
        assert f'href="{address}"' in listed
        response = administrator.get(address)
        message = response.context["message"]
        letters = [character for character in message.subject + message.body if character.isalpha()]
        cyrillic = sum("а" <= character.lower() <= "я" for character in letters)
        assert (cyrillic > len(letters) / 3) == (language == "ru"), key
        html = administrator.get(reverse("cms_letter_template_html", args=[key, language]))
        assert f'<html lang="{language}">' in html.content.decode()
    assert not Letter.objects.exists()


def test_unknown_template_and_language_are_not_found(administrator):
    for arguments in (["nothing", "ru"], ["cms.desk.overdue", "de"]):
        for name in ("cms_letter_template", "cms_letter_template_html"):
            found = administrator.get(reverse(name, args=arguments), follow=True)
            assert found.status_code == 404


def test_dry_run_is_said_on_the_page(administrator, settings, known):
    words = "Пробный режим"
    assert words not in administrator.get(page_of(known)).content.decode()
    settings.MAIL_DRY_RUN = True
    assert words in administrator.get(page_of(known)).content.decode()
