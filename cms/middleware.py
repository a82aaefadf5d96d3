"""Middleware of the foundation."""

from collections.abc import Callable
from typing import Any

from allauth.account.middleware import AccountMiddleware
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

from cms import tree

ANSWERS = (ImmediateHttpResponse, ReauthenticationRequired)
"""Exceptions of allauth that stand for an answer."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class AtomicWrites:
    """One transaction around each view that is asked to change something.

    Wagtail's admin views save a page and send the signals afterwards, outside a transaction; with
    this a receiver's row (the search outbox, a log entry) stands or falls with the change.
    `ATOMIC_REQUESTS` would do the same for reads as well, which on SQLite takes the write lock
    for every page shown. A view that writes to the tree of pages waits for its turn first; one
    that the database undid over a deadlock is called again. Must stand last, for returning a
    response from `process_view` skips the `process_view` of middleware after it. For the same
    reason no middleware sees what the view raises: allauth's is asked from here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.answer_of = AccountMiddleware(get_response).process_exception

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Run the view in a transaction when its method may write."""
        if request.method in SAFE_METHODS:
            return None
        match = request.resolver_match
        writes_tree = match is not None and match.view_name in tree.VIEWS

        def answer() -> HttpResponseBase:
            _rewind(request)
            if writes_tree:
                tree.lock_tree()
            return view(request, *args, **kwargs)

        try:
            return tree.repeated(answer)
        except ANSWERS as error:
            return self.answer_of(request, error)


def _rewind(request: HttpRequest) -> None:
    """Forget what an attempt that was undone has read and said."""
    if not hasattr(request, "_attempted"):
        request._attempted = True
        return
    for files in request.FILES.lists():
        for file in files[1]:
            file.seek(0)
    said = get_messages(request)
    if said is not None:
        said._queued_messages.clear()


class Languages(LocaleMiddleware):
    """Django's own, but an address below `/api/` that is none is not looked for among the pages."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Leave answers of the API as they are."""
        if request.path_info.startswith("/api/"):
            return response
        return super().process_response(request, response)
