"""A real Elasticsearch in a throw-away folder, for one command.

    python -m tests.services.elasticsearch pytest tests -n 2

starts a server on a free port of the loopback address, runs the command with
PORTAL_ELASTICSEARCH_URL pointing to it and ends the server. A PORTAL_ELASTICSEARCH_URL given from
outside is used as it is. Where no server can be started the command runs without one, after a loud
message; with REQUIRE_SERVICES=1 it is not run and the exit code is 1.

The server is the build that Elasticsearch publishes for integration tests, as a Maven artifact. It
lacks the module of common analysis parts, which `elasticsearch_plugin/` adds under the official
names. Once prepared it is kept in `var/elasticsearch/`.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

VERSION = "8.19.7"
VARIABLE = "PORTAL_ELASTICSEARCH_URL"
REMEDY = "Install it with: apt-get install openjdk-17-jdk-headless maven"

ROOT = Path(__file__).resolve().parent.parent.parent
PLUGIN = Path(__file__).resolve().parent / "elasticsearch_plugin" / "CommonAnalysisPlugin.java"
# The server refuses to run as root and runs as this user then.
_USER = "elastic"
_START_SECONDS = 120
_STOP_SECONDS = 30
_ATTEMPTS = 3
_HEAP = os.environ.get("PORTAL_ELASTICSEARCH_HEAP", "512m")
_DESCRIPTOR = f"""description=Analysis parts of the common module
version=1.0.0
name=portal-analysis
classname=portal.analysis.CommonAnalysisPlugin
java.version=17
elasticsearch.version={VERSION}
"""
_SETTINGS = """discovery.type: single-node
xpack.security.enabled: false
network.host: 127.0.0.1
http.port: {port}
transport.port: {transport}
path: {{data: {folder}/data, logs: {folder}/logs}}
cluster.routing.allocation.disk.threshold_enabled: false
action.auto_create_index: false
"""


class ServerUnavailableError(Exception):
    """Elasticsearch cannot be started here; the text says why."""


class Server:
    """A running server that can be killed and started again over the same data."""

    def __init__(self, home: Path, java: Path, folder: Path) -> None:
        self._home = home
        self._java = java
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The launcher's process; the server is its child."""
        if self._process is None:
            raise ServerUnavailableError("Elasticsearch is not running.")
        return self._process.pid

    def start(self) -> None:
        """Start on the port had before, at first on a free one; wait until it answers."""
        fixed = self.port
        for _ in range(1 if fixed else _ATTEMPTS):
            self.port = fixed or _free_port()
            self._write_settings()
            self._process = self._launch()
            if self._answers():
                return
            self.kill()
        raise ServerUnavailableError(f"Elasticsearch did not start:\n{self._last_lines()}")

    def stop(self) -> None:
        """End the server in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the server at once, as a crash would."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        # The launcher is gone; the server it started may need a moment more.
        until = time.monotonic() + _STOP_SECONDS
        while self._is_listening() and time.monotonic() < until:
            time.sleep(0.1)

    def _is_listening(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _write_settings(self) -> None:
        text = _SETTINGS.format(port=self.port, transport=_free_port(), folder=self._folder)
        (self._folder / "config" / "elasticsearch.yml").write_text(text, encoding="utf-8")

    def _launch(self) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "ES_JAVA_HOME": str(self._java),
            "ES_JAVA_OPTS": f"-Xms{_HEAP} -Xmx{_HEAP}",
            "ES_PATH_CONF": str(self._folder / "config"),
            "ES_TMPDIR": str(self._folder / "tmp"),
        }
        with (self._folder / "output.log").open("ab") as output:
            return subprocess.Popen(
                [str(self._home / "bin" / "elasticsearch")],
                env=environment,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                user=_USER if os.getuid() == 0 else None,
                # A group of its own: the launcher and the server end together.
                start_new_session=True,
            )

    def _answers(self) -> bool:
        until = time.monotonic() + _START_SECONDS
        address = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=5s"
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                return False
            with suppress(OSError), urllib.request.urlopen(address, timeout=10) as answer:
                return bool(answer.status == 200)
            time.sleep(0.3)
        return False

    def _last_lines(self) -> str:
        log = self._folder / "output.log"
        lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
        return "\n".join(lines[-15:])


@contextmanager
def server() -> Iterator[Server]:
    """A server of one's own that lives as long as the context."""
    java = _java_home()
    home = _prepared(java)
    folder = Path(tempfile.mkdtemp(prefix="portal-es-"))
    try:
        for name in ("data", "logs", "tmp"):
            (folder / name).mkdir()
        shutil.copytree(home / "config", folder / "config")
        _give_away(folder)
        running = Server(home, java, folder)
        try:
            running.start()
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def elasticsearch() -> Iterator[str]:
    """The address of a server that lives as long as the context, or the one given from outside."""
    if given := os.environ.get(VARIABLE, ""):
        yield given
        return
    with server() as running:
        yield running.url


