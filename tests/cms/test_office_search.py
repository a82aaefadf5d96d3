"""Wagtail's own search of the office on the same Elasticsearch: one setting puts it there."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from wagtail.models import Page

from home.models import NewsPage
from tests.services import cluster

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings):
    """The office's search on the tests' server, in indices of this test."""
    with cluster.names() as prefix:
        settings.WAGTAILSEARCH_BACKENDS = {
            "default": {
                "BACKEND": "wagtail.search.backends.elasticsearch8",
                "URLS": [cluster.url()],
                "INDEX_PREFIX": f"{prefix}office_",
                "TIMEOUT": 30,
            }
        }

        def refresh():
            cluster.client().indices.refresh(index=f"{prefix}office_*")

        yield refresh


@pytest.fixture
def news(section):
    """Add a news page by its title."""

    def add(title):
        parent = section("news")
        page = NewsPage(title=title, locale=parent.locale)
        return parent.add_child(instance=page)

    return add


@pytest.fixture
def indexed(office, news):
    """Two pages in the office's index."""
    pages = [news("Станкостроение страны"), news("Ярмарка")]
    call_command("update_index", verbosity=0)
    office()
    return pages


def found(client, address, **parameters):
    html = client.get(address, parameters).content.decode()
    return [title for title in ("Станкостроение страны", "Ярмарка", "Выставка") if title in html]


@pytest.mark.parametrize("address", ["/admin/pages/search/", "/admin/choose-page/search/"])
def test_explorer_and_chooser_find_pages_by_their_beginning(client_as, indexed, address):
    client = client_as("administrators")
    assert found(client, address, q="Станкостроение") == ["Станкостроение страны"]
    assert found(client, address, q="станк") == ["Станкостроение страны"]
    assert found(client, address, q="ничего") == []


def test_published_renamed_and_deleted_pages_are_followed(client_as, indexed, office, committed):
    client = client_as("administrators")
    page = indexed[1]
    with committed():
        page.title = "Выставка"
        page.save_revision().publish()
    office()
    assert found(client, "/admin/pages/search/", q="выставка") == ["Выставка"]
    assert found(client, "/admin/pages/search/", q="ярмарка") == []
    with committed():
        Page.objects.get(pk=page.pk).delete()
    office()
    assert found(client, "/admin/pages/search/", q="выставка") == []


def test_page_is_saved_before_there_is_an_index(office, news):
    assert news("Ярмарка").pk
    assert Page.objects.filter(title="Ярмарка").exists()


@pytest.mark.parametrize(
    ("choice", "backend"),
    [
        ("database", "wagtail.search.backends.database"),
        ("elasticsearch", "wagtail.search.backends.elasticsearch8"),
    ],
)
def test_one_setting_chooses_and_passes_the_credentials_on(choice, backend):
    code = (
        "from cms.settings.search import WAGTAILSEARCH_BACKENDS as b; d = b['default'];"
        "print(d['BACKEND'], d.get('URLS'), d.get('INDEX_PREFIX'), d.get('OPTIONS'))"
    )
    environment = os.environ | {
        "ADMIN_SEARCH": choice,
        "ELASTICSEARCH_URL": "https://a.example:9200,https://b.example:9200",
        "ELASTICSEARCH_PREFIX": "portal_",
        "ELASTICSEARCH_USER": "office",
        "ELASTICSEARCH_PASSWORD": "secret",
    }
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.startswith(backend)
    if choice == "elasticsearch":
        rest = said.stdout.removeprefix(backend).strip()
        assert rest == (
            "['https://a.example:9200', 'https://b.example:9200'] portal_office_ "
            "{'basic_auth': ('office', 'secret')}"
        )
