"""How a reader may follow a list: the addresses of its feeds and the form for letters."""

from dataclasses import dataclass, replace

from django.urls import reverse

from search.address import Address
from search.alerts.forms import FollowForm
from search.alerts.queries import parameters_of
from search.models import Period
from search.query import Query, Sort


@dataclass(frozen=True)
class Following:
    """What the page of a list offers to those who want to hear of new things in it."""

    atom_url: str
    json_url: str
    form: FollowForm


def following(query: Query) -> Following:
    """Feeds and letters that bring what the query of a listing brings, newest first.

    A preset of the listing becomes a condition like the others.
    """
    everything = replace(query, fixed=(), sort=Sort.RELEVANCE)
    initial = {
        "parameters": parameters_of(query),
        "period": Period.DAILY,
        "lang": query.lang,
    }
    return Following(
        atom_url=Address(reverse("search:feed_atom"), everything).page(1),
        json_url=Address(reverse("search:feed_json"), everything).page(1),
        form=FollowForm(initial=initial),
    )
