"""Security headers, caching of private pages, the request's line in the log."""

import json
import logging
import logging.config

import pytest

from cms.logs import json_logging
from cms.sections import SECTIONS

pytestmark = pytest.mark.django_db

PUBLIC = ["/ru/", "/en/", *(f"/ru/{slug}/" for slug in SECTIONS), "/ru/search/", "/ru/no-such/"]


@pytest.mark.parametrize("url", PUBLIC)
def test_policy_of_public_pages_allows_nothing_unsafe(client, url):
    policy = client.get(url)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy


def test_policy_is_loosened_in_the_office_only_for_inline_code(client_as):
    policy = client_as("editors-news").get("/admin/")["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["script-src"] == "'self' 'unsafe-inline'"
    assert rules["style-src"] == "'self' 'unsafe-inline'"
    assert rules["default-src"] == "'self'"
    assert "unsafe-eval" not in policy


def test_every_answer_has_the_security_headers(client):
    answer = client.get("/ru/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "url", ["/admin/", "/ru/", "/ru/news/", "/api/v1/catalogue/", "/ru/no-such/"]
)
def test_nothing_made_for_an_account_may_be_kept(client_as, url):
    assert client_as("editors-news").get(url)["Cache-Control"] == "private, no-store"


def test_anonymous_page_sets_no_cookie_and_may_be_kept(client):
    answer = client.get("/ru/")
    assert not answer.cookies
    assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_signing_in_answers_with_no_store(client, make_user):
    from tests.factories.foundation import PASSWORD

    user = make_user("editors-news")
    answer = client.post("/ru/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Cache-Control"] == "private, no-store"


def test_request_id_of_the_proxy_is_kept_and_a_strange_one_is_not(client):
    assert client.get("/livez", headers={"X-Request-ID": "abcd-1234-ef"})["X-Request-ID"] == (
        "abcd-1234-ef"
    )
    made = client.get("/livez", headers={"X-Request-ID": "bad id\n{}"})["X-Request-ID"]
    assert len(made) == 32


def test_log_line_is_json_without_personal_data(client_as, capsys):
    client = client_as("editors-news", username="anna", email="anna@example.org")
    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        logging.config.dictConfig(json_logging("INFO"))
        client.get("/admin/?q=secret", headers={"X-Request-ID": "abcd-1234-ef"})
        lines = capsys.readouterr().out.splitlines()
    finally:
        logging.getLogger().handlers[:], logging.getLogger().level = before
    line = next(json.loads(item) for item in lines if '"portal.request"' in item)
    assert line.pop("ms") >= 0
    assert line.pop("timestamp")
    assert line == {
        "event": "request",
        "logger": "portal.request",
        "level": "info",
        "request_id": "abcd-1234-ef",
        "method": "GET",
        "path": "/admin/",
        "status": 200,
        "account": client.user.pk,
    }
    assert not any("secret" in item or "anna" in item for item in lines)
