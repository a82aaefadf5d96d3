"""Legal acts and the digital library."""

from library.models.items import ItemAuthor, ItemFile, LibraryIndexPage, LibraryItemPage

__all__ = ["ItemAuthor", "ItemFile", "LibraryIndexPage", "LibraryItemPage"]
