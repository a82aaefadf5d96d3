"""Sixty documents whose answers can be worked out without an engine: twelve subjects × five kinds.

The title of a document names its subject, its body the subject after it in the list. The last kind
of a subject is hidden from the public.
"""

from collections import Counter
from datetime import date

from search.registry import PUBLIC, CatalogueEntry, Passage, Version

# Subject: Russian with preposition, Russian in the genitive plural, English.
SUBJECTS = {
    "market": ("о рынках", "рынков", "markets"),
    "machine": ("о станках", "станков", "machines"),
    "ice": ("о льдах", "льдов", "ice"),
    "application": ("о заявках", "заявок", "applications"),
    "subsidy": ("о субсидиях", "субсидий", "subsidies"),
    "university": ("об университетах", "университетов", "universities"),
    "company": ("о предприятиях", "предприятий", "companies"),
    "patent": ("о патентах", "патентов", "patents"),
    "staff": ("о кадрах", "кадров", "employees"),
    "people": ("о людях", "людей", "people"),
    "vessel": ("о ёмкостях", "ёмкостей", "vessels"),
    "export": ("об экспорте", "экспорта", "exports"),
}
KINDS = {
    "legal": ("Постановление", "Resolution"),
    "library": ("Обзор", "Review"),
    "news": ("Сообщение", "Message"),
    "event": ("Семинар", "Seminar"),
    "page": ("Справка", "Reference"),
}
HIDDEN = "page"
_NAMES = list(SUBJECTS)


def _document(subject: str, kind: str) -> CatalogueEntry:
    place, order = _NAMES.index(subject), list(KINDS).index(kind)
    other = SUBJECTS[_NAMES[(place + 1) % len(_NAMES)]]
    ru, _, en = SUBJECTS[subject]
    key = f"{subject}-{kind}"
    day = date(2005 + (place + order) % 6, 1 + place, 1 + order)
    return CatalogueEntry(
        key=key,
        kind=kind,
        slug=key,
        versions=(
            Version(
                "ru",
                f"/ru/{key}/",
                f"{KINDS[kind][0]} {ru}",
                "Краткое изложение.",
                f"Развитие {other[1]} региона.",
                _passages(f"/ru/{key}/", kind, "Порядок учёта", "пункт"),
            ),
            Version(
                "en",
                f"/en/{key}/",
                f"{KINDS[kind][1]} on {en}",
                "A short summary.",
                f"Growth of {other[2]} in the region.",
                _passages(f"/en/{key}/", kind, "Accounting procedure", "point"),
            ),
        ),
        facets={
            "topic": (f"topic-{place % 3}", f"topic-{3 + place % 2}"),
            "region": (f"RU-{place % 4}",),
            "year": (str(day.year),),
            "language": ("ru", "en"),
        },
        date=day,
        number=f"{100 + place}-р" if kind == "legal" else "",
        audience=("staff",) if kind == HIDDEN else (PUBLIC,),
    )


def _passages(url: str, kind: str, text: str, label: str) -> tuple[Passage, ...]:
    if kind != "legal":
        return ()
    return (Passage("p1", f"{label} 1", f"{url}#p1", text),)


DOCUMENTS = [_document(subject, kind) for subject in SUBJECTS for kind in KINDS]


def about(*subjects: str, kinds: tuple[str, ...] = ()) -> frozenset[str]:
    """Keys of the public documents whose titles name one of the subjects."""
    return frozenset(
        f"{subject}-{kind}"
        for subject in subjects
        for kind in kinds or KINDS
        if kind != HIDDEN or kinds
    )


def touching(subject: str, kinds: tuple[str, ...] = ()) -> frozenset[str]:
    """Keys of the public documents whose bodies name a subject."""
    return about(_NAMES[_NAMES.index(subject) - 1], kinds=kinds)


def everything(*kinds: str) -> frozenset[str]:
    """Keys of all public documents, or of those of some kinds."""
    return about(*SUBJECTS, kinds=kinds)


def having(facet: str, *values: str) -> frozenset[str]:
    """Keys of the public documents with one of the values."""
    return frozenset(
        document.key
        for document in DOCUMENTS
        if PUBLIC in document.audience and set(values) & set(_values(document, facet))
    )


def counts(keys: frozenset[str], facet: str) -> dict[str, int]:
    """How many of the documents have each value of a facet."""
    return dict(
        Counter(
            value
            for document in DOCUMENTS
            if document.key in keys
            for value in _values(document, facet)
        )
    )


def _values(document: CatalogueEntry, facet: str) -> tuple[str, ...]:
    return (document.kind,) if facet == "kind" else document.facets[facet]
