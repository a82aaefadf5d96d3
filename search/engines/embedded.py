"""The catalogue in an index of our own process: no server, one folder.

Any number of processes read; one at a time writes, under the lock of `search.indexing`.
"""

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from django.utils.timezone import localdate

from search.engines.base import Answer, Completion, EngineUnavailable, Hit, Progress
from search.engines.generations import Generations
from search.engines.reader import Reader
from search.engines.schema import Layout, documents, layout, with_analyzers
from search.plan import Plan
from search.registry import CatalogueEntry
from search.text import clean_query, tokens

logger = logging.getLogger(__name__)

_UPDATE_HEAP = 60_000_000
_REBUILD_HEAP = 200_000_000


@dataclass(frozen=True)
class _Open:
    """An open generation and the state of its files when it was last read."""

    index: tantivy.Index
    layout: Layout
    path: Path
    stamps: tuple[int, int]


class EmbeddedEngine:
    """An engine over a folder."""

    is_shared = False

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._opened: _Open | None = None
        self._lock = threading.Lock()

    # Writing

    def rebuild(self, entries: Iterable[CatalogueEntry], progress: Progress | None = None) -> int:
        """Write a new generation beside the old one, then swap; gives the number of entries."""
        shape, today, written = layout(), localdate(), 0
        path = self._generations.create()
        index = with_analyzers(tantivy.Index(shape.schema, path=str(path)))
        writer = index.writer(_REBUILD_HEAP, 2)
        for entry in entries:
            for document in documents(entry, shape.facets, today):
                writer.add_document(document)
            written += 1
            if progress is not None:
                progress(written)
        writer.commit()
        writer.wait_merging_threads()
        self._generations.switch(path, shape.fingerprint)
        return written

    def upsert(self, entries: Iterable[CatalogueEntry]) -> None:
        """Write or replace entries; readers see them when this returns."""
        today = localdate()
        with self._writer() as (writer, shape):
            for entry in entries:
                _forget(writer, entry.key)
                for document in documents(entry, shape.facets, today):
                    writer.add_document(document)

    def delete(self, keys: Iterable[str]) -> None:
        """Remove entries; unknown keys are no mistake."""
        with self._writer() as (writer, _):
            for key in keys:
                _forget(writer, key)

    @contextmanager
    def _writer(self) -> Iterator[tuple[Any, Layout]]:
        with _unavailable_when_unreadable():
            opened = self._open()
            writer = opened.index.writer(_UPDATE_HEAP, 1)
            yield writer, opened.layout
            writer.commit()
            writer.wait_merging_threads()

    # Reading

    def search(self, plan: Plan) -> Answer:
        """Run a plan."""
        with _unavailable_when_unreadable():
            reader = self._reader()
            if plan.is_void:
                return Answer(0, (), dict.fromkeys(plan.facets, ()))
            total, found = reader.page(reader.compiler.things(plan), plan)
            return Answer(total, reader.hits(plan, found), reader.counts(plan))

    def complete(
        self, text: str, lang: str, audience: tuple[str, ...], limit: int
    ) -> tuple[Completion, ...]:
        """Titles and words that begin like `text`."""
        words = tokens(clean_query(text[:200]))
        if not words or len("".join(words)) < 2:
            return ()
        with _unavailable_when_unreadable():
            return self._reader().completions(words, lang, audience, limit)

    def similar(
        self, key: str, lang: str, audience: tuple[str, ...], limit: int
    ) -> tuple[Hit, ...]:
        """Things most like the one with that key, without it."""
        with _unavailable_when_unreadable():
            return self._reader().similar(key, lang, audience, limit)

    def vocabulary(self, audience: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        """Every indexed word that audience may see, with the number of things it stands in."""
        with _unavailable_when_unreadable():
            reader = self._reader()
            visible = reader.compiler.visible(audience)
            yield from reader.searcher.terms_with_prefix("exact", "", visible, None)

    def known(self, words: Iterable[str], audience: tuple[str, ...]) -> frozenset[str]:
        """Those of the words that stand in the index as written."""
        with _unavailable_when_unreadable():
            reader = self._reader()
            return frozenset(word for word in words if reader.knows(word, audience))

    def stats(self) -> Mapping[str, int | str]:
        """Entries, bytes and the generation, for the operator."""
        with _unavailable_when_unreadable():
            reader = self._reader()
            things: Any = reader.searcher.search(reader.compiler.silent("part", ("thing",)), 1)
            return {
                "entries": things.count or 0,
                "bytes": sum(file.stat().st_size for file in reader.path.iterdir()),
                "generation": reader.path.name,
            }

    def healthy(self) -> bool:
        """Whether the index can be read and fits the registered facets."""
        try:
            with _unavailable_when_unreadable():
                reader = self._reader()
                reader.searcher.search(reader.compiler.silent("part", ("thing",)), 1)
        except EngineUnavailable:
            return False
        return True

    def needs_rebuild(self) -> bool:
        """Whether the index has to be written anew before it can be used."""
        return not self.healthy()

    def _reader(self) -> Reader:
        opened = self._open()
        return Reader(opened.index.searcher(), opened.layout, opened.path)

    def _open(self) -> _Open:
        """The generation in use, with what any process has committed to it."""
        with self._lock:
            stamp = _stamp(self._generations.pointer_file)
            opened = self._opened
            if opened is None or opened.stamps[0] != stamp:
                opened = self._open_current(stamp)
            committed = _stamp(opened.path / "meta.json")
            if opened.stamps[1] != committed:
                opened.index.reload()
                opened = _Open(opened.index, opened.layout, opened.path, (stamp, committed))
            self._opened = opened
            return opened

    def _open_current(self, stamp: int) -> _Open:
        shape, pointer = layout(), self._generations.current()
        if pointer is None:
            raise EngineUnavailable("There is no index yet.")
        if pointer.schema != shape.fingerprint:
            raise EngineUnavailable("The index was written by another schema.")
        path = self._generations.path(pointer)
        index = with_analyzers(tantivy.Index.open(str(path)))
        index.config_reader("manual")
        return _Open(index, shape, path, (stamp, 0))


def _forget(writer: tantivy.IndexWriter, key: str) -> None:
    writer.delete_documents_by_term("key", key)
    writer.delete_documents_by_term("parent", key)


def _stamp(file: Path) -> int:
    """A number that changes with every replacement of a file."""
    try:
        state = file.stat()
    except OSError as error:
        raise EngineUnavailable(f"{file} cannot be read.") from error
    return hash((state.st_mtime_ns, state.st_ino, state.st_size))


@contextmanager
def _unavailable_when_unreadable() -> Iterator[None]:
    """Turn what the index raises on missing or damaged files into `EngineUnavailable`."""
    try:
        yield
    except EngineUnavailable:
        raise
    except (OSError, ValueError) as error:
        logger.exception("The catalogue's index cannot be used.")
        raise EngineUnavailable(str(error)) from error
    except BaseException as error:
        # A damaged file can make the library panic, which Python sees as a bare BaseException.
        if type(error).__name__ != "PanicException":
            raise
        logger.exception("The catalogue's index is damaged.")
        raise EngineUnavailable(str(error)) from error
