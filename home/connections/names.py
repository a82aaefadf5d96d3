"""What a link between two things means, read from either end.

Links are those of Wagtail's reference index. One that has no name of its own is a mention.
"""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Names = tuple[str | Promise, str | Promise]
"""From the thing that holds the link, and from the thing it leads to."""

MENTION: Names = (pgettext_lazy("link", "Mentions"), pgettext_lazy("link", "Mentioned by"))

_BASIS: Names = (pgettext_lazy("link", "Rests on acts"), pgettext_lazy("link", "Basis of"))
_LISTED: Names = (pgettext_lazy("link", "Listed by"), pgettext_lazy("link", "Lists"))
_COORDINATED: Names = (
    pgettext_lazy("link", "Co-ordinated by"),
    pgettext_lazy("link", "Co-ordinates"),
)
_REGION: Names = (pgettext_lazy("link", "In the region"), pgettext_lazy("link", "Has in it"))

NAMES: dict[tuple[str, str], Names] = {
    ("clusters.clusterpage", "legal_basis"): _BASIS,
    ("clusters.clusterpage", "approved_by"): _LISTED,
    ("clusters.clusterpage", "coordinator"): _COORDINATED,
    ("clusters.clusterpage", "region"): _REGION,
    ("platforms.platformpage", "legal_basis"): _BASIS,
    ("platforms.platformpage", "approved_by"): _LISTED,
    ("platforms.platformpage", "coordinator"): _COORDINATED,
    ("clusters.supportinstrumentpage", "legal_basis"): _BASIS,
    ("clusters.supportinstrumentpage", "conditions"): (
        pgettext_lazy("link", "Takes conditions from"),
        pgettext_lazy("link", "Sets conditions of"),
    ),
    ("clusters.supportinstrumentpage", "provider"): (
        pgettext_lazy("link", "Given by"),
        pgettext_lazy("link", "Gives"),
    ),
    ("clusters.developmentcentrepage", "region"): _REGION,
    ("clusters.developmentcentrepage", "host"): (
        pgettext_lazy("link", "Hosted by"),
        pgettext_lazy("link", "Hosts"),
    ),
    ("library.legalactpage", "issuer"): (
        pgettext_lazy("link", "Issued by"),
        pgettext_lazy("link", "Issued"),
    ),
    ("library.legalactpage", "region"): _REGION,
    ("library.legalactpage", "relations"): (
        pgettext_lazy("link", "Acts on"),
        pgettext_lazy("link", "Acted on by"),
    ),
    ("library.libraryitempage", "publisher"): (
        pgettext_lazy("link", "Published by"),
        pgettext_lazy("link", "Published"),
    ),
    ("library.libraryitempage", "authors"): (
        pgettext_lazy("link", "Authors’ organisations"),
        pgettext_lazy("link", "Author of"),
    ),
}
"""By "app.model" of the thing that holds the link, in small letters, and its field."""

MEMBER: Names = (pgettext_lazy("link", "Members"), pgettext_lazy("link", "Member of"))


def names_of(model_label: str, field: str) -> Names:
    """Names of a link held by a field of a model."""
    return NAMES.get((model_label, field), MENTION)
