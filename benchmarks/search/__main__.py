"""Search over generated entries: `BENCH_ENTRIES=20000 python -m benchmarks.search [PEER ...]`.

Our engine in the process and on Elasticsearch, bare requests to the same server, and Wagtail's own
search on SQLite, PostgreSQL and Elasticsearch, one after another, each in a process of its own. The
servers are started and ended here. Prints one table. Above `SLOW_PEERS_BELOW` entries Wagtail's own
search on the databases is left out: it takes minutes for one search.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from benchmarks.search.measure import memory
from tests.services import elasticsearch
from tests.services.postgres import postgres

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "20000"))
SLOW_PEERS_BELOW = 50_000
TIMEOUT_SECONDS = 1800
PEERS = (
    "embedded",
    "elasticsearch",
    "stock on SQLite",
    "stock on PostgreSQL",
    "stock on Elasticsearch",
)
Figures = dict[str, object]


def main(chosen: list[str]) -> None:
    """Run the peers and print their figures."""
    peers = [peer for peer in PEERS if not chosen or peer in chosen]
    if ENTRIES >= SLOW_PEERS_BELOW:
        peers = [peer for peer in peers if peer not in {"stock on SQLite", "stock on PostgreSQL"}]
    load = os.getloadavg()[0]
    print(f"{ENTRIES} entries, {os.cpu_count()} cores, load {load:.1f}", flush=True)
    figures: dict[str, Figures] = {}
    with ExitStack() as services:
        environment = dict(os.environ) | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        if any("lasticsearch" in peer for peer in peers):
            server = services.enter_context(elasticsearch.server())
            environment["PORTAL_ELASTICSEARCH_URL"] = server.url
        for peer in peers:
            with ExitStack() as own:
                folder = Path(tempfile.mkdtemp(prefix="bench-search-"))
                own.callback(shutil.rmtree, folder, ignore_errors=True)
                settings = _settings(peer, folder, own)
                for line in _run(peer, environment | settings):
                    figures.setdefault(str(line.pop("peer", peer)), {}).update(line)
            if peer == "elasticsearch":
                figures[peer]["server_mb"] = memory(server.pid)
    _print(figures)


def _settings(peer: str, folder: Path, own: ExitStack) -> Mapping[str, str]:
    """Environment of one peer."""
    address = f"sqlite:///{folder / 'bench.sqlite3'}"
    if peer == "stock on PostgreSQL":
        address = own.enter_context(postgres())
    return {
        "DATABASE_URL": address,
        "SEARCH_ENGINE": "elasticsearch" if peer == "elasticsearch" else "embedded",
        "ELASTICSEARCH_PREFIX": f"bench_{os.getpid()}_",
    }


def _run(peer: str, environment: Mapping[str, str]) -> Iterator[Figures]:
    module = "benchmarks.search.stock" if peer.startswith("stock") else "benchmarks.search.ours"
    command = [sys.executable, "-m", module, peer, str(ENTRIES)]
    done = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode:
        print(f"{peer} failed:\n{done.stderr[-2000:]}", file=sys.stderr)
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def _print(figures: Mapping[str, Figures]) -> None:
    print(
        "| | p50, ms | p95, ms | searches | indexed in, s | disk, MB | memory, MB | forms of 40 |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for peer, found in figures.items():
        search = found.get("search", {})
        cells = [
            *(_number(search.get(name)) for name in ("p50", "p95")),
            str(search.get("number", "")),
            *(_number(found.get(name)) for name in ("index_seconds", "disk_mb")),
            _memory(found),
            "" if found.get("forms") is None else str(found["forms"]),
        ]
        print(f"| {peer} | {' | '.join(cells)} |")
    print()
    for peer, found in figures.items():
        if "suggest" in found:
            print(
                f"{peer}: suggestion p95 {_number(found['suggest']['p95'])} ms, rescued search p95 "
                f"{_number(found['rescue']['p95'])} ms (the first one "
                f"{_number(found.get('first_rescue'))} s), published and found in "
                f"{_number(found.get('publish_seconds'))} s at most"
            )


def _memory(found: Figures) -> str:
    own, server = _number(found.get("memory_mb")), found.get("server_mb")
    return f"{own} + server {_number(server)}" if server else own


def _number(value: object) -> str:
    if not isinstance(value, int | float):
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


if __name__ == "__main__":
    main(sys.argv[1:])
