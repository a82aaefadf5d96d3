"""Asks one address, politely and only of the public internet; every redirect is checked anew."""

import hashlib
import http.client
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from cms.links.connecting import Patience, RefusedError, connected
from cms.models.links import Problem

PATIENCE_SECONDS = 45
"""An address is given up after so long, with all its redirects."""
MOST_REDIRECTS = 5
DOCUMENT_BYTES = 10 * 1024 * 1024
_PATH = "/%:@!$&'()*+,;=~-._"
_QUERY = f"{_PATH}?"
_WHOLE = f"{_QUERY}#[]"
_DOCUMENTS = ("application/pdf", "application/msword", "application/vnd.", "application/rtf")
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_NO_HEAD = (400, 403, 404, 405, 501)


@dataclass(frozen=True)
class Reply:
    """What an address answered: a status, or the problem."""

    status: int | None = None
    problem: str = ""
    moved_to: str = ""
    sha256: str = ""

    @property
    def is_good(self) -> bool:
        """Whether a reader would see something there."""
        return self.status is not None and self.status < 400


def ask(url: str) -> Reply:
    """Ask an address; whatever goes wrong is a reply with a problem and never an error."""
    patience = Patience(PATIENCE_SECONDS)
    moved_to, permanent, current = "", True, url
    try:
        for _step in range(MOST_REDIRECTS + 1):
            status, location, digest = _request(current, patience)
            if status not in _REDIRECTS or not location:
                problem = "" if status < 400 else Problem.STATUS
                return Reply(status, problem, moved_to, digest)
            permanent = permanent and status in _PERMANENT
            current = urljoin(current, location)
            moved_to = current if permanent else moved_to
        return Reply(problem=Problem.REDIRECTS)
    except RefusedError:
        return Reply(problem=Problem.PRIVATE)
    except TimeoutError:
        return Reply(problem=Problem.TIMEOUT)
    except socket.gaierror:
        return Reply(problem=Problem.NO_SITE)
    except ssl.SSLError:
        return Reply(problem=Problem.CERTIFICATE)
    except (OSError, http.client.HTTPException, ValueError):
        return Reply(problem=Problem.SILENT)


def _request(url: str, patience: Patience) -> tuple[int, str, str]:
    """Status, where it redirects, and the digest of a document."""
    for method in ("HEAD", "GET"):
        with connected(url, patience) as connection:
            parts = urlsplit(url)
            path = quote(parts.path or "/", safe=_PATH)
            path += f"?{quote(parts.query, safe=_QUERY)}" if parts.query else ""
            agent = f"Pleiada link check ({settings.WAGTAILADMIN_BASE_URL})"
            headers = {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}
            connection.request(method, path, headers=headers)
            reply = connection.getresponse()
            is_document = (reply.getheader("Content-Type") or "").startswith(_DOCUMENTS)
            if method == "HEAD" and (reply.status in _NO_HEAD or is_document):
                continue
            return reply.status, _location(reply), _digest(reply) if is_document else ""
    raise http.client.HTTPException


def _location(reply: http.client.HTTPResponse) -> str:
    """Where a reply redirects: bytes beyond ASCII are UTF-8, or else kept as they came."""
    # http.client reads headers as Latin-1, which keeps every byte.
    raw = (reply.getheader("Location") or "").encode("latin-1")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return quote(raw, safe=_WHOLE)


def _digest(reply: http.client.HTTPResponse) -> str:
    """SHA-256 of a document that was read to its end.

    Empty where it is larger than what is read, came too slowly or was cut short, and where a reply
    without a length leaves open whether it was.
    """
    length = reply.length
    if reply.status != 200 or (length is None and not reply.chunked):
        return ""
    try:
        content = reply.read(DOCUMENT_BYTES + 1)
    except (OSError, http.client.HTTPException):
        return ""
    is_whole = length in (None, len(content)) and len(content) <= DOCUMENT_BYTES
    return hashlib.sha256(content).hexdigest() if is_whole else ""
