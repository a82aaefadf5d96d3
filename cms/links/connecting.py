"""Connections to the public internet only, that end by a time whatever the other side does.

A name is resolved once and the connection is made to the address that was checked, so that a
name which changes its mind between the two leads nowhere.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT_SECONDS = 10
"""The longest silence of a site."""

_V4_WITHIN = ipaddress.IPv6Network("64:ff9b::/96")
_NEVER = tuple(
    ipaddress.IPv6Network(network)
    # Translation within one's own network (RFC 8215), addresses that stand for IPv4 (RFC 4291).
    for network in ("64:ff9b:1::/48", "::/96")
)


class RefusedError(OSError):
    """The address is not of the public internet."""


class Patience:
    """So many seconds for everything; an answer that drips in does not prolong them."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until the next sign of life must have come; TimeoutError where none are left."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, TIMEOUT_SECONDS)


@contextmanager
def connected(url: str, patience: Patience) -> Iterator[http.client.HTTPConnection]:
    """A connection to the site of an address, closed at the end; RefusedError where it is private.

    Raises OSError, TimeoutError and ValueError for what goes wrong on the way.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedError
    is_secure = parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    sock = socket.create_connection(public_address(parts.hostname, port), patience.left())
    try:
        connection: http.client.HTTPConnection
        if is_secure:
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(parts.hostname, port, context=context)
            sock.settimeout(patience.left())
            sock = context.wrap_socket(sock, server_hostname=parts.hostname)
        else:
            connection = http.client.HTTPConnection(parts.hostname, port)
        connection.sock = _PatientSocket(sock, patience)
        yield connection
    finally:
        sock.close()


def public_address(host: str, port: int) -> tuple[str, int]:
    """The first address of a host, where all of its addresses are public."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.LINK_CHECK_PRIVATE and not all(is_public(address) for address in found):
        raise RefusedError
    return found[0], port


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, and leads to no other kind by an inner one.

    Multicast is nobody's site. An IPv6 address that carries one of IPv4 (mapped, NAT64 by RFC 6052,
    6to4 by RFC 3056) is as public as that.
    """
    found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _V4_WITHIN:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.is_site_local or any(found in network for network in _NEVER):
            return False
    return found.is_global and not found.is_multicast


class _PatientSocket:
    """A socket as `http.client` uses one, every step of it within a patience."""

    def __init__(self, sock: socket.socket, patience: Patience) -> None:
        self._sock, self._patience = sock, patience

    def sendall(self, data: Any) -> None:
        self._sock.settimeout(self._patience.left())
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Received(self._sock, self._patience))

    def close(self) -> None:
        """Leave it open: a reply is read after its connection was closed. `connected` ends it."""


class _Received(io.RawIOBase):
    """What a socket receives."""

    def __init__(self, sock: socket.socket, patience: Patience) -> None:
        super().__init__()
        self._sock, self._patience = sock, patience

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._patience.left())
        return self._sock.recv_into(buffer)
