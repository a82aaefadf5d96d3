"""The embedded engine's folder: several openings, damage, the old generation."""

import pytest

from search.engines.analysis import exact, stems
from search.engines.base import EngineUnavailable
from search.engines.embedded import EmbeddedEngine
from search.plan import plan
from search.query import Query, parse
from search.text import fold, tokens
from tests.contract.conftest import ENTRIES, entry


def keys(engine, text):
    return {hit.key for hit in engine.search(plan(Query(text=text), parse(text))).hits}


@pytest.fixture
def folder(tmp_path):
    """A folder with an index."""
    EmbeddedEngine(tmp_path).rebuild(ENTRIES)
    return tmp_path


def test_one_generation_is_kept_beside_the_one_in_use(folder):
    for _ in range(3):
        EmbeddedEngine(folder).rebuild(ENTRIES)
    assert sorted(path.name for path in folder.glob("generation-*")) == [
        "generation-3",
        "generation-4",
    ]


@pytest.mark.parametrize("damage", ["pointer", "meta", "folder", "segments", "garbage"])
def test_damaged_index_is_reported_and_rebuilt(folder, damage):
    generation = folder / "generation-1"
    if damage == "pointer":
        (folder / "current").write_text("{")
    elif damage == "meta":
        (generation / "meta.json").write_text("no json")
    elif damage == "folder":
        generation.rename(folder / "elsewhere")
    else:
        for file in generation.iterdir():
            if (
                file.is_file()
                and file.name not in {"meta.json", ".managed.json"}
                and file.suffix != ".lock"
            ):
                file.write_bytes(b"" if damage == "segments" else b"x" * file.stat().st_size)
    engine = EmbeddedEngine(folder)
    assert not engine.healthy()
    with pytest.raises(EngineUnavailable):
        keys(engine, "ярмарка")
    engine.rebuild(ENTRIES)
    assert keys(engine, "ярмарка") == {"fair"}


def test_index_of_another_schema_is_not_used(folder):
    (folder / "current").write_text('{"generation": "generation-1", "schema": "old"}')
    assert not EmbeddedEngine(folder).healthy()


def test_two_writers_do_not_mix(folder):
    engine, other = EmbeddedEngine(folder), EmbeddedEngine(folder)

    def during():
        with pytest.raises(EngineUnavailable):
            other.upsert([entry("late", "news", ("Поздняя новость", "", ""))])
        yield entry("early", "news", ("Ранняя новость", "", ""))

    engine.upsert(during())
    assert keys(engine, "новость") == {"early"}


@pytest.mark.parametrize(
    "text",
    [
        "Распоряжение № 1662-р от 17.11.2008",
        "node.js и hse.ru, 3.14",
        "ёлка-ЁЖ «Ёмкость»",
        "snake_case CamelCase",
        "м² и x³",
        "ﬁnance café naïve",
        "слово/слово\\слово|слово",
        "it's O’Reilly",
        "1 000 000,5 ₽",
        "😀смайл😀",
    ],
)
def test_index_cuts_texts_as_we_do(text):
    plain = {"café": "cafe", "naïve": "naive", "ﬁnance": "finance", "м²": "м2", "x³": "x3"}
    assert exact().analyze(fold(text)) == [plain.get(word, word) for word in tokens(text)]


def test_stop_words_have_no_stem():
    assert stems(("и",)) == ()
    assert stems(("the",)) == ()
