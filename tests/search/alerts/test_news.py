"""What counts as new, and that nothing is told twice or lost."""

import random
from datetime import timedelta
from itertools import chain

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search import indexing
from search.alerts import news as alerts_news
from search.alerts import subscribing
from search.alerts.news import drop_old_letters, tell_news
from search.alerts.periods import period_at
from search.engines import engine
from search.engines.base import EngineUnavailable
from search.models import Arrival, Letter, SavedSearch
from tests.search.alerts.conftest import moscow

pytestmark = pytest.mark.django_db


def later(days):
    return timezone.now() + timedelta(days=days)


def told(letters):
    """Titles of the fixed pattern in letters, in order."""
    return [
        line.partition(". ")[2]
        for letter in letters
        for line in letter.body.splitlines()
        if line.startswith("Новости. ")
    ]


def republish(page):
    page.refresh_from_db()
    page.save_revision().publish()


def test_only_what_came_after_the_confirmation_is_new(saved, news, tell):
    news("Лазер старый")
    indexing.drain()
    search = saved("q=лазер", confirmed=False)
    news("Лазер до подтверждения")
    indexing.drain()
    subscribing.confirm(search)
    news("Лазер новый")
    news("Токарный станок")

    assert told(tell(later(1))) == ["Лазер новый"]
    assert tell(later(2)) == []


def test_second_publication_edits_moves_and_an_index_written_anew_are_no_news(saved, news, tell):
    page = news("Лазер старый")
    indexing.drain()
    saved("q=лазер")
    page.refresh_from_db()
    page.unpublish()
    indexing.drain()
    republish(page)
    page.title, page.slug = "Лазер иначе", "inache"
    page.save_revision().publish()
    indexing.drain()
    indexing.rebuild()

    assert tell(later(1)) == []
    news("Лазер новый")
    assert told(tell(later(2))) == ["Лазер новый"]


def test_things_of_an_index_that_existed_before_are_not_new(saved, news, tell):
    page = news("Лазер старый")
    indexing.drain()
    Arrival.objects.all().delete()
    indexing.rebuild()
    saved("q=лазер")
    republish(page)

    assert tell(later(1)) == []
    assert Arrival.objects.get(key=page.translation_key).at is None


def test_rebuild_does_not_swallow_a_change_that_waits(saved, news, tell, settings):
    saved("q=лазер")
    settings.SEARCH_INLINE_DRAIN = False
    news("Лазер новый")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexing, "drain", lambda: 0)
        indexing.rebuild()

    assert told(tell(later(1))) == ["Лазер новый"]


def test_thing_that_comes_to_fit_a_search_within_a_month_is_told(saved, news, tell):
    saved("q=лазер")
    page = news("Станок")
    assert tell(later(1)) == []
    page.title = "Лазер"
    page.save_revision().publish()

    assert told(tell(later(2))) == ["Лазер"]


def test_restricted_page_that_is_opened_is_new(saved, news, tell):
    page = news("Лазер закрытый")
    lock = PageViewRestriction.objects.create(page=page, restriction_type="login")
    Arrival.objects.all().delete()
    indexing.rebuild()
    saved("q=лазер")
    assert tell(later(1)) == []
    lock.delete()

    assert told(tell(later(2))) == ["Лазер закрытый"]


@pytest.mark.parametrize("hide", ["unpublish", "delete", "restrict"])
def test_thing_hidden_after_the_letter_was_made_is_not_in_it(
    saved, news, hide, monkeypatch, settings
):
    search = saved("q=лазер")
    page, other = news("Лазер тайный"), news("Лазер явный")
    indexing.drain()
    keys = [str(page.translation_key), str(other.translation_key)]
    page.refresh_from_db()
    monkeypatch.setattr(indexing, "keep_up", lambda: None)
    if hide == "restrict":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        getattr(page, hide)()

    alerts_news.queue_letter(search, Letter.Kind.NEWS, "2026-11-25", keys)

    (letter,) = mail.outbox
    assert told([letter]) == ["Лазер явный"]
    assert "тайный" not in letter.body + letter.alternatives[0].content + letter.subject


def test_nothing_is_put_in_place_of_the_words(saved, news, tell, client):
    news("Лазер старый")
    saved("q=kfpth")
    saved("q=лазир")
    news("Лазер новый")

    assert tell(later(1)) == []
    assert b"<entry" not in client.get("/ru/search/feed.atom?q=kfpth").content


def test_draft_is_never_told(saved, news, tell):
    saved("")
    page = news("Лазер", live=False)
    page.save_revision()

    assert tell(later(1)) == []


def test_letter_about_nothing_public_is_not_sent(saved, news):
    search = saved("q=лазер")
    page = news("Лазер")
    page.refresh_from_db()
    page.unpublish()
    indexing.drain()

    letter = alerts_news.queue_letter(search, Letter.Kind.NEWS, "x", [str(page.translation_key)])

    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == (Letter.State.FAILED, [])
    assert letter.reason == "Nothing in it is public any more."


def test_nothing_is_lost_while_the_index_is_away(saved, news, tell, monkeypatch):
    search = saved("q=лазер")
    news("Лазер новый")
    indexing.drain()

    def away(*args):
        raise EngineUnavailable("gone")

    with monkeypatch.context() as patch:
        patch.setattr(type(engine()), "search", away)
        tell_news(later(1))
        assert mail.outbox == []
        search.refresh_from_db()
        assert search.told_period == period_at("daily", timezone.now())

    assert told(tell(later(1))) == ["Лазер новый"]


