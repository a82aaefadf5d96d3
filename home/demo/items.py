"""The digital library: 46 publications, of which 21 have a retelling as a PDF."""

from typing import Any

from django.core.files.base import ContentFile

from cms.models import Organisation, PortalDocument
from home.demo.context import LANGUAGES, DemoContext
from home.demo.pdf import make_pdf
from library.enums import FileRole, Licence
from library.models import ItemAuthor, ItemFile, LibraryItemPage
from library.services.documents import extract_text

# Publishers that the facts name otherwise than the register does.
_PUBLISHERS = {
    "HSE": "hse-university",
    "European Commission": "european-commission",
    "Минэкономразвития России": "ministry-of-economic-development-of-the-russian-federation",
}
_PLACES = {"Москва": {"ru": "Москва", "en": "Moscow"}}
_LICENCES = {None: Licence.RIGHTS_RESERVED, "CC BY": Licence.CC_BY}
_SURENESS = {
    "high": {
        "ru": "Описание составлено для демонстрации портала и не сверено с изданием.",
        "en": "The description was written to demonstrate the portal and not checked against "
        "the publication.",
    },
    "medium": {
        "ru": "Описание составлено для демонстрации портала по памяти; выходные данные могут "
        "быть неточны.",
        "en": "The description was written from memory to demonstrate the portal; its "
        "details may be inexact.",
    },
    "low": {
        "ru": "Описание составлено для демонстрации портала по памяти; выходные данные ненадёжны.",
        "en": "The description was written from memory to demonstrate the portal; its "
        "details are unreliable.",
    },
}


def load(context: DemoContext) -> None:
    """Add the items that are not there, with their files and the texts of these."""
    parents = {language: context.section("library", language) for language in LANGUAGES}
    there = set.intersection(*(set(context.pages_under(page)) for page in parents.values()))
    rows = [row for row in context.facts("library") if row["slug"] not in there]
    for row in rows:
        document = _document(row) if row.get("pages_text") else None
        pages = {language: _page(context, row, language, document) for language in LANGUAGES}
        context.add_page(parents["ru"], parents["en"], pages["ru"], pages["en"])
    context.say(f"{len(rows)} library items")


def _document(row: dict[str, Any]) -> PortalDocument:
    """The retelling as a PDF whose text is taken as from any uploaded file."""
    language = row["original_language"]
    content = make_pdf(
        title=row[f"title_{language}"],
        pages=row["pages_text"],
        notes=[row["pages_disclaimer_ru"], row["pages_disclaimer_en"]],
        language=language,
    )
    document = PortalDocument(
        title=row[f"title_{language}"],
        language=language,
        file=ContentFile(content, name=f"{row['slug']}.pdf"),
    )
    document.save()
    extract_text(document.pk, document.sha256)
    return document


def _page(
    context: DemoContext, row: dict[str, Any], language: str, document: PortalDocument | None
) -> LibraryItemPage:
    original = row[f"title_{row['original_language']}"]
    # A publication without a translated title keeps its own.
    title = row[f"title_{language}"] or original
    publisher = _publisher(context, row["publisher"])
    place = _PLACES.get(row["publisher"], {}).get(language, "")
    page = LibraryItemPage(
        title=title,
        slug=row["slug"],
        kind=row["kind"],
        original_title=original if title != original else "",
        original_language=row["original_language"],
        year=row["year"],
        publisher=publisher,
        publisher_name="" if publisher or place else row["publisher"],
        place_of_publication=place,
        journal=row["journal"] or "",
        volume=row["volume"] or "",
        issue=row["issue"] or "",
        pages=row["pages"] or "",
        doi=row["doi"] or "",
        isbn=row["isbn"] or "",
        lead=row[f"abstract_{language}"],
        keywords="; ".join(row[f"keywords_{language}"]),
        licence=_LICENCES[row["licence"]],
        sources=_SURENESS[row["confidence"]][language],
        is_demo=document is not None,
    )
    page.topics = context.topics_of(row["keywords_en"])
    page.regions = [context.regions[code] for code in row["region_codes"]]
    page.authors = [
        ItemAuthor(sort_order=order, family=author["family"], given=author["given"])
        for order, author in enumerate(row["authors"])
    ]
    if document is not None:
        page.files = [
            ItemFile(
                document=document,
                role=FileRole.SUMMARY,
                notice=row[f"pages_disclaimer_{language}"],
            )
        ]
    return page


def _publisher(context: DemoContext, name: str) -> Organisation | None:
    """The publisher in the register; None where only its name is known."""
    if name in _PUBLISHERS:
        return context.organisations[_PUBLISHERS[name]]
    try:
        return context.organisation_named(name)
    except KeyError:
        return None
