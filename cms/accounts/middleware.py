"""What holds for every request of an account."""

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

Handler = Callable[[HttpRequest], HttpResponseBase]

PAGES = re.compile(r"/(ru|en)/accounts/")


class NeverCached:
    """Pages of accounts hold tokens of forms: no cache may keep them, whoever asks."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer and forbid to keep it, unless that is said already."""
        response = self.get_response(request)
        if PAGES.match(request.path_info) and "no-store" not in response.get("Cache-Control", ""):
            add_never_cache_headers(response)
        return response
