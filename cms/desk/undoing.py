"""Decisions that whoever took them may still take back, remembered in the session."""

import time
from typing import Any

from django.http import HttpRequest

from cms.desk.queues import DeskQueue

UNDO_SECONDS = 10 * 60
"""How long a decision can be taken back; letters about it wait as long."""
_KEY = "desk_undo"
_MOST = 50


def offer(request: HttpRequest, queue: DeskQueue, key: str, title: str) -> None:
    """Remember a decision just taken, where its queue can take it back."""
    if queue.can_undo:
        entry = {
            "queue": queue.key,
            "key": key,
            "title": title,
            "until": time.time() + UNDO_SECONDS,
        }
        request.session[_KEY] = [entry, *_without(request, queue.key, key)][:_MOST]


def forget(request: HttpRequest, queue: DeskQueue, key: str) -> None:
    """Offer it no longer."""
    request.session[_KEY] = _without(request, queue.key, key)


def offered(request: HttpRequest) -> list[dict[str, Any]]:
    """What can be taken back now, the newest first."""
    now = time.time()
    return [entry for entry in request.session.get(_KEY, []) if entry["until"] > now]


def _without(request: HttpRequest, queue: str, key: str) -> list[dict[str, Any]]:
    return [one for one in offered(request) if (one["queue"], one["key"]) != (queue, key)]
