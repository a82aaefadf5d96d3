"""What only Elasticsearch has: an alias over generations, one layout, servers that are away."""

import os
import signal
import ssl
import subprocess

import pytest
from elasticsearch import BadRequestError

from search.engines.base import EngineUnavailable
from search.engines.configuration import Access
from search.engines.elastic.breaker import PAUSE_SECONDS, Breaker
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.generations import Generations
from search.engines.elastic.layout import layout
from search.plan import Plan, plan
from search.query import Query, parse
from search.registry import Passage
from tests.contract.conftest import ENTRIES, entry
from tests.contract.engines import elastic
from tests.contract.sockets import closed_port, silent
from tests.services import cluster

EVERYTHING = plan(Query(), parse(""))


def keys(engine, text, **fields):
    return {hit.key for hit in engine.search(plan(Query(text=text, **fields), parse(text))).hits}


@pytest.fixture
def prefix():
    """Names of indices of this test's own."""
    with cluster.names() as names:
        yield names


@pytest.fixture
def engine(prefix):
    """An engine with the entries."""
    made = elastic(prefix)
    made.rebuild(ENTRIES)
    return made


def indices(prefix):
    return sorted(cluster.client().indices.get(index=f"{prefix}*"))


def in_use(prefix):
    return list(cluster.client().indices.get_alias(name=f"{prefix}catalogue"))


# Generations


def test_one_generation_is_kept_beside_the_one_in_use(engine, prefix):
    for _ in range(3):
        engine.rebuild(ENTRIES)
    assert indices(prefix) == [f"{prefix}catalogue-3", f"{prefix}catalogue-4"]
    assert in_use(prefix) == [f"{prefix}catalogue-4"]


def test_what_a_dead_rebuild_left_goes_and_its_number_is_not_used_again(engine, prefix):
    cluster.client().indices.create(index=f"{prefix}catalogue-7")
    engine.rebuild(ENTRIES)
    assert indices(prefix) == [f"{prefix}catalogue-1", f"{prefix}catalogue-8"]
    assert in_use(prefix) == [f"{prefix}catalogue-8"]


def test_leftovers_of_failed_rebuilds_do_not_pile_up(engine, prefix):
    for _ in range(4):
        with pytest.raises(ZeroDivisionError):
            engine.rebuild(1 / 0 for _ in range(1))
    assert len(indices(prefix)) <= 3
    assert in_use(prefix) == [f"{prefix}catalogue-1"]


def test_index_that_a_dead_rebuild_makes_last_is_passed_over(engine, prefix):
    client = cluster.client()

    class Late(Generations):
        """Sees the indices as they were before the other's last request came through."""

        def _all(self, given):
            found = super()._all(given)
            return {name: number for name, number in found.items() if number != 2}

    client.indices.create(index=f"{prefix}catalogue-2")
    assert Late(f"{prefix}catalogue").create(client, layout()) == f"{prefix}catalogue-3"


def test_failed_rebuild_leaves_the_alias_where_it_was(engine, prefix):
    def broken():
        yield ENTRIES[0]
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())
    assert in_use(prefix) == [f"{prefix}catalogue-1"]
    engine.rebuild(ENTRIES)
    assert indices(prefix) == [f"{prefix}catalogue-1", f"{prefix}catalogue-3"]


def test_indices_of_others_with_a_like_name_are_left_alone(engine, prefix):
    others = [f"{prefix}catalogue-old", f"{prefix}catalogued-9", f"{prefix}admin_pages"]
    for name in others:
        cluster.client().indices.create(index=name)
    engine.rebuild(ENTRIES)
    engine.rebuild(ENTRIES)
    assert set(others) <= set(indices(prefix))
    assert in_use(prefix) == [f"{prefix}catalogue-3"]


def test_change_does_not_make_an_index(prefix):
    with pytest.raises(EngineUnavailable, match="no index yet"):
        elastic(prefix).upsert(ENTRIES)
    assert indices(prefix) == []


