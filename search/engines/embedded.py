"""The catalogue in an index of our own process: no server, one folder.

Any number of processes read; one at a time writes, under the lock of `search.indexing`.
"""

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import tantivy
from django.utils.timezone import localdate
from tantivy import Query

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

_Writers = tuple[tantivy.IndexWriter, tantivy.IndexWriter]
"""Of the things and of the passages."""


@dataclass(frozen=True)
class _Open:
    """An open generation and the state of its files when it was last read."""

    things: tantivy.Index
    passages: tantivy.Index
    layout: Layout
    path: Path
    stamps: tuple[int, ...]


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
        _passages_of(path).mkdir()
        writers = (
            _made(shape.things, path).writer(_REBUILD_HEAP, 2),
            _made(shape.passages, _passages_of(path)).writer(_UPDATE_HEAP, 1),
        )
        for entry in entries:
            _add(writers, entry, shape, today)
            written += 1
            if progress is not None:
                progress(written)
        _finish(writers)
        self._generations.switch(path, shape.fingerprint)
        return written

    def upsert(self, entries: Iterable[CatalogueEntry]) -> None:
        """Write or replace entries; readers see them when this returns."""
        today = localdate()
        with self._writers() as (writers, shape):
            for entry in entries:
                _forget(writers, entry.key)
                _add(writers, entry, shape, today)

    def delete(self, keys: Iterable[str]) -> None:
        """Remove entries; unknown keys are no mistake."""
        with self._writers() as (writers, _):
            for key in keys:
                _forget(writers, key)

    @contextmanager
    def _writers(self) -> Iterator[tuple[_Writers, Layout]]:
        with _unavailable_when_unreadable():
            opened = self._open()
            writers = (
                opened.things.writer(_UPDATE_HEAP, 1),
                opened.passages.writer(_UPDATE_HEAP, 1),
            )
            yield writers, opened.layout
            _finish(writers)

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
        self,
        text: str,
        lang: str,
        audience: tuple[str, ...],
        limit: int,
        kinds: tuple[str, ...] = (),
    ) -> tuple[Completion, ...]:
        """Titles and words that begin like `text`, of things of some kinds or of all."""
        words = tokens(clean_query(text[:200]))
        if not words or len("".join(words)) < 2:
            return ()
        with _unavailable_when_unreadable():
            return self._reader().completions(words, lang, audience, limit, kinds)

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
            return {
                "entries": reader.searcher.num_docs,
                "bytes": sum(file.stat().st_size for file in reader.path.rglob("*.*")),
                "generation": reader.path.name,
            }

    def healthy(self) -> bool:
        """Whether the index can be read and fits the registered facets."""
        try:
            with _unavailable_when_unreadable():
                reader = self._reader()
                for searcher in (reader.searcher, reader.parts):
                    searcher.search(Query.all_query(), 1)
        except EngineUnavailable:
            return False
        return True

    def needs_rebuild(self) -> bool:
        """Whether the index has to be written anew before it can be used."""
        return not self.healthy()

    def _reader(self) -> Reader:
        opened = self._open()
        return Reader(
            opened.things.searcher(), opened.passages.searcher(), opened.layout, opened.path
        )

    def _open(self) -> _Open:
        """The generation in use, with what any process has committed to it."""
        with self._lock:
            stamp = _stamp(self._generations.pointer_file)
            opened = self._opened
            if opened is None or opened.stamps[0] != stamp:
                opened = self._open_current(stamp)
            folders = (opened.path, _passages_of(opened.path))
            stamps = (stamp, *(_stamp(folder / "meta.json") for folder in folders))
            if opened.stamps != stamps:
                opened.things.reload()
                opened.passages.reload()
                opened = replace(opened, stamps=stamps)
            self._opened = opened
            return opened

    def _open_current(self, stamp: int) -> _Open:
        shape, pointer = layout(), self._generations.current()
        if pointer is None:
            raise EngineUnavailable("There is no index yet.")
        if pointer.schema != shape.fingerprint:
            raise EngineUnavailable("The index was written by another schema.")
        path = self._generations.path(pointer)
        return _Open(_opened(path), _opened(_passages_of(path)), shape, path, (stamp,))


def _passages_of(path: Path) -> Path:
    """The folder of the passages in that of a generation."""
    return path / "passages"


def _made(schema: tantivy.Schema, path: Path) -> tantivy.Index:
    return with_analyzers(tantivy.Index(schema, path=str(path)))


def _opened(path: Path) -> tantivy.Index:
    index = with_analyzers(tantivy.Index.open(str(path)))
    index.config_reader("manual")
    return index


def _add(writers: _Writers, entry: CatalogueEntry, shape: Layout, today: date) -> None:
    thing, passages = documents(entry, shape.facets, today)
    writers[0].add_document(thing)
    for passage in passages:
        writers[1].add_document(passage)


def _forget(writers: _Writers, key: str) -> None:
    writers[0].delete_documents_by_term("key", key)
    writers[1].delete_documents_by_term("parent", key)


def _finish(writers: _Writers) -> None:
    for writer in writers:
        writer.commit()
    for writer in writers:
        writer.wait_merging_threads()


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
