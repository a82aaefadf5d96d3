"""Legal acts and the digital library."""

from library.models.items import ItemAuthor, ItemFile, LibraryIndexPage, LibraryItemPage
from library.models.legal import LegalActPage
from library.models.legal_index import LegalIndexPage
from library.models.relations import ActForce, LegalRelation

__all__ = [
    "ActForce",
    "ItemAuthor",
    "ItemFile",
    "LegalActPage",
    "LegalIndexPage",
    "LegalRelation",
    "LibraryIndexPage",
    "LibraryItemPage",
]
