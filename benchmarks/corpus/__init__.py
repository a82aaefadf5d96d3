"""Made-up entries of the catalogue, the same for the same seed.

Russian words are real ones of the dictionary in random forms, English ones are built of syllables;
how often each occurs follows Zipf's law, as in a natural text.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from uuid import UUID

import pymorphy3

from search.registry import CatalogueEntry, Passage, Version

KINDS = ("legal", "library", "news", "event", "page")
TOPICS = tuple(f"topic-{number}" for number in range(20))
REGIONS = tuple(f"RU-{number:02}" for number in range(83))
_DOMAIN_RU = """
кластер политика регион поддержка технология платформа рынок предприятие проект программа субсидия
развитие участник заявка
"""
_DOMAIN_EN = """
cluster policy innovation region support technology platform industry market company university
project programme subsidy export patent expert review network development
"""
_SYLLABLES = "ba con de fi gra ho in jo ka lo mi no par qui re sto ta un ve wo tri ple ment"
# Beginnings of the dictionary words that are drawn from.
_PREFIXES = (
    "авт бан вод гор дом зав инд кам лес маш нау пла сет тех уче физ хим цен чис шко эко юри"
)


class Corpus:
    """A generator of entries over two vocabularies."""

    def __init__(self, seed: int = 20121127, words: int = 12_000) -> None:
        self._random = random.Random(seed)
        self._ru = self._russian(words)
        self._en = self._english(words)
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(words)))

    def entries(self, number: int) -> Iterator[CatalogueEntry]:
        """Entries in both languages; every tenth has four passages in each."""
        pick = self._random.choice
        for index in range(number):
            day = date(2005, 1, 1) + timedelta(days=self._random.randrange(8000))
            key = str(UUID(int=self._random.getrandbits(128)))
            yield CatalogueEntry(
                key=key,
                kind=pick(KINDS),
                slug=f"thing-{index}",
                versions=(
                    self._version("ru", self._ru, index),
                    self._version("en", self._en, index),
                ),
                facets={
                    "topic": (pick(TOPICS), pick(TOPICS)),
                    "region": (pick(REGIONS),),
                    "year": (str(day.year),),
                    "language": ("ru", "en"),
                },
                date=day,
                number=f"{self._random.randrange(1, 3000)}-р" if index % 5 == 0 else "",
            )

    def _version(self, lang: str, vocabulary: list[str], index: int) -> Version:
        address = f"/{lang}/thing-{index}/"
        passages = tuple(
            Passage(f"part{part}", f"{part}", f"{address}#part{part}", self._text(vocabulary, 40))
            for part in range(1, 5 if index % 10 == 0 else 1)
        )
        return Version(
            lang=lang,
            url=address,
            title=self._text(vocabulary, self._random.randrange(4, 10)),
            lead=self._text(vocabulary, 20),
            text=self._text(vocabulary, self._random.randrange(40, 90)),
            passages=passages,
        )

    def _text(self, vocabulary: list[str], words: int) -> str:
        chosen = self._random.choices(vocabulary, cum_weights=self._weights, k=words)
        return " ".join(chosen).capitalize() + "."

    def _russian(self, number: int) -> list[str]:
        analyzer = pymorphy3.MorphAnalyzer(lang="ru")
        known = sorted(
            {
                reading.word
                for prefix in _PREFIXES.split()
                for reading in analyzer.iter_known_word_parses(prefix)
                if reading.tag.POS in {"NOUN", "ADJF", "VERB"} and reading.word.isalpha()
            }
        )
        found = _DOMAIN_RU.split()
        return found + self._random.sample(known, number - len(found))

    def _english(self, number: int) -> list[str]:
        found = _DOMAIN_EN.split()
        syllables = _SYLLABLES.split()
        while len(found) < number:
            found.append("".join(self._random.choices(syllables, k=self._random.randrange(2, 5))))
        return found
