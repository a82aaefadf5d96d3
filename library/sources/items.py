"""Library items in the catalogue, with the pages of their files as passages."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.query import PageQuerySet

from cms.models import Organisation, PortalDocument
from cms.querysets import public_documents
from library.enums import ItemKind
from library.models import ItemAuthor, ItemFile, LibraryItemPage
from search.registry import Facet, Passage, register, register_facet
from search.sources import PageSource


class LibrarySource(PageSource):
    """Library items. A page of a PDF is a passage that opens at its place."""

    kind = "library"
    label = gettext_lazy("Publications")
    model = LibraryItemPage
    shows_day = False

    @property
    def models(self) -> tuple[type, ...]:
        """Items, their files, and what decides who may read a file or how a name reads."""
        return (
            LibraryItemPage,
            PortalDocument,
            Collection,
            CollectionViewRestriction,
            Organisation,
        )

    def keys_of(self, instance: Any) -> Iterable[UUID]:
        """The items that a change of a page, file, collection, restriction or name touches."""
        items = LibraryItemPage.objects.all()
        match instance:
            case LibraryItemPage():
                return (instance.translation_key,)
            case PortalDocument():
                items = items.filter(files__document=instance)
            case CollectionViewRestriction():
                items = _items_of_collection(instance.collection)
            case Collection():
                items = _items_of_collection(instance)
            case Organisation():
                items = items.filter(Q(publisher=instance) | Q(authors__organisation=instance))
        return set(items.values_list("translation_key", flat=True))

    def prefetch(self, pages: PageQuerySet) -> PageQuerySet:
        """Authors with organisations, and public files with their pages."""
        files = ItemFile.objects.filter(document__in=public_documents(PortalDocument.objects.all()))
        return pages.select_related("publisher").prefetch_related(
            Prefetch("authors", queryset=ItemAuthor.objects.select_related("organisation")),
            Prefetch(
                "files",
                queryset=files.select_related("document").prefetch_related("document__pages"),
            ),
        )

    def facets_of(self, page: Any) -> dict[str, tuple[str, ...]]:
        """Kind, year, authors, publisher, and languages of the original and of the files.

        The language of the page is left out: nearly every item is described in both.
        """
        languages = (
            page.original_language,
            *(file.document.language for file in page.files.all()),
        )
        publisher = page.publisher.slug if page.publisher else page.publisher_name
        return {
            "item_kind": (page.kind,),
            "year": (str(page.year),),
            "author": tuple(_author_key(author) for author in page.authors.all()),
            "publisher": (publisher,) if publisher else (),
            "language": tuple(dict.fromkeys(languages)),
        }

    def date_of(self, page: Any) -> date:
        """The first day of the year of publication, for sorting."""
        return date(page.year, 1, 1)

    def note_of(self, page: Any) -> str:
        """Kind, authors, year, and type and size of the first file."""
        authors = "; ".join(author.name for author in page.authors.all())
        parts = [capfirst(page.get_kind_display()), authors, str(page.year)]
        for file in list(page.files.all())[:1]:
            size = filesizeformat(file.document.file_size)
            parts.append(f"{file.document.file_extension.upper()}, {size}")
        return " · ".join(part for part in parts if part)

    def text_of(self, page: Any) -> str:
        """Body, keywords, names and identifiers."""
        authors = (author.name for author in page.authors.all())
        parts = (
            super().text_of(page),
            page.original_title,
            "; ".join(page.keyword_list),
            "; ".join(authors),
            page.publisher_label,
            page.journal,
            page.isbn,
            page.doi,
        )
        return "\n".join(part for part in parts if part)

    def passages_of(self, page: Any) -> tuple[Passage, ...]:
        """Pages of the public files that have text."""
        files = list(page.files.all())
        return tuple(
            passage for file in files for passage in _passages(file, is_only=len(files) == 1)
        )


def _passages(file: ItemFile, *, is_only: bool) -> Iterator[Passage]:
    document = file.document
    opens_at_page = document.content_type == "application/pdf"
    for page in document.pages.all():
        anchor = f"page={page.number}"
        label = _page_label(document.file_extension.lower(), page.number)
        yield Passage(
            anchor=anchor,
            label=label if is_only else f"{document.title}, {label}",
            url=f"{document.url}#{anchor}" if opens_at_page else document.url,
            text=page.text,
        )


def _page_label(extension: str, number: int) -> str:
    if extension == "pptx":
        return _("slide %(number)d") % {"number": number}
    if extension == "txt":
        return _("part %(number)d") % {"number": number}
    return _("page %(number)d") % {"number": number}


def _items_of_collection(collection: Collection) -> PageQuerySet:
    return LibraryItemPage.objects.filter(
        files__document__collection__path__startswith=collection.path
    )


def _author_key(author: ItemAuthor) -> str:
    """A person by name, an organisation by its key in the register."""
    return author.organisation.slug if author.organisation and not author.is_person else author.name


def _organisation_labels(values: Iterable[str], lang: str) -> Mapping[str, str]:
    """Names of organisations; a value that is no key of the register names itself."""
    values = list(values)
    names = {
        organisation.slug: organisation.name_in(lang)
        for organisation in Organisation.objects.filter(slug__in=values)
    }
    return {value: names.get(value, value) for value in values}


def _kind_labels(values: Iterable[str], lang: str) -> Mapping[str, str]:
    labels = dict(ItemKind.choices)
    with override(lang):
        return {value: capfirst(str(labels.get(value, value))) for value in values}


def register_items() -> None:
    """Register the source of library items and their facets."""
    register(LibrarySource())
    register_facet(Facet("item_kind", gettext_lazy("Kind of publication"), _kind_labels))
    register_facet(Facet("author", gettext_lazy("Author"), _organisation_labels, names=("автор",)))
    register_facet(
        Facet("publisher", gettext_lazy("Publisher"), _organisation_labels, names=("издатель",))
    )
