"""The API keeps to its description: every answer, over two thousand generated requests."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from search import indexing
from search.models import Term

LIST, SUGGEST = "/api/v1/catalogue/", "/api/v1/catalogue/suggest/"
GENERATED = settings(
    max_examples=1000,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
VOCABULARY = [
    *("кластер", "станков", "rkfcnth", "klaster", "ОЭЗ", "188", "2227-р", "и", "cluster"),
    *(
        '"',
        "«",
        "»",
        "-",
        "year:",
        "region:x",
        "год:2012..",
        "номер:188",
        "kind:news",
        ":",
        "..",
        "*",
    ),
    *("\x00", "\ud800", "🧪", "%", "<script>", "' OR 1=1 --", "а" * 200, "\u202e"),
]


@pytest.fixture
def described(client, index, news):
    """The description, with some things to be found."""
    Term.objects.create(term="ОЭЗ", meanings="особая экономическая зона")
    for number in range(12):
        news(f"Станки и кластеры {number}", "Особая экономическая зона. Cluster.")
    indexing.drain()
    return client.get("/api/openapi.json").json()


def validator(described, name):
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    return Draft202012Validator(schema)


def test_description_is_valid_and_names_every_facet(described):
    validate(described)
    assert described["openapi"] == "3.1.0"
    names = {one["name"] for one in described["paths"][LIST]["get"]["parameters"]}
    assert {"q", "lang", "sort", "page", "without", "kind", "topic", "region", "issuer"} <= names


@pytest.mark.django_db
def test_description_for_people_is_in_the_readers_language(client):
    for lang, title in (("ru", "Публичный API"), ("en", "Public API")):
        html = client.get("/api/", headers={"Accept-Language": lang}).content.decode()
        assert title in html
        assert 'href="/api/openapi.json"' in html


TEXTS = st.one_of(
    st.lists(st.sampled_from(VOCABULARY), max_size=6).map(" ".join), st.text(max_size=30)
)


def values_of(schema):
    """Good and bad values of a parameter."""
    inner = schema.get("items", schema)
    good = st.sampled_from(inner["enum"]) if "enum" in inner else TEXTS
    if inner.get("type") == "integer":
        good = st.integers(-3, 2000).map(str)
    if inner.get("format") == "date":
        good = st.dates().map(str)
    one = st.one_of(good, good, st.sampled_from(["", "x", "0", "\x00", "2012-13-40"]))
    return st.lists(one, min_size=1, max_size=3) if "items" in schema else one.map(lambda v: [v])


def calls(described, path):
    parameters = described["paths"][path]["get"]["parameters"]
    optional = {one["name"]: values_of(one["schema"]) for one in parameters if one["name"] != "q"}
    return st.fixed_dictionaries({"q": TEXTS.map(lambda text: [text])}, optional=optional)


def keep_to_the_description(client, described, path, name):
    answers = {200: validator(described, name), 400: validator(described, "Problem")}
    seen = set()

    @GENERATED
    @given(st.data())
    def ask(data):
        pairs = data.draw(calls(described, path))
        query = urlencode(pairs, doseq=True, errors="surrogatepass")
        response = client.get(f"{path}?{query}")
        seen.add(response.status_code)
        assert response.status_code in answers, (query, response.content[:500])
        is_good = response.status_code == 200
        expected = "application/json" if is_good else "application/problem+json"
        assert response["Content-Type"] == expected
        answers[response.status_code].validate(response.json())

    ask()
    return seen


def test_thousand_searches(client, described, settings):
    settings.API_REQUESTS_PER_MINUTE = 10**6
    assert keep_to_the_description(client, described, LIST, "Answer") == {200, 400}


def test_thousand_suggestions(client, described, settings):
    settings.API_REQUESTS_PER_MINUTE = 10**6
    assert keep_to_the_description(client, described, SUGGEST, "Suggestions") == {200, 400}


@pytest.mark.django_db
def test_address_that_is_none_is_a_problem(client):
    answer = client.get("/api/v2/things/?lang=en")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert "/api/" in answer.json()["detail"]


def test_too_many_requests_are_told_when_to_come_back(client, index, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    statuses = [client.get(SUGGEST, {"q": "ст"}).status_code for _ in range(3)]
    answer = client.get(SUGGEST, {"q": "ст"})
    assert statuses == [200, 200, 200]
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer["Content-Type"] == "application/problem+json"


def test_unchanged_description_and_suggestions_are_not_sent_again(client, index):
    for address in ("/api/openapi.json", f"{SUGGEST}?q=ст"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304)


def test_empty_box_is_offered_the_newest_titles(client, described):
    found = client.get(SUGGEST, {"q": "", "lang": "ru"}).json()["suggestions"]
    assert len(found) == 8
    assert all(one["url"] for one in found)


def test_titles_stand_by_kind_and_words_last(client, described):
    found = client.get(SUGGEST, {"q": "ста", "lang": "ru"}).json()["suggestions"]
    kinds = [one["kind"] for one in found]
    assert kinds[0] == "news"
    assert kinds == sorted(kinds, key=lambda kind: kind is None)
