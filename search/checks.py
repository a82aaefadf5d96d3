"""Says at the start what is wrong with the settings of the search, not at the first question."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from search.engines.configuration import problems


def register_checks() -> None:
    """Add the check of the engine's settings."""
    register(check_engine)


def check_engine(**kwargs: Any) -> list[CheckMessage]:
    """An error for everything that keeps the chosen engine from being used."""
    return [
        Error(problem.message, hint=problem.hint, id=f"search.{problem.id}")
        for problem in problems()
    ]
