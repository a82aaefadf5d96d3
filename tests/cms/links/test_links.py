"""The check of links against a real server: what answers, what does not, what is never asked."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from cms.desk.queues import Decision
from cms.links import checking, connecting
from cms.links.asking import Reply, ask
from cms.links.checking import check_links, check_when_on, collect_links, note
from cms.links.desk import LinkQueue
from cms.links.finding import links_in
from cms.models import ExternalLink
from cms.models.links import BROKEN_AFTER, Problem
from cms.workflow.rules import DecisionRefused, StaleDecision
from tests.factories.clusters import make_centre

pytestmark = pytest.mark.django_db


class Site(BaseHTTPRequestHandler):
    """A site with every kind of answer; `asked` keeps what it was asked for."""

    asked: list[str] = []
    document = b"%PDF first"

    def do_GET(self):
        self.asked.append(f"{self.command} {self.path}")
        routes = {
            "/moved": (301, "/fine"),
            "/elsewhere": (302, "/fine"),
            "/loop": (302, "/loop"),
            "/inside": (302, "http://127.0.0.1:1/"),
        }
        if self.path in routes:
            status, location = routes[self.path]
            self.answer(status, Location=location)
        elif self.path == "/no-head" and self.command == "HEAD":
            self.answer(405)
        elif self.path == "/slow":
            time.sleep(1)
            self.answer(200)
        elif self.path == "/document":
            self.answer(200, self.document, **{"Content-Type": "application/pdf"})
        else:
            self.answer({"/gone": 404, "/wrong": 500}.get(self.path, 200))

    def do_HEAD(self):
        self.do_GET()

    def answer(self, status, content=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def site(settings):
    settings.LINK_CHECK_PRIVATE, settings.LINK_CHECK_PAUSE = True, 0
    Site.asked, Site.document = [], b"%PDF first"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_answers_are_told_apart(site):
    assert ask(f"{site}/fine") == Reply(200)
    assert ask(f"{site}/gone").status == 404
    assert not ask(f"{site}/wrong").is_good
    assert ask(f"{site}/no-head") == Reply(200)
    assert Site.asked[-2:] == ["HEAD /no-head", "GET /no-head"]
    assert ask(f"{site}/moved").moved_to == f"{site}/fine"
    assert ask(f"{site}/elsewhere") == Reply(200)
    assert ask(f"{site}/loop").problem == Problem.REDIRECTS
    assert len(ask(f"{site}/document").sha256) == 64


def test_patience_ends(site, monkeypatch):
    monkeypatch.setattr(connecting, "TIMEOUT_SECONDS", 0.2)
    assert ask(f"{site}/slow").problem == Problem.TIMEOUT


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http:///x",
    ],
)
def test_private_networks_are_never_asked(url):
    reply = ask(url)
    assert reply.status is None
    assert reply.problem == Problem.PRIVATE


def test_a_redirect_into_a_private_network_is_not_followed(site, settings, monkeypatch):
    real = connecting.public_address
    calls = []

    def checked(host, port):
        calls.append(port)
        settings.LINK_CHECK_PRIVATE = len(calls) == 1
        return real(host, port)

    monkeypatch.setattr(connecting, "public_address", checked)
    assert ask(f"{site}/inside").problem == Problem.PRIVATE
    assert len(calls) == 2


def test_links_are_found_in_texts():
    text = 'См. (https://a.example/x?y=1&amp;z=2), "https://b.example/#part". https://'
    assert list(links_in(text)) == ["https://a.example/x?y=1&z=2", "https://b.example/"]


def test_letters_of_blocks_are_kept(site):
    body = [("text", RichText(f'<p><a href="{site}/вики/Кластер">вики</a></p>'))]
    make_centre("open", languages=("ru",), body=body)
    check_links()
    assert [link.url for link in ExternalLink.objects.all()] == [f"{site}/вики/Кластер"]
    assert ExternalLink.objects.get().status == 200


def test_public_pages_only_are_looked_at(site):
    page = make_centre("open", website=f"{site}/fine", sources=f"Отчёт: {site}/gone.")
    make_centre("draft", website=f"{site}/draft", live=False)
    closed = make_centre("closed", website=f"{site}/closed")
    for version in closed.get_translations(inclusive=True):
        PageViewRestriction.objects.create(page=version, restriction_type="login")
    draft = page.get_latest_revision_as_object()
    draft.website = f"{site}/unpublished"
    draft.save_revision()

    assert check_links() == 2

    assert sorted(Site.asked) == ["GET /gone", "HEAD /fine", "HEAD /gone"]
    assert {link.url for link in ExternalLink.objects.all()} == {f"{site}/fine", f"{site}/gone"}
    assert not [one for one in Site.asked if "draft" in one or "closed" in one or "unpub" in one]
    assert set(
        ExternalLink.objects.get(url=f"{site}/gone").pages.values_list("slug", flat=True)
    ) == {"open"}


def test_links_asked_today_wait_and_removed_ones_go(site, capsys):
    page = make_centre("open", languages=("ru",), website=f"{site}/fine")
    assert (check_links(), check_links()) == (1, 0)
    call_command("check_links", "--all")
    assert capsys.readouterr().out == "1 links asked\n"
    page.website = ""
    page.save_revision().publish()
    collect_links()
    assert not ExternalLink.objects.exists()


def test_nothing_is_asked_where_it_is_off(site):
    make_centre("open", website=f"{site}/fine")
    assert not check_when_on()
    assert Site.asked == []


CHECK = checking.check_in_turn.module_path


def waiting_tasks():
    rows = DBTaskResult.objects.filter(task_path=CHECK)
    return [row.args_kwargs["kwargs"] for row in rows.order_by("enqueued_at")]


def test_the_clock_leaves_the_check_to_the_queue(site, settings):
    settings.LINK_CHECK = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    make_centre("open", website=f"{site}/fine")

    assert check_when_on()
    assert not check_when_on(), "a second check while the first waits"

    assert Site.asked == []
    assert waiting_tasks() == [{"find": True}]
    assert checking.check_in_turn.call(find=True) == 1
    assert len(waiting_tasks()) == 1


def test_a_long_check_lets_other_tasks_pass_and_goes_on(site, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    make_centre("open", website=f"{site}/fine", sources=f"{site}/gone {site}/wrong")
    monkeypatch.setattr(checking, "RUN_SECONDS", 0)

    assert checking.check_in_turn.call(find=True) == 1
    assert waiting_tasks() == [{"find": False}]
    assert DBTaskResult.objects.get(task_path=CHECK).priority < 0
    assert [checking.check_in_turn.call(find=False) for _turn in range(3)] == [1, 1, 0]

    assert not ExternalLink.objects.filter(checked_at__isnull=True).exists()
    assert len(waiting_tasks()) == 2


def test_problems_are_told_in_the_language_of_the_reader(broken):
    note(broken.pk, ask(broken.url))
    broken.refresh_from_db()
    assert (broken.problem, broken.status) == (Problem.STATUS, 404)
    assert broken.state == "сайт отвечает 404"
    with override("en"):
        assert broken.state == "the site answers 404"
    note(broken.pk, Reply(problem=Problem.NO_SITE))
    broken.refresh_from_db()
    assert broken.state == "такого сайта нет"
    with override("en"):
        assert broken.state == "there is no such site"


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (404, "сайт отвечает 404", "status"),
        (500, "the site answers 500", "status"),
        (None, "no answer in time", "timeout"),
        (None, "такого сайта нет", "no_site"),
        (None, "etwas anderes", "silent"),
        (200, "", ""),
    ],
)
def test_problems_in_words_become_codes(status, words, code):
    migration = import_module("cms.migrations.0006_codes_of_link_problems")
    link = ExternalLink.objects.create(url="https://a.example/", status=status, problem=words)
    editor = SimpleNamespace(connection=connection)
    migration.to_codes(apps, editor)
    link.refresh_from_db()
    assert link.problem == code
    migration.to_codes(apps, editor)
    link.refresh_from_db()
    assert link.problem == code


@pytest.fixture
def broken(site):
    make_centre("open", languages=("ru",), website=f"{site}/gone")
    collect_links()
    link = ExternalLink.objects.get()
    link.failures = BROKEN_AFTER - 1
    link.save()
    return link


def test_failures_count_once_a_day_and_an_answer_clears_them(broken):
    note(broken.pk, Reply(404, Problem.STATUS))
    note(broken.pk, Reply(404, Problem.STATUS))
    broken.refresh_from_db()
    assert broken.failures == BROKEN_AFTER
    assert list(ExternalLink.objects.broken()) == [broken]
    note(broken.pk, Reply(200))
    broken.refresh_from_db()
    assert (broken.failures, broken.failed_on) == (0, None)


def test_a_changed_source_is_told(site, settings):
    make_centre("open", languages=("ru",), website=f"{site}/document")
    check_links()
    assert not ExternalLink.objects.get().has_changed
    Site.document = b"%PDF second"
    check_links(everything=True)
    link = ExternalLink.objects.get()
    assert link.has_changed
    assert list(ExternalLink.objects.waiting()) == [link]


def test_moderators_of_the_section_decide(broken, make_user):
    note(broken.pk, Reply(404, Problem.STATUS))
    queue, key = LinkQueue(), str(broken.pk)
    stranger, moderator = make_user("moderators-news"), make_user("moderators-clusters")
    assert list(queue.items(stranger)) == []
    with pytest.raises(DecisionRefused):
        queue.decide(stranger, key, "", Decision.APPROVE, "")
    assert [item.title for item in queue.items(moderator)] == [broken.url]
    (item,) = queue.items(moderator)
    with pytest.raises(DecisionRefused):
        queue.decide(moderator, key, item.version, Decision.RETURN, "")
    queue.decide(moderator, key, item.version, Decision.RETURN, "Сайт закрыт, найдите архив")
    assert list(queue.items(moderator)) == []
    broken.refresh_from_db()
    assert (broken.failures, broken.reason) == (BROKEN_AFTER, "Сайт закрыт, найдите архив")


def test_a_link_that_is_right_is_counted_anew(broken, make_user):
    note(broken.pk, Reply(404, Problem.STATUS))
    moderator = make_user("moderators-clusters")
    (item,) = LinkQueue().items(moderator)
    LinkQueue().decide(moderator, item.key, item.version, Decision.APPROVE, "")
    broken.refresh_from_db()
    assert broken.failures == 0


def test_a_decision_on_what_has_changed_or_was_decided_is_refused(broken, make_user):
    note(broken.pk, Reply(404, Problem.STATUS))
    queue, moderator = LinkQueue(), make_user("moderators-clusters")
    (seen,) = queue.items(moderator)
    note(broken.pk, Reply(500, Problem.STATUS))
    with pytest.raises(StaleDecision):
        queue.decide(moderator, seen.key, seen.version, Decision.APPROVE, "")
    (seen,) = queue.items(moderator)
    queue.decide(moderator, seen.key, seen.version, Decision.RETURN, "Ищите архив")
    with pytest.raises(StaleDecision):
        queue.decide(make_user("moderators-clusters"), seen.key, seen.version, "approve", "")
    broken.refresh_from_db()
    assert (broken.failures, broken.reason) == (BROKEN_AFTER, "Ищите архив")


def test_report_lists_links_of_ones_own_pages(broken, client_as):
    note(broken.pk, Reply(404, Problem.STATUS))
    address = reverse("cms_links")
    assert broken.url in client_as("editors-clusters").get(address).content.decode()
    assert broken.url not in client_as("editors-news").get(address).content.decode()
    assert client_as().get(address).status_code == 302
    export = client_as("administrators").get(f"{address}?export=csv&trouble=broken")
    assert broken.url in b"".join(export).decode()


@pytest.mark.parametrize("number", [1, 10, 100])
def test_queue_costs_the_same(broken, make_user, number, django_assert_num_queries):
    page = broken.pages.get()
    for place in range(number):
        link = ExternalLink.objects.create(url=f"https://x{place}.example/", failures=BROKEN_AFTER)
        link.pages.add(page)
    moderator = make_user("moderators-clusters")
    LinkQueue().may_use(moderator)
    with django_assert_num_queries(4):
        assert len(LinkQueue().items(moderator)) == number
