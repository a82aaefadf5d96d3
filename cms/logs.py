"""Logs as JSON lines with a request id and no personal data."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,64}")

logger = logging.getLogger("portal.request")

_SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.ExtraAdder(),
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def json_logging(level: str) -> dict[str, Any]:
    """A `LOGGING` setting that writes everything from `level` up as JSON lines to stdout."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "json",
            }
        },
        "root": {"handlers": ["stdout"], "level": level},
        # Django's own handlers would write every line a second time, by mail even.
        "loggers": {"django": {"handlers": [], "level": level, "propagate": True}},
    }


class RequestLog:
    """Gives each request an id and writes one line about it when it is answered.

    The id comes from the proxy (`X-Request-ID`) or is made here; it is returned in the same header
    and stands in every line written meanwhile. The line holds the path without its query, which
    may hold what a person typed, and the number of the account, never its name or mail.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            self._write(request, response, time.perf_counter() - started)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
        response["X-Request-ID"] = request_id
        return response

    def _write(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        # Only an account that the view has looked at: the log does not ask the database.
        account = getattr(request, "_cached_user", None)
        logger.log(
            logging.WARNING if response.status_code >= 500 else logging.INFO,
            "request",
            extra={
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
                "account": getattr(account, "pk", None),
            },
        )
