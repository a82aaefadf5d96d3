"""What machines read on the page of an item: meta tags and JSON-LD."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from cms.linked_data import as_script
from library.enums import ItemKind

if TYPE_CHECKING:
    from library.models import ItemAuthor, ItemFile, LibraryItemPage

_RANGE = re.compile(r"^(\w+)[-–](\w+)$")
_SCHEMA_TYPES = {
    ItemKind.ARTICLE: "ScholarlyArticle",
    ItemKind.MONOGRAPH: "Book",
    ItemKind.METHODOLOGY: "Book",
    ItemKind.STATISTICS: "Book",
    ItemKind.REPORT: "Report",
    ItemKind.DISSERTATION: "Thesis",
    ItemKind.PRESENTATION: "PresentationDigitalDocument",
    ItemKind.DATASET: "Dataset",
    ItemKind.VIDEO: "VideoObject",
}
_DUBLIN_CORE_TYPES = {ItemKind.DATASET: "Dataset", ItemKind.VIDEO: "MovingImage"}
# As Django's json_script: no text inside may end the script element.


def page_range(pages: str) -> tuple[str, str]:
    """First and last page of `15–34`; two empty texts for anything else."""
    match = _RANGE.match(pages.strip())
    return (match[1], match[2]) if match else ("", "")


def meta_tags(
    item: "LibraryItemPage",
    authors: Sequence["ItemAuthor"],
    files: Sequence["ItemFile"],
    base_url: str,
) -> list[tuple[str, str]]:
    """Pairs (name, content): `citation_*` as Google Scholar reads them, then Dublin Core.

    `base_url` is the site's address without a slash at its end. Empty values are left out.
    """
    return [
        (name, value)
        for name, value in (
            *_citation_tags(item, authors, files, base_url),
            *_dublin_core_tags(item, authors, files, base_url),
        )
        if value
    ]


def _citation_tags(
    item: "LibraryItemPage",
    authors: Sequence["ItemAuthor"],
    files: Sequence["ItemFile"],
    base_url: str,
) -> Iterator[tuple[str, str]]:
    first, last = page_range(item.pages)
    yield "citation_title", item.original_title or item.title
    for author in authors:
        yield "citation_author", author.name
    yield "citation_publication_date", str(item.year)
    yield "citation_journal_title", item.journal
    yield "citation_volume", item.volume
    yield "citation_issue", item.issue
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    yield "citation_publisher", item.publisher_label
    yield "citation_doi", item.doi
    yield "citation_isbn", item.isbn
    yield "citation_language", item.original_language
    yield "citation_keywords", "; ".join(item.keyword_list)
    yield "citation_abstract_html_url", base_url + item.url
    for file in files:
        if file.document.content_type == "application/pdf":
            yield "citation_pdf_url", base_url + file.document.url


def _dublin_core_tags(
    item: "LibraryItemPage",
    authors: Sequence["ItemAuthor"],
    files: Sequence["ItemFile"],
    base_url: str,
) -> Iterator[tuple[str, str]]:
    yield "DC.title", item.title
    if item.original_title != item.title:
        yield "DCTERMS.alternative", item.original_title
    for author in authors:
        yield "DC.creator", author.name
    yield "DC.publisher", item.publisher_label
    yield "DC.date", str(item.year)
    yield "DC.type", _DUBLIN_CORE_TYPES.get(ItemKind(item.kind), "Text")
    yield "DC.language", item.original_language
    for word in item.keyword_list:
        yield "DC.subject", word
    yield "DC.description", item.lead
    yield "DC.identifier", base_url + item.url
    yield "DC.identifier", f"https://doi.org/{item.doi}" if item.doi else ""
    yield "DC.identifier", f"urn:isbn:{item.isbn}" if item.isbn else ""
    yield "DC.rights", item.licence_url or str(item.get_licence_display())
    for content_type in dict.fromkeys(file.document.content_type for file in files):
        yield "DC.format", content_type


def json_ld(
    item: "LibraryItemPage",
    authors: Sequence["ItemAuthor"],
    files: Sequence["ItemFile"],
    base_url: str,
) -> SafeString:
    """The item as schema.org JSON-LD, escaped so that it may stand inside a script element."""
    first, last = page_range(item.pages)
    issue: dict[str, Any] = {}
    if item.kind == ItemKind.ARTICLE and item.journal:
        issue = _without_empty(
            {
                "@type": "PublicationIssue",
                "issueNumber": item.issue,
                "isPartOf": _without_empty(
                    {"@type": "Periodical", "name": item.journal, "volumeNumber": item.volume}
                ),
            }
        )
    data = _without_empty(
        {
            "@context": "https://schema.org",
            "@type": _SCHEMA_TYPES.get(ItemKind(item.kind), "CreativeWork"),
            "@id": base_url + item.url,
            "url": base_url + item.url,
            "name": item.title,
            "alternateName": item.original_title,
            "author": [_author(author) for author in authors],
            "datePublished": str(item.year),
            "publisher": _organisation(item.publisher_label),
            "isPartOf": issue,
            "pageStart": first,
            "pageEnd": last,
            "isbn": item.isbn,
            "sameAs": f"https://doi.org/{item.doi}" if item.doi else "",
            "inLanguage": item.original_language,
            "abstract": item.lead,
            "keywords": item.keyword_list,
            "license": item.licence_url,
            "encoding": [_encoding(file, base_url) for file in files],
        }
    )
    return as_script(data)


def _author(author: "ItemAuthor") -> dict[str, Any]:
    if not author.is_person:
        return {"@type": "Organization", "name": author.name}
    return _without_empty(
        {
            "@type": "Person",
            "name": f"{author.given} {author.family}".strip(),
            "familyName": author.family,
            "givenName": author.given,
            "affiliation": _organisation(author.organisation.name if author.organisation else ""),
        }
    )


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _encoding(file: "ItemFile", base_url: str) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": "MediaObject",
            "contentUrl": base_url + file.document.url,
            "encodingFormat": file.document.content_type,
            "contentSize": str(file.document.file_size or ""),
            "inLanguage": file.document.language,
            "sha256": file.document.sha256,
        }
    )


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", [], {}, None)}
