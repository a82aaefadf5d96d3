"""What the page of an item shows."""

from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from cms.querysets import restricted_collection_paths
from library.enums import FileRole
from library.items.citation import describe
from library.items.metadata import json_ld, meta_tags

if TYPE_CHECKING:
    from library.models import ItemFile, LibraryItemPage


def public_files(item: "LibraryItemPage") -> list["ItemFile"]:
    """Files of an item that anybody may open, in their order, with their documents.

    Reads the item itself and not its table, so that the preview of a draft shows its files.
    """
    files = list(item.files.all())
    if not files:
        return []
    prefetch_related_objects(files, "document__collection")
    closed = restricted_collection_paths()
    return [file for file in files if not file.document.collection.path.startswith(closed)]


def item_context(item: "LibraryItemPage", base_url: str) -> dict[str, Any]:
    """Authors, files, topics, citation and metadata of an item.

    `base_url` is the site's address without a slash at its end. The number of queries does not
    depend on how many authors and files there are.
    """
    authors = list(item.authors.all())
    prefetch_related_objects(authors, "organisation")
    files = public_files(item)
    # A retelling or a supplement is not the publication: machines are told of full texts only.
    full_texts = [file for file in files if file.role == FileRole.MAIN]
    return {
        "authors": authors,
        "files": files,
        "topics": list(item.topics.all()),
        "regions": list(item.regions.all()),
        "notices": list(dict.fromkeys(file.notice for file in files if file.notice)),
        "citation": describe(item, authors, is_electronic=bool(full_texts)),
        "meta_tags": meta_tags(item, authors, full_texts, base_url),
        "json_ld": json_ld(item, authors, full_texts, base_url),
    }
