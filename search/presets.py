"""Answers to the listing block of bodies: the newest entries that fit its preset."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import override

from cms.listing_provider import Listed, Listing, Preset, Provider, register_provider
from search import catalogue
from search.address import Address
from search.query import Query, Sort
from search.registry import sources


def connect() -> None:
    """Name the catalogue as the one that answers listing blocks."""
    register_provider(Provider(kinds=kinds, find=find))


def kinds() -> Sequence[tuple[str, str]]:
    """Kinds an editor may choose, with their names."""
    return [(kind, str(source.label)) for kind, source in sources().items()]


def find(preset: Preset, language: str) -> Listing:
    """The newest entries of the preset, their whole number and the search page with all of them."""
    chosen = {"kind": (preset.kind,), "topic": preset.topics, "region": preset.regions}
    query = Query(
        text=preset.query,
        lang=language,
        filters={name: values for name, values in chosen.items() if values},
        sort=Sort.NEWEST,
        limit=preset.limit,
    )
    found = catalogue.search(query)
    with override(language):
        path = reverse("search:search")
    return Listing(
        items=tuple(
            Listed(
                title=result.hit.title.text,
                url=result.hit.url,
                lead=result.hit.note,
                date=result.hit.day,
                lang="" if result.hit.lang == language else result.hit.lang,
            )
            for result in found.results
        ),
        total=found.total,
        url=Address(path, query).page(1),
    )