def test_index_of_another_layout_is_not_used(engine, prefix):
    assert not engine.needs_rebuild()
    cluster.client().indices.put_mapping(
        index=f"{prefix}catalogue", meta={"fingerprint": "another"}
    )
    later = elastic(prefix)
    assert later.needs_rebuild()
    assert not later.healthy()
    for question in (
        lambda: later.search(EVERYTHING),
        lambda: later.complete("кластер", "ru", ("public",), 5),
        lambda: list(later.vocabulary(("public",))),
        lambda: later.upsert(ENTRIES),
        lambda: later.delete(["fair"]),
    ):
        with pytest.raises(EngineUnavailable, match="another layout"):
            question()
    later.rebuild(ENTRIES)
    assert not later.needs_rebuild()
    assert keys(later, "ярмарка") == {"fair"}


def test_alias_without_a_layout_is_not_used(prefix):
    cluster.client().indices.create(index=f"{prefix}other", aliases={f"{prefix}catalogue": {}})
    engine = elastic(prefix)
    assert engine.needs_rebuild()
    assert not engine.healthy()


# Documents


def test_unknown_field_is_refused(engine, prefix):
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
        cluster.client().index(index=f"{prefix}catalogue", document={"anything": 1})


def test_texts_of_passages_are_stored_once(engine, prefix):
    parts = tuple(
        Passage(f"p{number}", f"{number}", f"/#{number}", "Стена. " * 2000) for number in range(5)
    )
    engine.upsert([entry("big", "legal", ("Большой", "", "Текст."), parts_ru=parts)])
    stored = cluster.client().get(index=f"{prefix}catalogue", id="big")["_source"]
    assert "Стена" not in str(stored)
    assert len(engine.search(plan(Query(text="стена"), parse("стена"))).hits[0].passages) == 3


def test_deleted_thing_leaves_no_passage(engine, prefix):
    client, passages = cluster.client(), {"term": {"part": "passage"}}
    assert client.count(index=f"{prefix}catalogue", query=passages)["count"] == 5
    engine.delete(["strategy"])
    assert client.count(index=f"{prefix}catalogue", query=passages)["count"] == 1


def test_very_long_words_can_be_written(engine):
    long = "ы" * 40_000
    engine.upsert([entry("long", "news", (f"Длинное слово {long}", long, long), number=long)])
    assert keys(engine, "длинное слово") == {"long"}


def test_pages_beyond_the_window_are_empty(engine):
    answer = engine.search(plan(Query(offset=2_000_000), parse("")))
    assert (answer.total, answer.hits) == (4, ())


def test_filter_that_cannot_be_written_fits_nothing(engine):
    assert keys(engine, "", filters={"topic": ("\ud800",)}) == set()


def test_many_words_with_many_alternatives_are_answered(engine):
    text = " ".join(f"региональный{number} развитие{number}" for number in range(16))
    assert keys(engine, text, facets=("kind",)) == set()


def test_request_that_the_server_refuses_is_no_failure_of_ours(engine, caplog):
    refused = Plan(must=(), must_not=(), near=(), lang="../", audience=("public",), limit=-1)
    with pytest.raises(EngineUnavailable):
        engine.search(refused)
    assert "refuse a request: 400" in caplog.text
    assert keys(engine, "ярмарка") == {"fair"}


def test_process_after_a_fork_has_a_connection_of_its_own(engine):
    assert keys(engine, "ярмарка") == {"fair"}
    child = os.fork()
    if not child:
        try:
            found = all(keys(engine, "ярмарка") == {"fair"} for _ in range(20))
            os._exit(0 if found else 1)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    assert all(keys(engine, "ярмарка") == {"fair"} for _ in range(20))
    assert os.waitpid(child, 0)[1] == 0


# Servers that are away


def away(port, *, timeout=0.3, **access):
    return ElasticEngine(Access((f"http://127.0.0.1:{port}",), timeout, **access), "away_")


