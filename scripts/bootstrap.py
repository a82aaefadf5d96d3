"""Set the project up and start it, with nothing but Python 3.11 or newer.

    python scripts/bootstrap.py install {base,production,dev}
    python scripts/bootstrap.py run [--port 8000]

Used by the Makefile. Only the standard library is imported here: the virtual environment in
`.venv` does not exist before this script has made it.
"""

import argparse
import contextlib
import hashlib
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"
OLDEST = (3, 11)
SETS = ("base", "production", "dev")
"""Requirement sets; each one holds those before it."""


def fail(problem: str, remedy: str) -> None:
    """Say what is wrong and the command that helps, and end."""
    raise SystemExit(f"\n{problem}\n  {remedy}\n")


def require_python() -> None:
    if sys.version_info < OLDEST:
        fail(
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.",
            "Debian, Ubuntu: sudo apt-get install python3.11 python3.11-venv; "
            "then: make PYTHON=python3.11 run",
        )


def make_environment() -> None:
    if PYTHON.exists():
        return
    print("Making the virtual environment .venv")
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        fail(
            f"A virtual environment cannot be made: {made.stdout.strip()}{made.stderr.strip()}",
            f"Debian, Ubuntu: sudo apt-get install python{version}-venv",
        )


def fingerprint(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def install(name: str) -> None:
    """Install a locked requirement set unless it (or one that holds it) is there already."""
    require_python()
    make_environment()
    for known in SETS[SETS.index(name) :]:
        stamp = VENV / f".installed-{known}"
        requirements = ROOT / "requirements" / f"{known}.txt"
        if stamp.exists() and stamp.read_text() == fingerprint(requirements):
            return
    requirements = ROOT / "requirements" / f"{name}.txt"
    print(f"Installing {requirements.relative_to(ROOT)} (once; about a minute)", flush=True)
    options = ["--require-hashes", "-r", str(requirements)]
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), *options]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", *options]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        fail(
            "The packages could not be installed (see above).",
            "Check the network or the settings of pip, then repeat the command.",
        )
    (VENV / f".installed-{name}").write_text(fingerprint(requirements))


def prepare(base_url: str) -> None:
    """Bring database, demonstration and index up to date; quick when they are."""
    VAR.mkdir(exist_ok=True)
    # While the demonstration loads, the index is left alone: it is written whole afterwards.
    environment = {**os.environ, "BASE_URL": base_url, "SEARCH_INLINE_DRAIN": "0"}
    environment.setdefault("PYTHONIOENCODING", ":replace")
    command = [str(PYTHON), "manage.py", "prepare_demo"]
    if code := subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise SystemExit(code)


def require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            fail(f"Port {port} is taken.", f"Take another one: make run PORT={port + 1}")


def serve(port: int, base_url: str) -> int:
    """Run the web server and the worker until Ctrl+C, or until one of them ends."""
    for reason in (signal.SIGINT, signal.SIGTERM):
        signal.signal(reason, signal.default_int_handler)
    environment = {
        **os.environ,
        "BASE_URL": base_url,
        "PYTHONUNBUFFERED": "1",
        "DJANGO_RUNSERVER_HIDE_WARNING": "true",
    }
    manage_py = [str(PYTHON), "manage.py"]
    with (VAR / "worker.log").open("ab") as log:
        commands = {
            "server": (
                [*manage_py, "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"],
                None,
            ),
            "worker": ([*manage_py, "worker"], log),
        }
        # Sessions of their own: Ctrl+C reaches this process only, which then ends them in order.
        running = {
            name: subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            for name, (command, output) in commands.items()
        }
        try:
            wait_until_answering(port, running["server"])
            announce(base_url)
            while all(process.poll() is None for process in running.values()):
                time.sleep(0.3)
            ended = [name for name, process in running.items() if process.poll() is not None]
            print(f"Ended by itself: {', '.join(ended)}. Log of the worker: var/worker.log")
        except KeyboardInterrupt:
            print("\nStopping")
            return 0
        finally:
            stop(list(running.values()))
    return 1


def wait_until_answering(port: int, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)


def announce(base_url: str) -> None:
    print(f"\n  Портал / The portal:    {base_url}/ru/  {base_url}/en/")
    print(f"  Редакция / The office:  {base_url}/admin/")
    print("  Остановить / Stop:      Ctrl+C\n", flush=True)


def stop(processes: list["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def run(port: int) -> int:
    """The demonstration from nothing to an address."""
    require_free(port)
    install("base")
    base_url = f"http://127.0.0.1:{port}"
    prepare(base_url)
    return serve(port, base_url)


def main() -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that knows no Russian is no failure
        sys.stdout.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    installing = commands.add_parser("install", help="make .venv and install a requirement set")
    installing.add_argument("name", choices=SETS)
    running = commands.add_parser("run", help="set up what is missing and serve the demonstration")
    running.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    if arguments.command == "install":
        install(arguments.name)
        return 0
    return run(arguments.port)


if __name__ == "__main__":
    raise SystemExit(main())
