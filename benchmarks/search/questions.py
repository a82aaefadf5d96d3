"""What every peer is asked, and the entries of word forms hidden among the others."""

from search.registry import CatalogueEntry, Version
from tests.search.russian_forms import PAIRS

FACETS = ("kind", "topic", "region", "year", "language")
Filters = dict[str, tuple[str, ...]]
QUERIES: tuple[tuple[str, Filters], ...] = (
    ("кластер", {}),
    ("кластеров", {}),
    ("кластерная политика", {}),
    ("поддержка предприятий", {}),
    ("развитие технологической платформы", {}),
    ("рынка", {"kind": ("news",)}),
    ("субсидии участникам", {"kind": ("legal", "library")}),
    ("заявок", {"region": ("RU-07", "RU-41"), "year": ("2012", "2013")}),
    ("проекта программы региона", {}),
    ('"политика регион"', {}),
    ("кластер -рынок", {}),
    ("218-р", {}),
    ("1662", {"kind": ("legal",)}),
    ("cluster policy", {}),
    ("innovations", {}),
    ("company network development", {}),
    ("subsidies", {"topic": ("topic-3",)}),
    ("technology platforms", {"year": ("2014",)}),
    ("", {}),
    ("", {"kind": ("event",)}),
)
# Stock search takes seconds for one of these on SQLite and PostgreSQL, so it is asked a few, once.
FEW = (
    "кластерная политика",
    "заявок",
    "рынка",
    "company network development",
    "innovations",
)
BEGINNINGS = ("клас", "кластерная п", "подд", "инн", "technology pl", "clu", "рег", "su")
MISTYPED = ("rkfcnth", "gjkbnbrf htubjy", "klasternaya politika", "потдержка", "clutser")


def pairs() -> list[CatalogueEntry]:
    """One entry with each word, to be found by another form of it."""
    return [
        CatalogueEntry(
            key=f"pair-{number}",
            kind="pair",
            slug=f"pair-{number}",
            versions=(Version("ru", f"/ru/pair-{number}/", "Пара", text=f"Текст: {word}."),),
        )
        for number, (_, word) in enumerate(PAIRS)
    ]
