"""Reading the judged queries, asking them, and what comes of it by class."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from search import catalogue
from search.catalogue import Results
from search.query import Query
from tests.quality.gain import ndcg, overlap, success

FILE = Path(__file__).parent / "judged.txt"
DEPTH = 10


@dataclass(frozen=True)
class Judged:
    """A query with what should be found: slugs with grades from 1 to 3."""

    of_class: str
    lang: str
    text: str
    grades: dict[str, int]


@dataclass(frozen=True)
class Score:
    """Figures of one class of queries."""

    number: int
    ndcg: float
    success: float
    failures: tuple[str, ...]


def queries() -> list[Judged]:
    """Every line of the file."""
    return [_read(line) for line in FILE.read_text("utf-8").splitlines() if _is_query(line)]


JUDGED = ("legal", "library", "news", "event", "page")
"""Kinds that the judgements know; clusters, regions and what belongs to them came later, and one
that no judgement names would count as a mistake."""


def scores() -> dict[str, Score]:
    """Figures by class, asked of the catalogue as readers ask it.

    For pairs both figures are the overlap of the two answers; for negatives both are the share of
    queries that found nothing and had nothing put in their place.
    """
    by_class: dict[str, list[tuple[float, bool, str]]] = {}
    for judged in queries():
        by_class.setdefault(judged.of_class, []).append((*_score(judged), judged.text))
    return {
        name: Score(
            len(rows),
            mean(gain for gain, _, _ in rows),
            mean(is_good for _, is_good, _ in rows),
            tuple(text for _, is_good, text in rows if not is_good),
        )
        for name, rows in by_class.items()
    }


def ask(text: str, lang: str, limit: int = DEPTH) -> Results:
    """The answer that a reader gets."""
    return catalogue.search(Query(text=text, lang=lang, limit=limit))


def slugs(results: Results) -> list[str]:
    """What was found, in order."""
    return [result.hit.slug for result in results.results]


def _score(judged: Judged) -> tuple[float, bool]:
    if judged.of_class == "pair":
        russian, english = judged.text.split(" = ")
        both = [
            frozenset(slugs(ask(text, lang, 1000)))
            for text, lang in ((russian, "ru"), (english, "en"))
        ]
        alike = overlap(*both)
        return alike, alike >= 0.9
    results = ask(judged.text, judged.lang, 3 * DEPTH)
    if judged.of_class == "negative":
        is_empty = results.total == 0 and results.rescue is None
        return float(is_empty), is_empty
    found = [
        result.hit.slug
        for result in results.results
        if result.hit.kind in JUDGED or result.hit.slug in judged.grades
    ][:DEPTH]
    return ndcg(found, judged.grades, DEPTH), success(found, judged.grades)


def _is_query(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _read(line: str) -> Judged:
    of_class, lang, text, *rest = (part.strip() for part in line.split("|"))
    return Judged(of_class, lang, text, dict(_grades(rest[0] if rest else "")))


def _grades(text: str) -> Iterator[tuple[str, int]]:
    for one in text.split():
        slug, _, grade = one.partition("=")
        yield slug, int(grade or 3)
