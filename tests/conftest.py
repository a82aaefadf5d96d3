"""What every test may ask for: a database, accounts by role, a signed-in client, a browser.

The database is SQLite in a throw-away folder, or the one DATABASE_URL names:
`python -m tests.services.postgres pytest tests` runs the same tests on a real PostgreSQL. The
catalogue is embedded, or with SEARCH_ENGINE=elasticsearch on the server that
`python -m tests.services.elasticsearch pytest tests` starts.
"""

import os
from pathlib import Path
from threading import Semaphore

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection

from search.engines.configuration import ELASTICSEARCH
from tests.services import MISSING, chromium, cluster, missing, required, templates


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _test_file() -> Path:
    return Path(settings.DATABASES["default"]["TEST"]["NAME"])


def pytest_collection_modifyitems(items):
    """Tests that need PostgreSQL run only there; those with a browser are marked as such."""
    elsewhere = pytest.mark.skip(reason="Needs PostgreSQL: python -m tests.services.postgres …")
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.e2e)
        if item.get_closest_marker("postgres") and _is_sqlite():
            item.add_marker(elsewhere)


def pytest_terminal_summary(terminalreporter):
    """Say loudly which services were missing."""
    for service, remedy in MISSING.items():
        terminalreporter.write_sep("*", f"{service} IS MISSING, its tests did not run", red=True)
        terminalreporter.write_line(remedy)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """SQLite: the database stands in a throw-away folder and may come ready-made."""
    return django_db_keepdb or _is_sqlite()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Put a kept copy of the empty portal in place; True when there was one."""
    return _is_sqlite() and templates.restore(_test_file())


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings, django_db_setup, django_db_blocker):
    """Keep a copy of a newly made database for the next run."""
    if _is_sqlite() and not django_db_modify_db_settings:
        with django_db_blocker.unblock():
            templates.keep(_test_file())


@pytest.fixture(autouse=True)
def _clean_state():
    """Start each test with an empty cache and Russian as the interface language."""
    from django.core.cache import cache
    from django.utils import translation

    cache.clear()
    with translation.override("ru"):
        yield


@pytest.fixture(autouse=True)
def _log_of_decisions_can_be_emptied(request, _django_db_helper):
    """Tests with real transactions empty the database; the log refuses that while it has rows."""
    yield
    marker = request.node.get_closest_marker("django_db")
    names = {"live_server", "transactional_db", "django_db_reset_sequences"}
    is_real = marker is not None and marker.kwargs.get("transaction")
    if is_real or names & set(request.fixturenames):
        from tests.factories.audit import empty_log

        empty_log()


@pytest.fixture
def make_user(db):
    """Make an account in groups: make_user("editors-news")."""
    from tests.factories import UserFactory

    def make(*groups: str, **fields):
        return UserFactory(groups=groups, **fields)

    return make


@pytest.fixture
def client_as(make_user):
    """A client signed in as a new account in groups: client_as("moderators-news")."""
    from django.test import Client

    def make(*groups: str, **fields):
        client = Client()
        client.user = make_user(*groups, **fields)
        client.force_login(client.user)
        return client

    return make


@pytest.fixture
def section(db):
    """The index page of a section: section("legal"), section("news", "en")."""
    from cms.sections import section_page

    return section_page


@pytest.fixture
def own_index(settings, tmp_path):
    """An index of the test's own, removed with it."""
    settings.SEARCH_INDEX_DIR = str(tmp_path / "index")
    if settings.SEARCH_ENGINE != ELASTICSEARCH:
        yield
        return
    with cluster.names() as prefix:
        settings.ELASTICSEARCH_PREFIX = prefix
        yield


@pytest.fixture(scope="session", autouse=True)
def _index_of_the_run():
    """Remove the index that tests without one of their own wrote on a server."""
    yield
    if settings.SEARCH_ENGINE == ELASTICSEARCH:
        cluster.remove(settings.ELASTICSEARCH_PREFIX)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A context after which everything put off until the commit has been done."""

    def run():
        return django_capture_on_commit_callbacks(execute=True)

    return run


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the run."""
    path = chromium.executable()
    if path is None:
        missing("Chromium", chromium.REMEDY)
    from playwright.sync_api import sync_playwright

    # The driver keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def live_server(live_server):
    """The live server; its last requests end before the database is emptied.

    A browser that is closed leaves requests behind (autosave, pings of an editing session), and a
    table that one of them reads cannot be emptied.
    """
    running = Semaphore(0)
    ended = Semaphore(0)

    def begin(**kwargs):
        running.release()

    def end(**kwargs):
        ended.release()

    request_started.connect(begin)
    request_finished.connect(end)
    yield live_server
    while running.acquire(blocking=False):
        ended.acquire(timeout=20)
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture
def page(browser, live_server):
    """A page of a new browser session at the live server; `page.requested` lists its requests."""
    context = browser.new_context(
        base_url=live_server.url, locale="ru-RU", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(15_000)
    opened = context.new_page()
    opened.requested = []
    opened.on("request", lambda request: opened.requested.append(request.url))
    yield opened
    context.close()


@pytest.fixture
def sign_in(live_server):
    """Sign an account in at the browser without the form: sign_in(page, user)."""
    from django.test import Client

    def enter(page, user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )

    return enter


@pytest.fixture(scope="session", autouse=True)
def _services_required():
    """Refuse a run that needs every service but was started without a browser."""
    if required() and chromium.executable() is None:
        pytest.exit(f"Chromium is required. {chromium.REMEDY}", returncode=1)
