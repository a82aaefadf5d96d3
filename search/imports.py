"""Importing the register of terms from a table."""

from cms import imports
from cms.imports.resources import RegisterResource
from search.models import Term


class TermResource(RegisterResource):
    """Terms by themselves; lines of a cell are what means the same."""

    class Meta(RegisterResource.Meta):
        model = Term
        import_id_fields = ("term",)
        fields = ("term", "meanings", "is_two_way", "is_active", "note")


def register_all() -> None:
    """Make the terms importable."""
    imports.register(
        imports.Importer("search-terms", TermResource, "wagtailsnippets_search_term:list")
    )
