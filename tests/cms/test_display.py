"""The version for the visually impaired: choices, cookie, profile, the form that sets them."""

import pytest
from django.test import Client, RequestFactory

from cms.display import CHOICES, COOKIE, Display
from cms.views.display import comes_from_here, way_back

ADDRESS = "/preferences/display/"
SAME_SITE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def post(client: Client, values: dict[str, str], **headers: str):
    return client.post(ADDRESS, values, **(headers or SAME_SITE))


def test_display_survives_its_cookie():
    display = Display(size="3", spacing="2", scheme="blue", images="off", panel="open")

    assert display.cookie == "3.2.blue.off.open"
    assert Display.from_cookie(display.cookie) == display


@pytest.mark.parametrize(
    ("cookie", "expected"),
    [
        ("", Display()),
        ("2", Display(size="2")),
        ("9.9.pink.maybe.ajar", Display()),
        ("2.<script>.blue", Display(size="2", scheme="blue")),
        ("." * 5000, Display()),
    ],
)
def test_damaged_cookie_gives_the_known_part(cookie, expected):
    assert Display.from_cookie(cookie) == expected


def test_attributes_name_only_what_differs():
    assert Display(panel="open").attributes == {}
    assert Display(size="2", images="off").attributes == {"data-size": "2", "data-images": "off"}


def test_scheme_has_five_choices_besides_the_usual_and_sizes_and_spacings_three():
    assert len(CHOICES["scheme"]) == 6
    assert len(CHOICES["size"]) == len(CHOICES["spacing"]) == 3


def test_post_keeps_the_choice_for_a_year_and_changes_one_thing(db, client):
    post(client, {"size": "2", "next": "/ru/"})
    answer = post(client, {"scheme": "blue", "next": "/ru/"})

    cookie = answer.cookies[COOKIE]
    assert cookie.value == "2.1.blue.on.closed"
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


def test_post_without_script_leads_back_to_the_page(db, client):
    answer = post(client, {"panel": "open", "next": "/ru/?q=клас%20тер#here"})

    assert answer.status_code == 302
    assert (
        answer["Location"] == "/ru/?q=%D0%BA%D0%BB%D0%B0%D1%81%20%D1%82%D0%B5%D1%80#display-panel"
    )


def test_post_by_script_answers_with_the_choice(db, client):
    answer = client.post(ADDRESS, {"size": "3"}, HTTP_ACCEPT="application/json", **SAME_SITE)

    assert answer.json() == {
        "size": "3",
        "spacing": "1",
        "scheme": "usual",
        "images": "on",
        "panel": "closed",
    }


def test_reset_removes_the_cookie(db, client):
    post(client, {"size": "2"})
    answer = post(client, {"reset": "1"})

    assert answer.cookies[COOKIE]["max-age"] == 0


def test_unknown_values_change_nothing(db, client):
    post(client, {"size": "2"})
    answer = post(client, {"size": "7", "scheme": "pink", "images": "maybe"})

    assert answer.cookies[COOKIE].value == "2.1.usual.on.closed"


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "relative",
        "#",
        "",
    ],
)
def test_way_back_never_leaves_the_site(address):
    request = RequestFactory().post(ADDRESS, {"next": address})

    assert way_back(request, Display()) == "/"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"}, False),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, False),
        ({"HTTP_ORIGIN": "http://testserver"}, True),
        ({"HTTP_ORIGIN": "https://elsewhere.example"}, False),
        ({"HTTP_ORIGIN": "null"}, False),
        ({"HTTP_REFERER": "http://testserver/ru/"}, True),
        ({"HTTP_REFERER": "http://testserver.elsewhere.example/"}, False),
        ({}, False),
    ],
)
def test_form_is_accepted_from_this_host_alone(headers, expected):
    assert comes_from_here(RequestFactory().post(ADDRESS, **headers)) is expected


def test_foreign_form_changes_nothing(db, client):
    answer = client.post(ADDRESS, {"size": "2"}, HTTP_ORIGIN="https://elsewhere.example")

    assert answer.status_code == 403
    assert COOKIE not in answer.cookies


def test_get_is_refused(db, client):
    assert client.get(ADDRESS).status_code == 405


def test_profile_keeps_the_choice_and_beats_the_cookie(db, client_as):
    client = client_as()
    post(client, {"scheme": "beige"})
    client.user.refresh_from_db()

    assert client.user.display == Display(scheme="beige").as_dict()

    client.cookies[COOKIE] = "3.1.usual.on.closed"
    page = client.get("/ru/no-such-page/").content.decode()
    assert '<html lang="ru" class="govuk-template--rebranded" data-scheme="beige">' in page


def test_server_writes_the_choice_on_every_page(db, client):
    client.cookies[COOKIE] = "2.3.white-on-black.off.open"

    page = client.get("/en/no-such-page/")

    assert page.status_code == 404
    assert (
        '<html lang="en" class="govuk-template--rebranded" data-size="2" data-spacing="3"'
        ' data-scheme="white-on-black" data-images="off">'
    ) in page.content.decode()


def test_pages_without_the_cookie_stay_free_of_cookies(db, client):
    page = client.get("/ru/no-such-page/")

    assert page.cookies == {}
    assert "Cookie" in page["Vary"]
    assert " data-s" not in page.content.decode().partition("<head>")[0]


def test_failure_page_needs_no_database_and_keeps_the_choice():
    from cms.views.errors import server_error

    request = RequestFactory().get("/ru/")
    request.COOKIES[COOKIE] = "2.1.blue.on.closed"

    page = server_error(request)

    assert page.status_code == 500
    text = page.content.decode()
    assert 'data-size="2" data-scheme="blue"' in text
    assert "На сервере что-то сломалось" in text
    assert "Something broke on the server" in text
