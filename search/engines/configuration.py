"""The settings of the engines, read and judged without a client or a server."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

EMBEDDED, ELASTICSEARCH = "embedded", "elasticsearch"
# What the server accepts as the beginning of a name of an index.
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")


@dataclass(frozen=True)
class Access:
    """Where the servers are and how to get in; `timeout` is what a reader waits, in seconds."""

    urls: tuple[str, ...]
    timeout: float
    api_key: str = ""
    user: str = ""
    password: str = ""
    ca_certs: str = ""


@dataclass(frozen=True)
class Problem:
    """Why the settings name no engine; `id` is the end of the id of a system check."""

    id: str
    message: str
    hint: str


def access() -> Access:
    """How the settings reach the servers."""
    urls = (url.strip() for url in settings.ELASTICSEARCH_URL.split(","))
    return Access(
        urls=tuple(filter(None, urls)),
        timeout=settings.ELASTICSEARCH_TIMEOUT,
        api_key=settings.ELASTICSEARCH_API_KEY,
        user=settings.ELASTICSEARCH_USER,
        password=settings.ELASTICSEARCH_PASSWORD,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
    )


def problems() -> Iterator[Problem]:
    """What is wrong with the settings of the chosen engine."""
    if settings.SEARCH_ENGINE not in {EMBEDDED, ELASTICSEARCH}:
        yield Problem(
            "E001",
            f"SEARCH_ENGINE is {settings.SEARCH_ENGINE!r}.",
            "It can be 'embedded' or 'elasticsearch'.",
        )
    if settings.SEARCH_ENGINE == ELASTICSEARCH:
        yield from _problems_of_access(access())


def _problems_of_access(given: Access) -> Iterator[Problem]:
    if find_spec("elasticsearch") is None:
        yield Problem(
            "E002",
            "SEARCH_ENGINE is 'elasticsearch' and its client is not installed.",
            "Install requirements/production.txt.",
        )
    if not given.urls:
        yield Problem(
            "E003",
            "SEARCH_ENGINE is 'elasticsearch' and ELASTICSEARCH_URL is empty.",
            "Name a server, as https://search.example:9200; several with commas between them.",
        )
    for url in given.urls:
        if not _is_address(url):
            yield Problem(
                "E004",
                "ELASTICSEARCH_URL holds an address that cannot be used.",
                "An address begins with http:// or https:// and names a host.",
            )
    if given.api_key and given.user:
        yield Problem(
            "E005",
            "ELASTICSEARCH_API_KEY and ELASTICSEARCH_USER are both set.",
            "Set one of them.",
        )
    if given.ca_certs and not Path(given.ca_certs).is_file():
        yield Problem(
            "E006",
            f"ELASTICSEARCH_CA_CERTS names no file: {given.ca_certs}.",
            "Give the path of a file with certificates in PEM form.",
        )
    if not _PREFIX.fullmatch(settings.ELASTICSEARCH_PREFIX):
        yield Problem(
            "E007",
            f"ELASTICSEARCH_PREFIX is {settings.ELASTICSEARCH_PREFIX!r}.",
            "It holds small Latin letters, digits and _ . - only, a letter or digit first.",
        )
    if given.timeout <= 0:
        yield Problem(
            "E008",
            f"ELASTICSEARCH_TIMEOUT is {given.timeout}.",
            "It is a number of seconds above 0.",
        )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