def test_closed_port_is_said_by_every_method():
    engine = away(closed_port())
    assert not engine.healthy()
    for question in (
        engine.needs_rebuild,
        engine.stats,
        lambda: engine.search(EVERYTHING),
        lambda: engine.complete("кластер", "ru", ("public",), 5),
        lambda: engine.similar("fair", "ru", ("public",), 5),
        lambda: list(engine.vocabulary(("public",))),
        lambda: engine.known(["кластер"], ("public",)),
        lambda: engine.rebuild(ENTRIES),
        lambda: engine.upsert(ENTRIES),
        lambda: engine.delete(["fair"]),
    ):
        with pytest.raises(EngineUnavailable):
            question()


def test_server_that_never_answers_is_asked_once():
    with silent() as server:
        engine = away(server.port, timeout=0.6)
        for _ in range(5):
            with pytest.raises(EngineUnavailable):
                engine.search(EVERYTHING)
        assert len(server.requests) == 1


def test_another_server_answers_where_one_is_away(prefix):
    urls = (f"http://127.0.0.1:{closed_port()}", cluster.url())
    engine = ElasticEngine(Access(urls, 30.0), prefix)
    engine.rebuild(ENTRIES)
    assert all(keys(engine, "ярмарка") == {"fair"} for _ in range(6))


class Clock:
    """A time that tests set forward."""

    now = 100.0

    def __call__(self):
        return self.now


def test_breaker_opens_after_three_failures_in_a_row():
    breaker = Breaker(Clock())
    breaker.failed(0.0)
    breaker.failed(0.0)
    breaker.succeeded()
    breaker.failed(0.0)
    breaker.failed(0.0)
    assert breaker.allows()
    breaker.failed(0.0)
    assert not breaker.allows()


def test_breaker_opens_at_once_where_a_failure_took_long():
    breaker = Breaker(Clock())
    breaker.failed(0.7)
    assert not breaker.allows()


def test_breaker_lets_one_question_through_after_the_pause():
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed(1.0)
    clock.now += PAUSE_SECONDS
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.failed(0.0)
    assert not breaker.allows()
    clock.now += PAUSE_SECONDS
    assert [breaker.allows() for _ in range(2)] == [True, False]
    breaker.succeeded()
    assert all(breaker.allows() for _ in range(3))


def test_breaker_tries_again_where_the_question_never_came_back():
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed(1.0)
    clock.now += PAUSE_SECONDS
    assert breaker.allows()
    clock.now += PAUSE_SECONDS
    assert breaker.allows()


# How to get in


@pytest.mark.parametrize(
    ("access", "header"),
    [
        ({"api_key": "a2V5OnNlY3JldA=="}, b"authorization: apikey a2v5onnly3jlda=="),
        ({"user": "portal", "password": "pass"}, b"authorization: basic cg9ydgfsonbhc3m="),
    ],
)
def test_key_and_account_are_sent(access, header):
    with silent() as server:
        with pytest.raises(EngineUnavailable):
            away(server.port, **access).search(EVERYTHING)
        assert header in server.requests[0].lower()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of nobody known for 127.0.0.1, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    names = (str(folder / "certificate.pem"), str(folder / "key.pem"))
    subprocess.run(
        (
            "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=search"
            f" -addext subjectAltName=IP:127.0.0.1 -out {names[0]} -keyout {names[1]}"
        ).split(),
        check=True,
        capture_output=True,
    )
    return names


@pytest.mark.parametrize("is_trusted", [True, False])
def test_certificates_of_an_authority_of_ones_own(certificate, is_trusted):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*certificate)
    trusted = certificate[0] if is_trusted else ""
    with silent(tls) as server:
        access = Access((f"https://127.0.0.1:{server.port}",), 1.0, ca_certs=trusted)
        with pytest.raises(EngineUnavailable):
            ElasticEngine(access, "away_").search(EVERYTHING)
        assert [request[:4] for request in server.requests] == ([b"GET "] if is_trusted else [])
