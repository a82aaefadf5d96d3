"""Taking part: who is shown at once, what the rules refuse, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from platforms import views
from platforms.enums import Moderation
from platforms.models import Contribution, ContributionEdition, Discussion
from platforms.services import taking_part
from tests.factories.discussions import make_contribution, make_topic
from tests.factories.platforms import make_platform

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(make_user):
    return make_user(username="anna", first_name="Анна", last_name="Пример")


@pytest.fixture
def known(author):
    """Three contributions of the author have been published."""
    for number in range(3):
        make_contribution(make_topic(), author=author, text=f"Прежнее {number}")
    return author


@pytest.fixture
def signed_in(client, author):
    client.force_login(author)
    return client


def topic_of(moderation=Moderation.BEFORE):
    topic = make_topic()
    topic.platform.moderation = moderation
    topic.platform.save()
    return topic


def say(topic, author, typed="Есть что сказать", **fields):
    values = {"capacity": "", "language": "ru", **fields}
    return taking_part.reply(topic, author=author, typed=typed, **values)


@pytest.mark.parametrize(
    ("moderation", "approved", "state"),
    [
        (Moderation.BEFORE, 0, "pending"),
        (Moderation.BEFORE, 3, "pending"),
        (Moderation.AFTER, 0, "pending"),
        (Moderation.AFTER, 2, "pending"),
        (Moderation.AFTER, 3, "shown"),
    ],
)
def test_only_known_authors_are_shown_at_once(author, moderation, approved, state):
    for number in range(approved):
        make_contribution(make_topic(), author=author, text=f"Прежнее {number}")
    make_contribution(make_topic(), author=author, state="pending", text="Ждёт")
    make_contribution(make_topic(), author=author, state="rejected", text="Не взято")
    assert say(topic_of(moderation), author).state == state


def test_newcomers_may_give_two_links(author):
    links = "http://a.example http://b.example"
    assert say(topic_of(), author, f"Смотрите {links}").pk
    with pytest.raises(ValidationError) as refused:
        say(topic_of(), author, f"Смотрите {links} http://c.example")
    assert "не больше 2 ссылок" in str(refused.value)


def test_known_authors_may_give_more_links(known):
    assert say(topic_of(), known, "http://a.example http://b.example http://c.example").pk


def test_the_same_is_not_taken_twice(author, make_user):
    topic = topic_of()
    say(topic, author, "Одно и то же")
    with pytest.raises(ValidationError, match="ровно это"):
        say(topic_of(), author, "  Одно и то же\n")
    assert say(topic, make_user(username="other"), "Одно и то же").pk


def test_the_same_is_taken_after_a_week(author):
    first = say(topic_of(), author, "Одно и то же")
    week_ago = timezone.now() - timedelta(days=8)
    Contribution.objects.filter(pk=first.pk).update(created_at=week_ago)
    assert say(topic_of(), author, "Одно и то же").pk


@pytest.mark.parametrize("typed", ["", "   \n\n ", "> ", "ab"])
def test_nothing_said_is_not_taken(author, typed):
    with pytest.raises(ValidationError):
        say(topic_of(), author, typed)


def test_closed_topics_and_platforms_refuse(author):
    with pytest.raises(ValidationError):
        say(make_topic(state="closed"), author)
    platform = make_platform("shut").platform
    platform.is_open = False
    platform.save()
    with pytest.raises(ValidationError):
        taking_part.start_topic(
            platform, author=author, title="Тема", typed="Текст темы", capacity="", language="ru"
        )
    assert not Discussion.objects.filter(title="Тема").exists()


def test_own_text_is_changed_within_half_an_hour(author, make_user):
    contribution = say(topic_of(), author, "Сначала так")
    taking_part.edit_own(contribution, author=author, typed="Потом так")
    contribution.refresh_from_db()
    assert contribution.text == "<p>Потом так</p>"
    assert ContributionEdition.objects.get().text == "<p>Сначала так</p>"
    with pytest.raises(ValidationError):
        taking_part.edit_own(contribution, author=make_user(username="other"), typed="Чужое")
    contribution.created_at -= timedelta(minutes=31)
    contribution.save()
    with pytest.raises(ValidationError):
        taking_part.edit_own(contribution, author=author, typed="Слишком поздно")


def test_change_of_a_known_author_stays_shown_under_later_moderation(known):
    contribution = say(topic_of(Moderation.AFTER), known, "Сначала так")
    taking_part.edit_own(contribution, author=known, typed="Потом так")
    contribution.refresh_from_db()
    assert contribution.state == "shown"


def test_change_under_moderation_before_waits_again(author):
    contribution = make_contribution(topic_of(), author=author)
    taking_part.edit_own(contribution, author=author, typed="Теперь иначе")
    contribution.refresh_from_db()
    assert contribution.state == "pending"


def test_own_contribution_is_removed_for_good(author, make_user):
    contribution = make_contribution(topic_of(), author=author)
    with pytest.raises(ValidationError):
        taking_part.remove_own(contribution, author=make_user(username="other"))
    taking_part.remove_own(contribution, author=author)
    assert contribution.state == "removed"
    with pytest.raises(ValidationError):
        taking_part.remove_own(contribution, author=author)


def form(text="Есть что сказать", **fields):
    return {"text": text, "capacity": "Инженер", "language": "ru", "do": "send", **fields}


def test_reply_is_written_by_the_form(signed_in):
    topic = topic_of()
    first = make_contribution(topic, text="Отвечайте мне")
    address = f"/ru/discussions/{topic.pk}/reply/?to={first.number}"
    page = signed_in.get(address).content.decode()
    assert "Отвечайте мне" in page
    answer = signed_in.post(address, form(), follow=True)
    contribution = Contribution.objects.get(number=2)
    assert contribution.reply_to == first
    assert contribution.capacity == "Инженер"
    assert contribution.state == "pending"
    page = answer.content.decode()
    assert "Есть что сказать" in page
    assert "ждёт модератора" in page


def test_topic_is_started_by_the_form(signed_in):
    make_platform("lasers")
    data = form("Как их продать?", platform="lasers", title="Лазеры")
    answer = signed_in.post("/ru/discussions/new/", data, follow=True)
    topic = Discussion.objects.get()
    assert (topic.title, topic.state, topic.platform.slug) == ("Лазеры", "pending", "lasers")
    assert "Лазеры" in answer.content.decode()


def test_preview_sends_nothing_and_keeps_the_text(signed_in):
    topic = topic_of()
    data = form("- раз\n- два", do="preview")
    page = signed_in.post(f"/ru/discussions/{topic.pk}/reply/", data).content.decode()
    assert "<ul><li>раз</li><li>два</li></ul>" in page
    assert "- раз\n- два</textarea>" in page
    assert not Contribution.objects.exists()


def test_refused_text_stays_in_the_form(signed_in):
    topic = topic_of()
    data = form("Смотрите http://a.example http://b.example http://c.example")
    answer = signed_in.post(f"/ru/discussions/{topic.pk}/reply/", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "http://c.example</textarea>" in page
    assert "govuk-error-summary" in page


def test_trap_catches_machines(signed_in):
    topic = topic_of()
    data = form(website="http://spam.example")
    answer = signed_in.post(f"/ru/discussions/{topic.pk}/reply/", data)
    assert answer.status_code == 422
    assert not Contribution.objects.exists()


def test_too_many_are_told_when_to_come_back_and_lose_nothing(signed_in):
    address = f"/ru/discussions/{topic_of().pk}/reply/"
    for number in range(views.BURST.allowed):
        assert signed_in.post(address, form(f"Слово {number}")).status_code == 302
    answer = signed_in.post(address, form("Лишнее слово"))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= views.BURST.seconds
    assert "Лишнее слово</textarea>" in answer.content.decode()
    assert Contribution.objects.count() == views.BURST.allowed


def test_text_survives_the_sign_in(client, author):
    topic = topic_of()
    address = f"/ru/discussions/{topic.pk}/reply/"
    answer = client.post(address, form("Написано без входа"))
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url
    assert not Contribution.objects.exists()
    data = {"login": "anna", "password": "pass-for-tests"}
    author.set_password(data["password"])
    author.save()
    signed = client.post(answer.url, data)
    assert signed.url == address
    page = client.get(address).content.decode()
    assert "Написано без входа</textarea>" in page
    assert "Написано без входа" not in client.get(address).content.decode()


def test_topic_closed_while_writing_keeps_the_text(signed_in):
    topic = topic_of()
    topic.close()
    topic.save()
    answer = signed_in.post(f"/ru/discussions/{topic.pk}/reply/", form("Опоздавшее слово"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Опоздавшее слово</textarea>" in page
    assert "Обсуждение закрыто" in page
    assert signed_in.get(f"/ru/discussions/{topic.pk}/reply/").status_code == 302


def test_edit_and_remove_by_the_forms(signed_in, author):
    contribution = make_contribution(topic_of(), author=author, text="- раз\n- два")
    address = f"/ru/discussions/{contribution.discussion_id}/1/"
    assert "- раз\n- два</textarea>" in signed_in.get(f"{address}edit/").content.decode()
    signed_in.post(f"{address}edit/", form("Иначе"))
    contribution.refresh_from_db()
    assert contribution.text == "<p>Иначе</p>"
    signed_in.post(f"{address}remove/", {"do": "send"})
    contribution.refresh_from_db()
    assert contribution.state == "removed"


def test_others_contributions_are_not_there(signed_in, make_user):
    other = make_user(username="other")
    contribution = make_contribution(topic_of(), author=other, state="pending")
    address = f"/ru/discussions/{contribution.discussion_id}/1/"
    for part in ("", "edit/", "remove/"):
        assert signed_in.get(f"{address}{part}").status_code == 404
    assert signed_in.post(f"{address}remove/", {"do": "send"}).status_code == 404
    contribution.refresh_from_db()
    assert contribution.state == "pending"


def test_own_contributions_are_marked_on_the_page(signed_in, author, client):
    topic = topic_of()
    make_contribution(topic, author=author)
    make_contribution(topic)
    page = signed_in.get(f"/ru/platforms/discussions/{topic.pk}/").content.decode()
    assert page.count("Изменить или удалить") == 1
    client.logout()
    page = client.get(f"/ru/platforms/discussions/{topic.pk}/").content.decode()
    assert "Изменить или удалить" not in page
