"""Which engine the settings choose, and what is said of settings that choose none."""

import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured

from search.checks import check_engine
from search.engines import engine
from search.engines.elastic.engine import ElasticEngine
from search.engines.embedded import EmbeddedEngine


@pytest.fixture
def elasticsearch(settings):
    """Settings that choose Elasticsearch and are right."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9200"
    settings.ELASTICSEARCH_API_KEY = settings.ELASTICSEARCH_USER = ""
    settings.ELASTICSEARCH_PASSWORD = settings.ELASTICSEARCH_CA_CERTS = ""
    settings.ELASTICSEARCH_PREFIX = "portal_"
    settings.ELASTICSEARCH_TIMEOUT = 0.7
    return settings


def test_embedded_engine(settings):
    settings.SEARCH_ENGINE = "embedded"
    assert check_engine() == []
    assert isinstance(engine(), EmbeddedEngine)
    assert engine() is engine()


def test_elasticsearch(elasticsearch):
    elasticsearch.ELASTICSEARCH_URL = "https://a.example:9200, http://b.example,"
    assert check_engine() == []
    assert isinstance(engine(), ElasticEngine)
    assert engine() is engine()


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("SEARCH_ENGINE", "solr", "search.E001"),
        ("ELASTICSEARCH_URL", "", "search.E003"),
        ("ELASTICSEARCH_URL", " , ", "search.E003"),
        ("ELASTICSEARCH_URL", "search.example:9200", "search.E004"),
        ("ELASTICSEARCH_URL", "http://a.example:9200,ftp://b.example", "search.E004"),
        ("ELASTICSEARCH_URL", "http://a.example:port", "search.E004"),
        ("ELASTICSEARCH_CA_CERTS", "/nowhere/ca.pem", "search.E006"),
        ("ELASTICSEARCH_PREFIX", "Portal ", "search.E007"),
        ("ELASTICSEARCH_PREFIX", "", "search.E007"),
        ("ELASTICSEARCH_PREFIX", "_portal", "search.E007"),
        ("ELASTICSEARCH_TIMEOUT", 0.0, "search.E008"),
    ],
)
def test_wrong_setting_is_said_at_the_start_and_refused(elasticsearch, name, value, error):
    setattr(elasticsearch, name, value)
    assert [message.id for message in check_engine()] == [error]
    with pytest.raises(ImproperlyConfigured, match=name):
        engine()


def test_key_and_account_together_are_refused(elasticsearch):
    elasticsearch.ELASTICSEARCH_API_KEY = "key"
    elasticsearch.ELASTICSEARCH_USER = "portal"
    assert [message.id for message in check_engine()] == ["search.E005"]


def test_words_of_secrets_are_not_in_what_is_said(elasticsearch):
    elasticsearch.ELASTICSEARCH_URL = "ftp://portal:secret@a.example"
    elasticsearch.ELASTICSEARCH_API_KEY = "secret"
    elasticsearch.ELASTICSEARCH_USER = "portal"
    elasticsearch.ELASTICSEARCH_PASSWORD = "secret"
    assert "secret" not in str(check_engine())


_WITHOUT_CLIENT = """
import sys
import os
os.environ["SEARCH_ENGINE"] = "embedded"
sys.modules["elasticsearch"] = None
import django
django.setup()
from search.checks import check_engine
from search.engines import engine
print(type(engine()).__name__)
from django.test import override_settings
with override_settings(SEARCH_ENGINE="elasticsearch", ELASTICSEARCH_URL="http://a.example"):
    print(*[message.id for message in check_engine()])
"""


def test_client_is_needed_only_where_it_is_chosen():
    child = subprocess.run(
        [sys.executable, "-c", _WITHOUT_CLIENT],
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert child.stdout.split() == ["EmbeddedEngine", "search.E002"]
