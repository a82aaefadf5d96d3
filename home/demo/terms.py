"""Terms of search."""

from home.demo.context import DemoContext
from search.initial import add_terms


def load(context: DemoContext) -> None:
    """Add the terms that come with the portal; rows that are there already are left alone."""
    context.say(f"{add_terms()} terms of search")
