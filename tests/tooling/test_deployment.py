"""Files that an installation is made from agree with the code."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_SETTINGS = {"POSTGRES_PASSWORD", "HTTP_PORT", "BIND", "WEB_CONCURRENCY"}
"""Variables of compose.yaml and gunicorn, not of Django."""


def test_example_of_the_environment_names_every_setting_and_no_other():
    read = {
        name
        for path in (ROOT / "cms" / "settings").glob("*.py")
        for name in re.findall(r"""env(?:\.\w+)?\(\s*["']([A-Z_]+)["']""", path.read_text())
    }
    listed = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert listed - NOT_SETTINGS == read


def test_compose_has_the_parts_and_starts_them_after_the_migration():
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    assert set(services) == {
        "postgres",
        "redis",
        "elasticsearch",
        "migrate",
        "web",
        "worker",
        "nginx",
    }
    for name in ("web", "worker"):
        assert services[name]["depends_on"]["migrate"]["condition"] == (
            "service_completed_successfully"
        )
        environment = services[name]["environment"]
        assert environment["CACHE_URL"].startswith("rediscache://")
        assert environment["SEARCH_INLINE_DRAIN"] == "0"
    assert services["web"]["environment"]["STATEMENT_TIMEOUT_MS"] == "15000"
    assert "STATEMENT_TIMEOUT_MS" not in services["migrate"]["environment"]


def test_ports_of_the_databases_are_not_published():
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]


def test_image_does_not_run_as_root():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER portal"]
    assert lines.index("USER portal") < next(
        number for number, line in enumerate(lines) if line.startswith("CMD")
    )
