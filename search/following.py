"""How a reader may follow a list: the addresses of its feeds."""

from dataclasses import replace

from django.urls import reverse

from search.address import Address
from search.query import Query, Sort


def following(query: Query) -> dict[str, str]:
    """Addresses of the feeds that bring what the query of a listing brings, newest first.

    A preset of the listing becomes a condition like the others.
    """
    everything = replace(query, fixed=(), sort=Sort.RELEVANCE)
    return {
        "atom_url": Address(reverse("search:feed_atom"), everything).page(1),
        "json_url": Address(reverse("search:feed_json"), everything).page(1),
    }
