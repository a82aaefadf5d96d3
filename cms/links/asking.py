"""Asks one address, politely and only of the public internet.

A name is resolved once and the connection is made to the address that was checked, so that a
name which changes its mind between the two leads nowhere; every redirect is checked anew.
"""

import hashlib
import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

TIMEOUT_SECONDS = 10
MOST_REDIRECTS = 5
_QUERY = "/%:@!$&'()*+,;=?~-._"
DOCUMENT_BYTES = 10 * 1024 * 1024
_DOCUMENTS = ("application/pdf", "application/msword", "application/vnd.", "application/rtf")
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_NO_HEAD = (400, 403, 404, 405, 501)


@dataclass(frozen=True)
class Reply:
    """What an address answered: a status, or the problem in words."""

    status: int | None = None
    problem: str = ""
    moved_to: str = ""
    sha256: str = ""

    @property
    def is_good(self) -> bool:
        """Whether a reader would see something there."""
        return self.status is not None and self.status < 400


class _RefusedError(OSError):
    """The address is not of the public internet."""


def ask(url: str) -> Reply:
    """Ask an address; whatever goes wrong is a reply in words and never an error."""
    moved_to, permanent, current = "", True, url
    try:
        for _step in range(MOST_REDIRECTS + 1):
            status, location, digest = _request(current)
            if status not in _REDIRECTS or not location:
                return Reply(status, "" if status < 400 else _status(status), moved_to, digest)
            permanent = permanent and status in _PERMANENT
            current = urljoin(current, location)
            moved_to = current if permanent else moved_to
        return Reply(problem=_("too many redirects"))
    except _RefusedError:
        return Reply(problem=_("the address is not of the public internet"))
    except TimeoutError:
        return Reply(problem=_("no answer in time"))
    except socket.gaierror:
        return Reply(problem=_("there is no such site"))
    except ssl.SSLError:
        return Reply(problem=_("the certificate of the site is not valid"))
    except (OSError, http.client.HTTPException, ValueError):
        return Reply(problem=_("the site does not answer"))


def _status(status: int) -> str:
    return _("the site answers %(status)s") % {"status": status}


def _request(url: str) -> tuple[int, str, str]:
    """Status, where it redirects, and the digest of a document."""
    for method in ("HEAD", "GET"):
        connection = _connection(url)
        try:
            parts = urlsplit(url)
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            path += f"?{quote(parts.query, safe=_QUERY)}" if parts.query else ""
            agent = f"Pleiada link check ({settings.WAGTAILADMIN_BASE_URL})"
            headers = {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}
            connection.request(method, path, headers=headers)
            reply = connection.getresponse()
            is_document = (reply.getheader("Content-Type") or "").startswith(_DOCUMENTS)
            if method == "HEAD" and (reply.status in _NO_HEAD or is_document):
                continue
            location = reply.getheader("Location") or ""
            return reply.status, location, _digest(reply) if is_document else ""
        finally:
            connection.close()
    raise http.client.HTTPException


def _digest(reply: http.client.HTTPResponse) -> str:
    """SHA-256 of a document; empty where it is larger than what is read."""
    content = reply.read(DOCUMENT_BYTES + 1)
    is_whole = reply.status == 200 and len(content) <= DOCUMENT_BYTES
    return hashlib.sha256(content).hexdigest() if is_whole else ""


def _connection(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _RefusedError
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _public_address(parts.hostname, port)
    if parts.scheme == "http":
        connection = http.client.HTTPConnection(parts.hostname, port, timeout=TIMEOUT_SECONDS)
        connection.sock = socket.create_connection(address, TIMEOUT_SECONDS)
        return connection
    context = ssl.create_default_context()
    secure = http.client.HTTPSConnection(
        parts.hostname, port, timeout=TIMEOUT_SECONDS, context=context
    )
    plain = socket.create_connection(address, TIMEOUT_SECONDS)
    secure.sock = context.wrap_socket(plain, server_hostname=parts.hostname)
    return secure


def _public_address(host: str, port: int) -> tuple[str, int]:
    """The first address of a host, where all of its addresses are public."""
    found = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.LINK_CHECK_PRIVATE and not all(
        ipaddress.ip_address(str(one).split("%")[0]).is_global for one in found
    ):
        raise _RefusedError
    return str(found[0]), port
