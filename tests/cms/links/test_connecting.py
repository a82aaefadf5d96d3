"""Which addresses are public, and how long a site may take, against real sockets."""

import contextlib
import socket
import threading
import time

import pytest

from cms.links import asking
from cms.links.asking import Reply, ask
from cms.links.connecting import is_public
from cms.models.links import Problem


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "2a02:6b8::2:242",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.1.1",
        "239.255.255.250",
        "::1",
        "fe80::1%eth0",
        "fec0::1",
        "fd00::1",
        "ff0e::1",
        "::ffff:10.0.0.1",
        "::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::808:808",
        "2002:a00:1::1",
        "2002:7f00:1::1",
        "2001:0:a00:1::1",
    ],
)
def test_addresses_that_are_or_carry_private_ones(address):
    assert not is_public(address)


@pytest.fixture
def raw_site(settings):
    """Starts a site that answers GET with these pieces, one every `pause` seconds."""
    settings.LINK_CHECK_PRIVATE = True
    server = socket.create_server(("127.0.0.1", 0))
    stopping = threading.Event()
    threads = []

    def serve(pieces, pause):
        while not stopping.is_set():
            try:
                client, _address = server.accept()
            except OSError:
                return
            with client, contextlib.suppress(OSError):
                asked = client.recv(4096)
                if asked.startswith(b"HEAD"):
                    client.sendall(b"HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n")
                    continue
                for piece in pieces:
                    client.sendall(piece)
                    if stopping.wait(pause):
                        return

    def start(*pieces, pause=0.0):
        thread = threading.Thread(target=serve, args=(pieces, pause), daemon=True)
        thread.start()
        threads.append(thread)
        return f"http://127.0.0.1:{server.getsockname()[1]}/"

    yield start
    stopping.set()
    # Wakes the thread that waits for a connection.
    with contextlib.suppress(OSError):
        socket.create_connection(server.getsockname()).close()
    server.close()
    for thread in threads:
        thread.join(timeout=5)


PDF = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n"


def test_a_whole_document_is_hashed(raw_site):
    assert ask(raw_site(PDF + b"Content-Length: 5\r\n\r\n%PDF-")).sha256


def test_a_document_in_chunks_is_hashed(raw_site):
    chunks = b"Transfer-Encoding: chunked\r\n\r\n5\r\n%PDF-\r\n0\r\n\r\n"
    assert ask(raw_site(PDF + chunks)).sha256


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: 500\r\n\r\n%PDF-",
        b"Transfer-Encoding: chunked\r\n\r\n5\r\n%PDF-\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nff\r\n%PDF-",
        b"\r\n%PDF-",
    ],
)
def test_a_document_cut_short_answers_and_has_no_digest(raw_site, rest):
    assert ask(raw_site(PDF + rest)) == Reply(200)


def test_headers_that_drip_are_given_up(raw_site, monkeypatch):
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.6)
    url = raw_site(b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 50, pause=0.1)
    started = time.monotonic()
    assert ask(url) == Reply(problem=Problem.TIMEOUT)
    assert time.monotonic() - started < 3


def test_a_document_that_drips_answers_and_has_no_digest(raw_site, monkeypatch):
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.6)
    url = raw_site(PDF + b"Content-Length: 50\r\n\r\n", *[b"x"] * 50, pause=0.1)
    started = time.monotonic()
    assert ask(url) == Reply(200)
    assert time.monotonic() - started < 3


def test_redirect_loops_have_one_patience(raw_site, monkeypatch):
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.5)
    moved = b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"
    assert ask(raw_site(b"", moved, pause=0.2)) == Reply(problem=Problem.TIMEOUT)


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/вики".encode(), "/вики"),
        ("/вики".encode("cp1251"), "/%E2%E8%EA%E8"),
        (b"/a b", "/a b"),
    ],
)
def test_addresses_of_redirects_keep_their_bytes(raw_site, location, path):
    url = raw_site(b"HTTP/1.1 301 Moved\r\nLocation: " + location + b"\r\n\r\n")
    # The site answers everything alike, so what it moved to is asked until the steps are used up.
    assert asking._request(url, asking.Patience(5))[1] == path
    assert ask(url) == Reply(problem=Problem.REDIRECTS)
