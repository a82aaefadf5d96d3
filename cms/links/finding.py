"""Which links to other sites stand on public pages."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page

from cms.querysets import public

_URL = re.compile(r"https?://[^\s\"'<>\\\u00ab\u00bb]+")
_TRAILING = ".,;:!?)]}"
_LONGEST = 500
_CHUNK = 100


def links_of_pages() -> dict[str, set[int]]:
    """Primary keys of the public pages by the address they link to; drafts are not looked at."""
    own = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    found: dict[str, set[int]] = defaultdict(set)
    pages = public(Page.objects.filter(depth__gt=1, alias_of__isnull=True)).order_by("pk")
    for page in pages.specific().iterator(chunk_size=_CHUNK):
        for text in _texts(page.serializable_data()):
            for url in links_in(text):
                if urlsplit(url).netloc != own:
                    found[url].add(page.pk)
    return found


def links_in(text: str) -> Iterator[str]:
    """Addresses in a text, without the sign that ends its sentence."""
    for match in _URL.finditer(html.unescape(text)):
        url = match.group().rstrip(_TRAILING).split("#")[0]
        if len(url) <= _LONGEST and _has_host(url):
            yield url


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _texts(value: Any) -> Iterator[str]:
    """Every text in the data of a page: fields, rows, blocks."""
    match value:
        case str() if value.startswith(("[{", '{"')):
            # Blocks are kept as JSON, where letters beyond ASCII are escaped.
            try:
                yield from _texts(json.loads(value))
            except ValueError:
                yield value
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list() | tuple():
            for one in value:
                yield from _texts(one)
