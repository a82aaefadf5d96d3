"""Servers that are in trouble: nobody listens, or somebody does and never answers."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ssl import SSLContext, SSLError


def closed_port() -> int:
    """A port of the loopback address on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Silent:
    """Listens, reads the beginning of each request and says nothing."""

    def __init__(self, tls: SSLContext | None = None) -> None:
        self.requests: list[bytes] = []
        self._tls = tls
        self._open: list[socket.socket] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hang up."""
        # Closing alone does not wake the thread that waits for a connection.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        for connection in self._open:
            connection.close()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._open.append(connection)
            try:
                if self._tls is not None:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                    self._open[-1] = connection
                self.requests.append(connection.recv(65_536))
            except (SSLError, OSError):
                connection.close()


@contextmanager
def silent(tls: SSLContext | None = None) -> Iterator[Silent]:
    """A server that never answers, as long as the context lives."""
    server = Silent(tls)
    try:
        yield server
    finally:
        server.close()
