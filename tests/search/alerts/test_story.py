"""From the form on a list to the letters and out again, as a reader meets it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from search.alerts import subscribing
from search.alerts.links import Purpose, token_of
from search.models import Letter, SavedSearch
from tests.search.alerts.conftest import ADDRESS, links

pytestmark = pytest.mark.django_db
URL = "/ru/search/follow/"


def form(**changes):
    return {
        "address": ADDRESS,
        "period": "daily",
        "lang": "ru",
        "parameters": "q=%D0%BB%D0%B0%D0%B7%D0%B5%D1%80&kind=news",
        "website": "",
    } | changes


def ask(client, **changes):
    answer = client.post(URL, form(**changes))
    assert (answer.status_code, answer["Location"]) == (302, "/ru/search/follow/asked/")


def test_whole_story(client, index, news, tell):
    page = client.get("/ru/search/?q=лазер&kind=news").content.decode()
    assert 'name="parameters" value="q=%D0%BB%D0%B0%D0%B7%D0%B5%D1%80&amp;kind=news"' in page
    ask(client)
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.subject == "Подтвердите письма о новом: «лазер», Новости"
    (confirm,) = links(letter, "/follow/confirm/")

    assert "да, пишите мне" in client.get(confirm).content.decode().lower()
    assert SavedSearch.objects.get().confirmed_at is None
    assert client.post(confirm).status_code == 200
    assert SavedSearch.objects.get().confirmed_at is not None

    assert tell() == []
    news("Новый лазер")
    (letter,) = tell(timezone.now() + timedelta(days=2))
    assert letter.subject == "1 новый материал: «лазер», Новости"
    assert "Новый лазер" in letter.body
    assert "Новый лазер" in letter.alternatives[0].content
    assert all(part.startswith("http://127.0.0.1:8000/ru/") for part in _hrefs(letter))

    leave = (
        letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    )
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.get(leave).status_code == 200
    assert SavedSearch.objects.exists()
    strict = type(client)(enforce_csrf_checks=True)
    answer = strict.post(leave, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not SavedSearch.objects.exists()
    assert not Letter.objects.exists()
    assert strict.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 404


def _hrefs(letter):
    return re.findall(r'href="([^"]+)"', letter.alternatives[0].content)


def test_form_needs_no_cookie_and_sets_none(client, index):
    page = client.get("/ru/search/")
    assert not page.cookies
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(URL, form()).status_code == 302


@pytest.mark.parametrize("state", ["unknown", "unconfirmed", "confirmed"])
def test_answer_tells_nobody_whether_an_address_is_known(client, saved, state):
    if state != "unknown":
        saved(form()["parameters"], confirmed=state == "confirmed")

    ask(client)

    assert SavedSearch.objects.count() == 1
    (letter,) = mail.outbox
    is_known = state == "confirmed"
    assert bool(links(letter, "/follow/confirm/")) is not is_known
    assert bool(links(letter, "/follow/manage/")) is is_known


def test_same_search_in_another_order_is_the_same(client, index):
    ask(client, parameters="kind=news&kind=event&q=a++b")
    ask(client, parameters="q=a+b&kind=event&kind=news&sort=oldest", address="READER@Example.org")

    assert SavedSearch.objects.get().parameters == "q=a+b&kind=event&kind=news"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"address": ""}, "Укажите адрес электронной почты."),
        ({"address": "reader"}, "name@example.org"),
        ({"address": "reader@example.org\nBcc: x@example.org"}, "name@example.org"),
        ({"address": "reader@example.org\r\nBcc: x"}, "name@example.org"),
        ({"address": "a@example.org, b@example.org"}, "name@example.org"),
        ({"period": "hourly"}, "hourly"),
        ({"parameters": "colour=red"}, "Начните снова"),
        ({"parameters": "date_from=x"}, "Начните снова"),
        ({"parameters": "q=" + "x" * 5000}, "Начните снова"),
    ],
)
def test_errors_are_named_and_what_was_typed_stays(client, index, changes, message):
    answer = client.post(URL, form(**changes))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "govuk-error-summary" in html
    assert message in html
    typed = changes.get("address", ADDRESS)
    if typed and "\n" not in typed:
        assert f'value="{typed}"' in html
    assert not SavedSearch.objects.exists()
    assert mail.outbox == []


def test_address_in_the_domain_of_another_script(client, index):
    ask(client, address="Ivan@Пример.РФ")
    ask(client, address="ivan@xn--e1afmkfd.xn--p1ai")

    search = SavedSearch.objects.get()
    assert search.address == "ivan@xn--e1afmkfd.xn--p1ai"
    assert mail.outbox[0].to == [search.address]
    subscribing.confirm(search)
    manage = client.get(f"{URL}manage/?t={token_of(search, Purpose.MANAGE)}")
    assert "ivan@пример.рф" in manage.content.decode()


def test_program_that_fills_the_trap_gets_the_same_answer(client, index):
    ask(client, website="https://spam.example")

    assert not SavedSearch.objects.exists()
    assert mail.outbox == []


def test_one_address_gets_few_letters_and_one_client_asks_few_times(client, index):
    for number in range(7):
        ask(client, parameters=f"q=a{number}")
    assert len(mail.outbox) == 5
    for number in range(13):
        ask(client, address=f"reader{number}@example.org")

    answer = client.post(URL, form(address="one@example.org"))

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert 'value="one@example.org"' in answer.content.decode()


def test_words_of_a_search_cannot_become_headers(client, index):
    ask(client, parameters="q=x%0D%0ABcc:+evil@example.org")

    (letter,) = mail.outbox
    assert letter.subject == "Подтвердите письма о новом: «x Bcc: evil@example.org»"
    assert letter.message()["Bcc"] is None


def test_unconfirmed_search_vanishes_after_a_week(saved):
    kept, old, new = (
        saved("q=a"),
        saved("q=b", confirmed=False),
        saved("q=c", confirmed=False),
    )
    week = timezone.now() - timedelta(days=7, minutes=1)
    SavedSearch.objects.filter(pk__in=[kept.pk, old.pk]).update(created_at=week)

    assert subscribing.drop_unconfirmed() == 1

    assert set(SavedSearch.objects.all()) == {kept, new}


@pytest.mark.parametrize("page", ["confirm", "manage", "leave"])
@pytest.mark.parametrize("wrong", ["", "x", "\x00", "eyJ4IjoxfQ:1:x"])
def test_wrong_token_opens_nothing(client, saved, page, wrong):
    saved()
    for method in (client.get, client.post):
        answer = method(f"{URL}{page}/", query_params={"t": wrong})
        assert answer.status_code == 404
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["Referrer-Policy"] == "same-origin"
    assert SavedSearch.objects.count() == 1


def test_token_of_one_purpose_opens_no_other_page(client, saved):
    search = saved()
    for purpose in Purpose:
        for page in Purpose:
            answer = client.get(f"{URL}{page}/", {"t": token_of(search, purpose)})
            assert answer.status_code == (200 if page == purpose else 404)


def test_link_to_confirm_expires_and_the_one_to_leave_does_not(client, saved, monkeypatch):
    search = saved(confirmed=False)
    import time

    real = time.time()
    monkeypatch.setattr("time.time", lambda: real - 8 * 24 * 60 * 60)
    old = {purpose: token_of(search, purpose) for purpose in Purpose}
    monkeypatch.undo()

    assert client.post(f"{URL}confirm/?t={old[Purpose.CONFIRM]}").status_code == 404
    assert client.get(f"{URL}manage/?t={old[Purpose.MANAGE]}").status_code == 200
    assert client.post(f"{URL}leave/?t={old[Purpose.LEAVE]}").status_code == 200
    assert not SavedSearch.objects.exists()


class TestManaging:
    @pytest.fixture
    def manage(self, client, saved):
        mine, other = saved("q=мой"), saved("q=второй")
        stranger = saved("q=чужой", address="other@example.org")
        url = f"{URL}manage/?t={token_of(mine, Purpose.MANAGE)}"

        def act(do, search=None, **more):
            return client.post(url, {"do": do, "search": str((search or mine).pk), **more})

        act.mine, act.other, act.stranger, act.url = mine, other, stranger, url
        return act

    def test_shows_the_searches_of_one_reader(self, client, manage):
        html = client.get(manage.url).content.decode()

        assert "«мой»" in html
        assert "«второй»" in html
        assert "чужой" not in html

    def test_period_pause_and_resume(self, manage):
        manage("period", manage.other, period="weekly")
        manage("pause", manage.other)
        manage.other.refresh_from_db()
        assert (manage.other.period, manage.other.paused_at is None) == ("weekly", False)
        since = manage.other.since

        manage("resume", manage.other)
        manage("period", manage.other, period="hourly")

        manage.other.refresh_from_db()
        assert (manage.other.period, manage.other.paused_at) == ("weekly", None)
        assert manage.other.since > since

    def test_search_of_somebody_else_stays_as_it_is(self, manage):
        for action in ("delete", "pause", "nonsense"):
            manage(action, manage.stranger)

        manage.stranger.refresh_from_db()
        assert manage.stranger.paused_at is None

    def test_deleting_the_search_of_the_link_leads_to_the_others(self, client, manage):
        answer = manage("delete")

        assert set(SavedSearch.objects.all()) == {manage.other, manage.stranger}
        assert "«второй»" in client.get(answer["Location"]).content.decode()
        assert client.get(manage.url).status_code == 404

    def test_everything_of_the_address_is_deleted(self, manage):
        assert manage("forget").status_code == 200

        assert set(SavedSearch.objects.all()) == {manage.stranger}

    @pytest.mark.parametrize("number", [1, 10, 100])
    def test_costs_the_same_for_any_number(self, client, saved, number, django_assert_num_queries):
        for each in range(number):
            search = saved(f"q=a{each}")
        client.get(url := f"{URL}manage/?t={token_of(search, Purpose.MANAGE)}")

        with django_assert_num_queries(3):
            assert client.get(url).content.decode().count('value="period"') == number
