"""Counts of what readers look for, and the report that leads to mending results."""

import csv
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate
from openpyxl import load_workbook
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import ModelLogEntry

from search import log
from search.models import SearchCount, Term

pytestmark = pytest.mark.django_db
ADDRESS = "/ru/search/seen/"


def note(text="кластер", found=3):
    return log.sign(text, "ru", found)


def row(text="кластер"):
    return SearchCount.objects.get(text=text)


def test_page_of_results_carries_a_note_and_counts_nothing_itself(client, index, news):
    from search.indexing import drain

    news("Станки для всех")
    drain()
    html = client.get("/ru/search/", {"q": "станки"}).content.decode()
    signed = html.split('data-search-note="')[1].split('"')[0]
    assert log.read(signed) == log.Note("станки", "ru", 1)
    assert 'data-search-first="1"' in html
    assert not SearchCount.objects.exists()


def test_catalogue_without_words_carries_no_note(client, index):
    assert "data-search-note" not in client.get("/ru/search/").content.decode()


def test_searches_and_opened_results_are_counted(client):
    for _ in range(2):
        assert client.post(ADDRESS, {"note": note()}).status_code == 204
    client.post(ADDRESS, {"note": note(), "position": "2"})
    client.post(ADDRESS, {"note": note(), "position": "5"})
    client.post(ADDRESS, {"note": note("клстр", 0)})
    counted = row()
    assert (counted.searches, counted.empty, counted.found) == (2, 0, 3)
    assert (counted.clicks, counted.positions, counted.day) == (2, 7, localdate())
    assert row("клстр").empty == 1


def test_nothing_of_a_person_is_kept():
    kept = {field.name for field in SearchCount._meta.get_fields()}
    assert kept == {
        "id",
        "day",
        "language",
        "text",
        "searches",
        "empty",
        "found",
        "clicks",
        "positions",
    }
    assert log.normalised("  Закон  218-ФЗ ") == "закон 218-фз"


@pytest.mark.parametrize(
    "text",
    [
        "ivanov@example.org",
        "+7 495 123-45-67",
        "8.916.123.45.67",
        "8/916/1234567",
        "7 495 123–45–67",
        "4509 123456 кому",
        "112-233-445 95",
        f"{'слово ' * 15}ivanov.petr@example.org",
        f"{'слово ' * 15}+7 495 123-45-67",
    ],
)
def test_what_may_be_of_a_person_is_not_kept(text):
    assert log.sign(text, "ru", 1) == ""


@pytest.mark.parametrize("text", ["закон от 09.04.2010", "бюджет 2012 - 2014", "тел 123-45-67"])
def test_dates_and_periods_are_kept(text):
    assert log.normalised(text) == text


def test_long_text_is_cut():
    assert log.normalised("слово " * 40) == ("слово " * 40)[: log.MAX_CHARACTERS].rstrip()


@pytest.mark.parametrize(
    "sent",
    [{}, {"note": "x"}, {"note": note(), "position": "-1"}, {"note": note(), "position": "a"}],
)
def test_what_was_not_signed_here_is_refused(client, sent):
    assert client.post(ADDRESS, sent).status_code == 400
    assert not SearchCount.objects.exists()


