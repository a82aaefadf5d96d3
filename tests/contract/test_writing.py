"""Writing while others read or write, and a writer that is killed: readers notice nothing."""

import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.conf import settings

from search.engines.base import EngineUnavailable
from search.plan import plan
from search.query import Query, parse
from tests.contract.conftest import ENTRIES, entry
from tests.contract.engines import ENGINES


def keys(engine, text):
    return {hit.key for hit in engine.search(plan(Query(text=text), parse(text))).hits}


@pytest.fixture(params=ENGINES)
def opened(request, tmp_path):
    """Open one more engine over an index with the entries."""
    candidate = ENGINES[request.param]
    with candidate.place(tmp_path) as place:
        candidate.open(place).rebuild(ENTRIES)

        def run():
            return candidate.open(place)

        run.name, run.place = request.param, place
        yield run


def test_other_engine_sees_updates_and_rebuilds(opened):
    reader, writer = opened(), opened()
    assert keys(reader, "ярмарка") == {"fair"}
    writer.delete(["fair"])
    assert keys(reader, "ярмарка") == set()
    writer.rebuild(ENTRIES)
    assert keys(reader, "ярмарка") == {"fair"}


def test_readers_never_meet_an_empty_index(opened):
    done, found = Event(), []

    def read():
        engine = opened()
        while not done.is_set():
            found.append(frozenset(keys(engine, "кластер")))

    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(read) for _ in range(3)]
        writer = opened()
        for _ in range(3):
            writer.rebuild(ENTRIES)
            writer.upsert(ENTRIES)
        done.set()
        for reader in readers:
            reader.result()
    assert set(found) == {frozenset({"order", "strategy"})}


def test_two_writers_lose_nothing_they_were_told_is_written(opened):
    def write(number):
        try:
            opened().upsert([entry(f"new{number}", "news", (f"Новость {number}", "", ""))])
        except EngineUnavailable:
            return set()
        return {f"new{number}"}

    with ThreadPoolExecutor(2) as threads:
        written = set().union(*threads.map(write, range(8)))
    assert written
    assert keys(opened(), "новость") == written
    assert keys(opened(), "ярмарка") == {"fair"}
    assert opened().healthy()


def test_killed_writer_leaves_whole_index(opened):
    chance = random.Random(5)
    for _ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.contract.writing_child", opened.name, opened.place],
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        sleep(chance.uniform(0.05, 0.9))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        engine = opened()
        assert engine.healthy()
        assert keys(engine, "кластер") == {"order", "strategy"}
    engine.rebuild(ENTRIES)
    engine.upsert([entry("late", "news", ("Поздняя новость", "", ""))])
    assert keys(engine, "новость") == {"late"}
    assert engine.stats()["entries"] == len(ENTRIES) + 1
