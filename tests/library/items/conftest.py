"""Documents and items for the tests."""

import pytest
from django.core.files.base import ContentFile

from cms.models import PortalDocument
from library.models import ItemAuthor, ItemFile, LibraryItemPage


@pytest.fixture
def add_document(db):
    """Store a file as a document, with its text taken: add_document("a.pdf", content)."""

    def add(name: str, content: bytes, **fields) -> PortalDocument:
        document = PortalDocument(title=fields.pop("title", name), **fields)
        document.file = ContentFile(content, name=name)
        document.save()
        document.refresh_from_db()
        return document

    return add


@pytest.fixture
def make_item(section):
    """Describe an item without saving it: make_item(slug="a", authors=[("Гохберг", "Л. М.")])."""

    def make(*, authors=(), files=(), **fields) -> LibraryItemPage:
        fields = {
            "title": "Кластеры и рост",
            "slug": "item",
            "kind": "report",
            "year": 2012,
            "licence": "cc-by",
            **fields,
        }
        page = LibraryItemPage(**fields)
        page.authors = [
            ItemAuthor(sort_order=order, family=family, given=given)
            for order, (family, given) in enumerate(authors)
        ]
        page.files = [
            ItemFile(sort_order=order, document=document) for order, document in enumerate(files)
        ]
        return page

    return make


@pytest.fixture
def add_item(section, make_item):
    """Publish an item in the library section of a language."""

    def add(*, language: str = "ru", live: bool = True, **fields) -> LibraryItemPage:
        page = make_item(live=False, **fields)
        section("library", language).add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        page.refresh_from_db()
        return page

    return add
