"""Bibliographic description by GOST R 7.0.100-2018, as plain text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from library.models import ItemAuthor, LibraryItemPage

# Publications in these languages are described in Russian terms, all others in English ones.
_RUSSIAN_TERMS = frozenset({"ru", "be", "uk", "kk"})
_PART_OF_WORK = "article"
_AREA = ". – "


@dataclass(frozen=True)
class _Terms:
    """Words of a description that follow the language of the publication."""

    volume: str
    issue: str
    pages: str
    page_count: str
    others: str
    electronic: str
    printed: str


_RU = _Terms("Т.", "№", "С.", "с.", "[и др.]", "Текст : электронный", "Текст : непосредственный")
_EN = _Terms("Vol.", "no.", "P.", "p.", "[et al.]", "Text : electronic", "Text : unmediated")


def initials(given: str) -> str:
    """Given names as initials: `Michael E.` gives `M. E.`, `Л. М.` stays, `Л.М.` is spaced."""
    parts = re.split(r"[\s.]+", given.strip())
    return " ".join(
        "-".join(f"{name[0]}." for name in part.split("-") if name) for part in parts if part
    )


def describe(
    item: "LibraryItemPage", authors: Sequence["ItemAuthor"], *, is_electronic: bool
) -> str:
    """The description of an item; `authors` in their order, `is_electronic` when its text is here.

    One to three persons head the description by the first of them; with four or more the title
    does, and after the slash stand all four, or three and "and others" (4.2 and 5.2.6 of the
    standard). An article is described with its journal after two slashes.
    """
    terms = _RU if item.original_language in _RUSSIAN_TERMS else _EN
    title = item.original_title or item.title
    head = _heading(authors)
    text = f"{head} {title}" if head else title
    if responsibility := _responsibility(authors, terms):
        text += f" / {responsibility}"
    if item.kind == _PART_OF_WORK and item.journal:
        text += f" // {item.journal}"
        areas = [str(item.year), _numbering(item, terms), _extent(item, terms)]
    else:
        areas = [_imprint(item), _series(item, terms), _extent(item, terms)]
    areas += [
        f"ISBN {item.isbn}" if item.isbn else "",
        f"DOI {item.doi}" if item.doi else "",
        terms.electronic if is_electronic else terms.printed,
    ]
    return _joined([text, *areas])


def _heading(authors: Sequence["ItemAuthor"]) -> str:
    persons = [author for author in authors if author.is_person]
    if not persons or len(persons) > 3:
        return ""
    first = persons[0]
    return f"{first.family}, {initials(first.given)}" if first.given else f"{first.family}."


def _responsibility(authors: Sequence["ItemAuthor"], terms: _Terms) -> str:
    persons = [
        f"{initials(author.given)} {author.family}".strip()
        for author in authors
        if author.is_person
    ]
    names = ", ".join(persons)
    if len(persons) > 4:
        names = f"{', '.join(persons[:3])} {terms.others}"
    bodies = ", ".join(author.name for author in authors if not author.is_person)
    return " ; ".join(part for part in (names, bodies) if part)


def _imprint(item: "LibraryItemPage") -> str:
    publisher = item.publisher_label
    place = f"{item.place_of_publication} : " if item.place_of_publication and publisher else ""
    published = place + publisher if publisher else item.place_of_publication
    return f"{published}, {item.year}" if published else str(item.year)


def _series(item: "LibraryItemPage", terms: _Terms) -> str:
    if not item.journal:
        return ""
    number = _numbering(item, terms)
    return f"({item.journal} ; {number})" if number else f"({item.journal})"


def _numbering(item: "LibraryItemPage", terms: _Terms) -> str:
    volume = f"{terms.volume} {item.volume}" if item.volume else ""
    issue = item.issue
    if issue and issue[0].isdigit():
        issue = f"{terms.issue} {issue}"
    return ", ".join(part for part in (volume, issue) if part)


def _extent(item: "LibraryItemPage", terms: _Terms) -> str:
    pages = item.pages.strip()
    if not pages:
        return ""
    if pages.isdigit() and item.kind != _PART_OF_WORK:
        return f"{pages} {terms.page_count}"
    return f"{terms.pages} {pages.replace('-', '–')}"


def _joined(areas: Sequence[str]) -> str:
    """Areas one after another; a full stop that ends an area is not doubled."""
    text = ""
    for area in filter(None, areas):
        if not text:
            text = area
        elif text.endswith("."):
            text += _AREA[1:] + area
        else:
            text += _AREA + area
    return text if text.endswith(".") else f"{text}."
