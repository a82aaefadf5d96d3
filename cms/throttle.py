"""Small limiters: so many events of one kind from one source in a window of time."""

import hashlib
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import ngettext

MINUTE = 60


@dataclass(frozen=True)
class Limit:
    """At most `allowed` events of `kind` in each window of `seconds`, counted per source.

    Sources are kept hashed, in the cache, for two windows at most.
    """

    kind: str
    allowed: int
    seconds: int

    def take(self, *source: str) -> int:
        """Count an event of `source`; gives the seconds to wait if it is one too many, else 0."""
        key = self._key(source)
        cache.add(key, 0, timeout=2 * self.seconds)
        try:
            count = cache.incr(key)
        except ValueError:  # the cache has dropped the key since the line before
            count = 1
        if count <= self.allowed:
            return 0
        return self.seconds - int(time.time()) % self.seconds

    def forget(self, *source: str) -> None:
        """Let `source` start anew."""
        cache.delete(self._key(source))

    def _key(self, source: tuple[str, ...]) -> str:
        window = int(time.time()) // self.seconds
        digest = hashlib.sha256("\0".join((self.kind, *source)).encode()).hexdigest()[:32]
        return f"throttle:{window}:{digest}"


def address_of(request: HttpRequest) -> str:
    """The address of the client: of the connection, or as the trusted proxy gives it.

    `CLIENT_ADDRESS_HEADER` names the header that our own proxy always sets itself; without one no
    header is believed.
    """
    return str(request.META.get(settings.CLIENT_ADDRESS_HEADER or "REMOTE_ADDR", ""))


def is_over_limit(request: HttpRequest, kind: str, per_minute: int) -> bool:
    """Count the request and tell whether its address has gone over the limit of this minute."""
    return Limit(kind, per_minute, 60).take(address_of(request)) > 0


def waiting_message(seconds: int) -> str:
    """What to tell somebody who tried too often; at least one minute."""
    minutes = -(-seconds // MINUTE)
    return ngettext(
        "Too many attempts. Try again in %(minutes)s minute.",
        "Too many attempts. Try again in %(minutes)s minutes.",
        minutes,
    ) % {"minutes": minutes}
