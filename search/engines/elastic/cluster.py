"""The connection to the servers: one client per process, its errors as `EngineUnavailable`."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError
from elasticsearch.helpers import BulkIndexError

from search.engines.base import EngineUnavailable
from search.engines.configuration import Access
from search.engines.elastic.breaker import Breaker

logger = logging.getLogger(__name__)

_OVERLOADED = {429, 502, 503, 504}
_WRITE_SECONDS = 120.0


@dataclass(frozen=True)
class _Process:
    """What belongs to one process and is made anew after a fork."""

    pid: int
    client: Elasticsearch
    breaker: Breaker


class Cluster:
    """The servers of one installation."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._process: _Process | None = None

    @contextmanager
    def reading(self) -> Iterator[Elasticsearch]:
        """A client that gives up soon, and is not even asked while the servers are away."""
        process = self._here()
        if not process.breaker.allows():
            raise EngineUnavailable("The search servers did not answer a moment ago.")
        started = monotonic()
        try:
            with _as_unavailable():
                yield process.client
        except _NoAnswerError:
            process.breaker.failed(monotonic() - started)
            raise
        except EngineUnavailable:
            process.breaker.succeeded()
            raise
        process.breaker.succeeded()

    @contextmanager
    def writing(self) -> Iterator[Elasticsearch]:
        """A client that waits as long as a big write takes."""
        with _as_unavailable():
            yield self._here().client.options(request_timeout=_WRITE_SECONDS)

    def _here(self) -> _Process:
        process = self._process
        if process is None or process.pid != os.getpid():
            process = _Process(os.getpid(), _client(self._access), Breaker())
            self._process = process
        return process


class _NoAnswerError(EngineUnavailable):
    """No answer, or one that says that the server has too much to do."""


@contextmanager
def _as_unavailable() -> Iterator[None]:
    try:
        yield
    except TransportError as error:
        how = "in time" if isinstance(error, ConnectionTimeout) else "at all"
        logger.warning("The search servers do not answer %s: %s", how, error)
        raise _NoAnswerError(str(error)) from error
    except NotFoundError as error:
        raise EngineUnavailable(f"There is no index: {_reason(error)}") from error
    except ApiError as error:
        if error.meta.status in _OVERLOADED:
            logger.warning("The search servers cannot answer now: %s", _reason(error))
            raise _NoAnswerError(_reason(error)) from error
        reason = _reason(error)
        logger.exception("The search servers refuse a request: %s", reason)
        raise EngineUnavailable(reason) from error
    except BulkIndexError as error:
        first = next(iter(error.errors), {})
        logger.exception("The search servers refuse entries, the first one so: %s", first)
        raise EngineUnavailable(f"{error.args[0]} {str(first)[:300]}") from error


def _reason(error: ApiError) -> str:
    """What the server said, with the causes below the first."""
    body = error.body if isinstance(error.body, dict) else {}
    said = body.get("error")
    if not isinstance(said, dict):
        return f"{error.meta.status} {said or error.message}"
    causes = [said, *said.get("root_cause", ())]
    reasons = dict.fromkeys(str(cause.get("reason", "")) for cause in causes)
    return f"{error.meta.status} {'; '.join(filter(None, reasons))}"[:1000]


def _client(access: Access) -> Elasticsearch:
    options: dict[str, Any] = {"ca_certs": access.ca_certs} if access.ca_certs else {}
    if access.user:
        options["basic_auth"] = (access.user, access.password)
    return Elasticsearch(
        list(access.urls),
        api_key=access.api_key or None,
        request_timeout=access.timeout,
        # Another server may answer where one refuses; a reader does not wait twice.
        max_retries=len(access.urls) - 1,
        retry_on_timeout=False,
        **options,
    )