def test_search_that_cannot_be_asked_any_more_leaves_the_others_alone(saved, news, tell):
    broken, whole = saved("q=лазер"), saved("q=лазер&kind=news")
    SavedSearch.objects.filter(pk=broken.pk).update(parameters="colour=red")
    news("Лазер новый")

    (letter,) = tell(later(1))

    assert Letter.objects.get(kind=Letter.Kind.NEWS).search == whole
    assert told([letter]) == ["Лазер новый"]


def test_search_that_fails_leaves_the_others_alone(saved, news, tell, monkeypatch):
    saved("q=лазер")
    saved("q=новый")
    news("Лазер новый")
    indexing.drain()
    search = type(engine()).search

    def failing(self, plan):
        if any("лазер" in str(clause) for clause in plan.must):
            raise RuntimeError("no luck")
        return search(self, plan)

    with monkeypatch.context() as patch:
        patch.setattr(type(engine()), "search", failing)
        tell_news(later(1))

    periods = dict(SavedSearch.objects.values_list("parameters", "told_period"))
    assert len(set(periods.values())) == 2
    assert len(tell(later(1))) == 1


def test_paused_search_is_silent_and_goes_on_from_now(saved, news, tell):
    search = saved("q=лазер")
    subscribing.pause(search)
    news("Лазер во время паузы")
    assert tell(later(1)) == []
    subscribing.resume(search)
    news("Лазер после паузы")

    assert told(tell(later(2))) == ["Лазер после паузы"]


def test_letter_lists_some_and_counts_all(saved, news, tell, settings):
    settings.ALERTS_ITEMS = 2
    saved("q=лазер")
    for number in range(5):
        news(f"Лазер {number}")

    (letter,) = tell(later(1))

    assert letter.subject == "5 новых материалов: «лазер»"
    assert len(told([letter])) == 2
    assert "И ещё 3" in letter.body


def test_more_than_fits_one_letter_comes_in_the_next(saved, news, tell, monkeypatch):
    monkeypatch.setattr(alerts_news, "MOST", 3)
    saved("q=лазер")
    for number in range(5):
        news(f"Лазер {number}")

    found = [told(tell(later(day))) for day in (1, 2, 3)]

    assert [len(part) for part in found] == [3, 2, 0]
    assert sorted(chain.from_iterable(found)) == [f"Лазер {number}" for number in range(5)]


def test_english_letter_about_a_thing_in_russian(saved, news, tell):
    saved("kind=news", lang="en")
    news("Лазер")

    (letter,) = tell(later(1))

    assert letter.subject == "1 new thing: News"
    assert "News. Лазер" in letter.body
    assert '<div style="padding:12px 0;border-top:1px solid #d4dce6" lang="ru">' in (
        letter.alternatives[0].content
    )


@pytest.mark.parametrize(
    ("period", "moment", "name"),
    [
        ("daily", moscow(25, 7, 59), "2026-11-24"),
        ("daily", moscow(25, 8), "2026-11-25"),
        ("daily", moscow(26, 0), "2026-11-25"),
        ("weekly", moscow(30, 7, 59), "2026-W48"),
        ("weekly", moscow(30, 8), "2026-W49"),
        ("weekly", moscow(25, 12), "2026-W48"),
    ],
)
def test_period_begins_at_the_hour_in_moscow(period, moment, name):
    assert period_at(period, moment) == name


def test_weekly_letter_comes_on_monday_with_everything_of_the_week(saved, news, tell):
    saved("q=лазер", period="weekly")
    SavedSearch.objects.update(told_period="2026-W48")
    news("Лазер один")
    assert tell(moscow(29, 23)) == []
    news("Лазер два")

    assert sorted(told(tell(moscow(30, 9)))) == ["Лазер два", "Лазер один"]
    assert tell(moscow(30, 12)) == []


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_each_new_thing_is_told_exactly_once(saved, news, tell, monkeypatch, seed):
    """Random publications, edits, withdrawals, rebuilds, outages and repeated runs."""
    chance = random.Random(seed)
    news("Лазер старый")
    indexing.drain()
    saved("q=лазер", period=chance.choice(["daily", "weekly"]))
    published, pages, found, day = [], [], [], 0

    def away(*args):
        raise EngineUnavailable("gone")

    for step in range(25):
        match chance.choice(["publish", "publish", "edit", "blink", "rebuild", "outage", "tell"]):
            case "publish":
                title = f"Лазер номер {step}"
                pages.append(news(title))
                published.append(title)
            case "edit" if pages:
                republish(chance.choice(pages))
            case "blink" if pages:
                page = chance.choice(pages)
                page.refresh_from_db()
                page.unpublish()
                indexing.drain()
                republish(page)
            case "rebuild":
                indexing.rebuild()
            case "outage":
                with monkeypatch.context() as patch:
                    patch.setattr(type(engine()), "search", away)
                    tell_news(later(day := day + 1))
            case "tell":
                found += told(tell(later(day := day + chance.randrange(3))))
    found += told(tell(later(day + 8)))

    assert sorted(found) == sorted(published)


@pytest.mark.parametrize("number", [1, 10, 40])
def test_run_without_news_costs_the_same_for_any_number(
    saved, news, tell, number, django_assert_num_queries
):
    for each in range(number):
        saved(f"q=редкость{each}", address=f"reader{each}@example.org")
    news("Лазер")
    indexing.drain()

    with django_assert_num_queries(7):
        assert tell_news(later(1)) == 0


def test_old_records_go_but_never_those_that_say_what_was_told(saved, news, settings):
    settings.ALERTS_LOG_DAYS = 1
    search = saved("q=лазер")
    Letter.objects.all().delete()
    for days in (32, 30):
        letter = alerts_news.queue_letter(search, Letter.Kind.CONFIRM, str(days))
        Letter.objects.filter(pk=letter.pk).update(created_at=later(-days))

    assert drop_old_letters() == 1
    assert Letter.objects.get().period == "30"