def _prepared(java: Path) -> Path:
    """The folder of the server with the plugin; made once, whoever comes first."""
    digest = hashlib.sha256(PLUGIN.read_bytes() + _DESCRIPTOR.encode()).hexdigest()[:12]
    base = _base()
    home = base / f"{VERSION}-{digest}" / f"elasticsearch-{VERSION}"
    base.mkdir(parents=True, exist_ok=True)
    with (base / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            _prepare(home.parent, java)
    return home


def _base() -> Path:
    """Where prepared servers are kept: below `var`, or where the server's user may not look
    into the folders above it, in a folder of the system."""
    base = ROOT / "var" / "elasticsearch"
    if os.getuid() == 0 and not all(
        folder.stat().st_mode & 0o001 for folder in base.parents if folder.exists()
    ):
        return Path("/var/tmp/portal-elasticsearch")
    return base


def _prepare(target: Path, java: Path) -> None:
    archive = _downloaded()
    partial = Path(tempfile.mkdtemp(prefix="partial-", dir=target.parent))
    try:
        _unpack(archive, partial)
        home = partial / f"elasticsearch-{VERSION}"
        _build_plugin(home, java)
        if os.getuid() == 0:
            _make_user()
        # mkdtemp closes the folder to others; the server's user has to read it.
        partial.chmod(0o755)
        _give_away(partial)
        partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _unpack(archive: Path, target: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        for info in files.infolist():
            path = Path(files.extract(info, target))
            if mode := info.external_attr >> 16 & 0o777:
                path.chmod(mode)


def _downloaded() -> Path:
    """The server's archive in the local Maven repository."""
    if shutil.which("mvn") is None:
        raise ServerUnavailableError(f"Maven is missing. {REMEDY}")
    name = "org.elasticsearch.distribution.integ-test-zip"
    repository = Path.home() / ".m2" / "repository"
    archive = repository.joinpath(
        *name.split("."), "elasticsearch", VERSION, f"elasticsearch-{VERSION}.zip"
    )
    if not archive.exists():
        artifact = f"{name}:elasticsearch:{VERSION}:zip"
        _run(["mvn", "-q", "-B", "dependency:get", f"-Dartifact={artifact}", "-Dtransitive=false"])
    if not archive.exists():
        raise ServerUnavailableError(f"Maven did not bring {archive.name}.")
    return archive


def _build_plugin(home: Path, java: Path) -> None:
    plugin = home / "plugins" / "portal-analysis"
    plugin.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as classes:
        jars = os.pathsep.join(str(jar) for jar in sorted((home / "lib").glob("*.jar")))
        compiler = [str(java / "bin" / "javac"), "-nowarn", "--release", "17", "-cp", jars]
        _run([*compiler, "-d", classes, str(PLUGIN)])
        jar = str(plugin / "portal-analysis.jar")
        _run([str(java / "bin" / "jar"), "cf", jar, "-C", classes, "."])
    (plugin / "plugin-descriptor.properties").write_text(_DESCRIPTOR, encoding="utf-8")


def _java_home() -> Path:
    """A Java 17 or newer with its compiler."""
    compiler = shutil.which("javac")
    candidates = [
        os.environ.get("ES_JAVA_HOME", ""),
        "/usr/lib/jvm/java-17-openjdk-amd64",
        "/usr/lib/jvm/java-17-openjdk-arm64",
        os.environ.get("JAVA_HOME", ""),
        str(Path(compiler).resolve().parent.parent) if compiler else "",
    ]
    for candidate in filter(None, candidates):
        if (Path(candidate) / "bin" / "javac").exists():
            return Path(candidate)
    raise ServerUnavailableError(f"A Java development kit is missing. {REMEDY}")


def _make_user() -> None:
    try:
        pwd.getpwnam(_USER)
    except KeyError:
        _run(["useradd", "--system", "--no-create-home", _USER])


def _give_away(folder: Path) -> None:
    """Let the server's user own a folder; nothing to do where we run it ourselves."""
    if os.getuid() == 0:
        folder.chmod(0o755)
        _run(["chown", "-R", _USER, str(folder)])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()[-500:]
        raise ServerUnavailableError(f"{Path(command[0]).name} failed: {said}")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def main(command: list[str]) -> int:
    """Run `command` with the address of an Elasticsearch server in its environment."""
    # Ends by an exception, so that the server is stopped and its folder removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with elasticsearch() as address:
            environment = {**os.environ, VARIABLE: address}
            return subprocess.run(command, env=environment, check=False).returncode
    except ServerUnavailableError as error:
        print(f"\n*** Elasticsearch is missing, its tests do not run: {error}\n", file=sys.stderr)
    if os.environ.get("REQUIRE_SERVICES", "") == "1":
        return 1
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
