"""Real servers and programs that some tests need, and what to do where one is missing."""

import os
from typing import NoReturn

import pytest

MISSING: dict[str, str] = {}
"""Services that could not be had in this run, with the way to get them."""


def required() -> bool:
    """Whether a missing service is a failure (REQUIRE_SERVICES=1) and not a skip."""
    return os.environ.get("REQUIRE_SERVICES", "") == "1"


def missing(service: str, remedy: str) -> NoReturn:
    """Skip the running test because `service` cannot be had; fail where it is required."""
    MISSING[service] = remedy
    message = f"{service} is missing. {remedy}"
    if required():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
