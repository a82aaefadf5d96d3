"""What every engine takes from an entry, whatever its index looks like."""

from search.registry import CatalogueEntry, Passage, Version, facets
from search.text import clean, tokens

LANGUAGES = ("ru", "en")
FRAGMENT_CHARACTERS = 240
# Keys longer than this are cut by an index; no title needs more to be sorted.
_SORT_CHARACTERS = 120


def cleaned(entry: CatalogueEntry) -> list[Version]:
    """The versions of an entry in the languages of the catalogue, ready to be cut into words."""
    return [_cleaned(version) for version in entry.versions if version.lang in LANGUAGES]


def facet_names() -> tuple[str, ...]:
    """The facets registered now, in alphabetical order."""
    return tuple(sorted({"kind", *facets()}))


def facet_field(name: str) -> str:
    """The field of a facet."""
    return f"f_{name}"


def facet_values(entry: CatalogueEntry, name: str) -> tuple[str, ...]:
    """The values of a facet that an entry has."""
    return (entry.kind,) if name == "kind" else entry.facets.get(name, ())


def sort_keys(versions: list[Version]) -> dict[str, str]:
    """What an entry is sorted by among titles, by the reader's language."""
    titles = {version.lang: version.title for version in versions}
    shown = {lang: titles.get(lang) or next(iter(titles.values()), "") for lang in LANGUAGES}
    return {lang: " ".join(tokens(title))[:_SORT_CHARACTERS] for lang, title in shown.items()}


def shortened(text: str) -> str:
    """The beginning of a text that has no found word."""
    flat = " ".join(text[: FRAGMENT_CHARACTERS * 2].split())
    if len(flat) <= FRAGMENT_CHARACTERS:
        return flat
    return f"{flat[:FRAGMENT_CHARACTERS].rsplit(' ', 1)[0]}…"


def _cleaned(version: Version) -> Version:
    return Version(
        lang=version.lang,
        url=version.url,
        title=clean(version.title),
        lead=clean(version.lead),
        text=clean(version.text),
        note=clean(version.note),
        passages=tuple(
            Passage(part.anchor, clean(part.label), part.url, clean(part.text))
            for part in version.passages
        ),
    )
