"""A small limiter: so many events of one kind from one address in a minute."""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpRequest


def is_over_limit(request: HttpRequest, kind: str, per_minute: int) -> bool:
    """Count the request and tell whether its address has gone over the limit of this minute.

    The address is kept hashed and for two minutes.
    """
    address = request.META.get("REMOTE_ADDR", "")
    minute = int(time.time()) // 60
    digest = hashlib.sha256(f"{kind}:{address}".encode()).hexdigest()[:32]
    key = f"throttle:{minute}:{digest}"
    cache.add(key, 0, timeout=120)
    return cache.incr(key) > per_minute
