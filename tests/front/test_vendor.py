"""What is taken from elsewhere is as recorded, and no page asks another host for anything."""

import importlib.util
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OURS = [
    path
    for folder in ("templates", "static/css", "static/js")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".html", ".css", ".js", ".txt", ".xml"}
]
# An address that a browser would fetch by itself: links a reader follows are not meant.
FETCHED = re.compile(
    r"""(?:src|srcset|poster|data)=["']\s*(?:https?:)?//[^"']+
      | url\(\s*["']?(?:https?:)?//[^)]+
      | @import\s+["']?(?:https?:)?//
      | <link(?=[^>]*rel=["'][^"']*(?:stylesheet|icon|pre|dns|manifest))
        [^>]+href=["'](?:https?:)?//[^"']+
      | (?:fetch|import)\(\s*["'](?:https?:)?//[^)]+""",
    re.VERBOSE | re.IGNORECASE,
)


def script(name: str):
    """A module of scripts/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_vendored_files_are_as_recorded():
    assert script("vendor").differences() == []


def test_a_changed_vendored_file_is_noticed(tmp_path, monkeypatch):
    vendor = script("vendor")
    folder = tmp_path / "thing"
    folder.mkdir()
    (folder / "LICENSE").write_text("MIT", encoding="utf-8")
    record = {"sha256": vendor.hashes(folder)}
    (folder / "VENDOR.json").write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.setattr(vendor, "VENDOR", tmp_path)

    assert vendor.differences() == []
    (folder / "LICENSE").write_text("changed", encoding="utf-8")
    assert vendor.differences() == ["thing: files differ from VENDOR.json"]


def test_map_outlines_are_those_of_the_map_data():
    outlines = (ROOT / "static/geo/russia.svg").read_text(encoding="utf-8")

    assert outlines == script("map_outlines").drawing()
    assert len(re.findall(r'<path id="RU-', outlines)) == 83


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_fetched_from_another_host(path):
    assert FETCHED.findall(path.read_text(encoding="utf-8")) == []


def test_the_search_for_foreign_addresses_finds_them():
    for text in (
        '<script src="https://cdn.example/x.js">',
        "url(//cdn.example/x.woff2)",
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
        'import("https://cdn.example/x.js")',
    ):
        assert FETCHED.search(text), text
    assert FETCHED.search('<link rel="schema.DC" href="http://purl.example/dc/">') is None
    assert FETCHED.search('<a href="https://pravo.example/act">act</a>') is None


@pytest.mark.parametrize(
    "path",
    [path for path in OURS if path.suffix == ".html"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_templates_have_no_inline_script_or_style(path):
    """The content policy of public pages allows neither."""
    text = path.read_text(encoding="utf-8")
    if "wagtailadmin" in path.parts or "wagtailadmin/" in text:
        pytest.skip("A page of the admin, which has a policy of its own.")
    if "mail" in path.parts:
        pytest.skip("A letter: mail programs read no style sheets.")

    assert re.findall(r"<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", text) == []