def test_too_many_notes_are_told_when_to_come_back(client):
    answers = [client.post(ADDRESS, {"note": "x"}) for _ in range(61)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_old_days_are_forgotten(settings, capsys):
    settings.SEARCH_LOG_DAYS = 30
    for days in (10, 29, 31, 100):
        day = localdate() - timedelta(days=days)
        SearchCount.objects.create(day=day, language="ru", text="кластер", searches=1)
    call_command("prune_search_log")
    assert "2 rows" in capsys.readouterr().out
    assert SearchCount.objects.count() == 2


@pytest.fixture
def counted():
    """Counts of two days: a frequent search, one without results, a rare one."""
    today = localdate()
    for days in (0, 1):
        day = today - timedelta(days=days)
        make = SearchCount.objects.create
        make(day=day, language="ru", text="кластер", searches=4, found=9, clicks=2, positions=3)
        make(day=day, language="ru", text="тосэр", searches=2, empty=2)
    SearchCount.objects.create(day=today, language="en", text="rare", searches=2, empty=2)


def test_report_sums_days_up_and_leaves_rare_searches_out(client_as, counted):
    response = client_as("administrators").get("/admin/reports/searches/")
    rows = {row["text"]: row for row in response.context["object_list"]}
    assert list(rows) == ["кластер", "тосэр"]
    assert (rows["кластер"]["number"], rows["кластер"]["place"]) == (8, 1.5)
    assert (rows["тосэр"]["without"], rows["тосэр"]["place"]) == (4, None)


def test_report_asks_of_all_the_days_chosen(client_as):
    make, today = SearchCount.objects.create, localdate()
    yesterday = today - timedelta(days=1)
    make(day=today, language="ru", text="opened", searches=4, found=2)
    make(day=yesterday, language="ru", text="opened", searches=5, found=9, clicks=4, positions=4)
    make(day=yesterday, language="ru", text="unopened", searches=3, found=12)
    make(day=today, language="ru", text="mended", searches=3, found=5)
    make(day=yesterday, language="ru", text="mended", searches=4, empty=4)
    make(day=today, language="ru", text="empty", searches=3, empty=3)

    def report(**chosen):
        answer = client_as("administrators").get("/admin/reports/searches/", chosen)
        return {row["text"]: row for row in answer.context["object_list"]}

    rows = report()
    assert list(rows) == ["opened", "mended", "empty", "unopened"]
    assert {text: row["last_found"] for text, row in rows.items()} == {
        "opened": 2,
        "mended": 5,
        "empty": 0,
        "unopened": 12,
    }
    assert list(report(trouble="unopened")) == ["mended", "unopened"]
    empty = report(trouble="empty")
    assert {text: row["number"] for text, row in empty.items()} == {"mended": 7, "empty": 3}
    rows = report(day_from=today.isoformat(), trouble="unopened")
    assert {text: row["number"] for text, row in rows.items()} == {"opened": 4, "mended": 3}


def test_report_leads_to_a_promotion_with_the_text_filled_in(client_as, counted, news):
    client = client_as("administrators")
    html = client.get("/admin/reports/searches/").content.decode()
    address = "/admin/reports/searches/promote/?query=%D1%82%D0%BE%D1%81%D1%8D%D1%80"
    assert address in html
    form = client.get(address)
    assert form.context["form"]["query_string"].value() == "тосэр"
    assert 'value="тосэр"' in form.content.decode()
    page = news("Территории развития")
    values = {"query_string": "тосэр", "editors_picks-0-page": page.pk, "editors_picks-0-ORDER": 0}
    values |= {"editors_picks-TOTAL_FORMS": 1, "editors_picks-INITIAL_FORMS": 0}
    client.post("/admin/reports/searches/promote/", values)
    promotion = SearchPromotion.objects.get()
    assert (promotion.query.query_string, promotion.page_id) == ("тосэр", page.pk)
    assert ModelLogEntry.objects.filter(object_id=promotion.pk, action="wagtail.create").exists()


def test_report_leads_to_a_term_with_the_text_filled_in(client_as, counted):
    client = client_as("administrators")
    html = client.get("/admin/reports/searches/", {"trouble": "empty"}).content.decode()
    assert "кластер</div>" not in html
    address = "/admin/snippets/search/term/add/?term=%D1%82%D0%BE%D1%81%D1%8D%D1%80"
    assert address in html
    form = client.get(address).content.decode()
    assert 'value="тосэр"' in form


def test_report_is_exported(client_as, counted):
    answer = client_as("administrators").get("/admin/reports/searches/", {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet["A"]][1:] == ["кластер", "тосэр"]


def test_what_readers_typed_is_no_formula_in_a_table(client_as):
    for text in ("=1+2", "-кластер", "кластер=1"):
        SearchCount.objects.create(day=localdate(), language="ru", text=text, searches=3)
    answer = client_as("administrators").get("/admin/reports/searches/", {"export": "csv"})
    rows = list(csv.reader(b"".join(answer.streaming_content).decode().splitlines()))
    assert sorted(row[0] for row in rows[1:]) == sorted(["'=1+2", "'-кластер", "кластер=1"])


def test_report_is_not_for_editors(client_as, counted):
    assert client_as("editors-news").get("/admin/reports/searches/").status_code == 302


def test_terms_are_edited_with_history(client_as):
    client = client_as("administrators")
    values = {"term": "ОЭЗ", "meanings": "особая экономическая зона", "is_two_way": "on"}
    client.post("/admin/snippets/search/term/add/", values | {"is_active": "on"})
    term = Term.objects.get()
    values["meanings"] += "\nSEZ"
    client.post(f"/admin/snippets/search/term/edit/{term.pk}/", values | {"is_active": "on"})
    term.refresh_from_db()
    assert term.lines == ("особая экономическая зона", "SEZ")
    assert term.revisions.count() == 2
    history = client.get(f"/admin/snippets/search/term/history/{term.pk}/")
    assert len(history.context["object_list"]) >= 2


def test_wrong_term_keeps_what_was_typed(client_as):
    client = client_as("administrators")
    values = {"term": "и на", "meanings": "рынок"}
    html = client.post("/admin/snippets/search/term/add/", values).content.decode()
    assert "рынок" in html
    assert not Term.objects.exists()
