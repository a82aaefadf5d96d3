"""Bring the front-end packages under static/vendor: files, licences, hashes.

Run by hand when a version changes (`python scripts/vendor.py`); it needs npm. The result is
committed, so neither the site nor its tests need node. `--check` compares the committed files with
their VENDOR.json and needs nothing but Python.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
SASS = "sass@1.108.2"


@dataclass(frozen=True)
class Package:
    """What is taken from one npm package.

    `sass` maps a stylesheet of ours to its compiled name. Files keep their path below `root`;
    without it they lie side by side.
    """

    name: str
    version: str
    licence: str
    folder: str
    files: tuple[str, ...]
    licence_file: str = ""
    root: str = ""
    sass: dict[str, str] = field(default_factory=dict)


PACKAGES = (
    Package(
        name="govuk-frontend",
        version="6.6.0",
        licence="MIT",
        folder="govuk-frontend",
        files=("dist/govuk/govuk-frontend.min.js",),
        sass={"govuk-base.scss": "govuk-base.css"},
    ),
    Package(
        name="@fontsource-variable/golos-text",
        version="5.3.0",
        licence="OFL-1.1",
        folder="golos-text",
        files=tuple(
            f"files/golos-text-{subset}-wght-normal.woff2"
            for subset in ("cyrillic", "latin", "latin-ext")
        ),
        licence_file="LICENSE",
    ),
    Package(
        name="leaflet",
        version="1.9.4",
        licence="BSD-2-Clause",
        folder="leaflet",
        files=(
            "dist/leaflet.css",
            "dist/leaflet.js",
            "dist/images/layers-2x.png",
            "dist/images/layers.png",
            "dist/images/marker-icon-2x.png",
            "dist/images/marker-icon.png",
            "dist/images/marker-shadow.png",
        ),
        licence_file="LICENSE",
        root="dist",
    ),
    Package(
        name="topojson-client",
        version="3.1.0",
        licence="ISC",
        folder="topojson-client",
        files=("dist/topojson-client.min.js",),
        licence_file="LICENSE",
    ),
)


def sha256(path: Path) -> str:
    """Hash of a file's bytes in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hashes(folder: Path) -> dict[str, str]:
    """Hash of every file of a vendored package but the record itself."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in paths
        if path.name != "VENDOR.json"
    }


def unpack(package: Package, scratch: Path) -> tuple[Path, str]:
    """Folder of the unpacked package and its integrity string as npm names it."""
    answer = subprocess.run(
        [
            "npm",
            "pack",
            f"{package.name}@{package.version}",
            "--json",
            "--pack-destination",
            str(scratch),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    report = json.loads(answer.stdout)
    record = report[0] if isinstance(report, list) else next(iter(report.values()))
    target = scratch / "node_modules" / package.name
    target.mkdir(parents=True)
    with tarfile.open(scratch / Path(record["filename"]).name) as archive:
        archive.extractall(target, filter="data")
    return target / "package", record["integrity"]


def copy(source: Path, target: Path) -> None:
    """Copy a file; a script loses its reference to a source map, which is not vendored.

    Hashed static storage refuses a reference to a file that is not there.
    """
    data = source.read_bytes()
    if target.suffix == ".js":
        data = re.sub(rb"//# sourceMappingURL=\S+\s*$", b"", data)
    target.write_bytes(data)


def compile_sass(package: Package, source: Path, scratch: Path) -> None:
    """Compile our stylesheets of the package; imports are found beside the unpacked package."""
    modules = scratch / "sass" / package.name
    modules.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, modules)
    for stylesheet, compiled in package.sass.items():
        subprocess.run(
            [
                "npx",
                "--yes",
                SASS,
                "--style=compressed",
                "--no-source-map",
                f"--load-path={scratch / 'sass'}",
                str(VENDOR / package.folder / stylesheet),
                str(VENDOR / package.folder / compiled),
            ],
            check=True,
        )


def bring(package: Package, scratch: Path) -> None:
    """Copy, compile and record one package."""
    source, integrity = unpack(package, scratch)
    folder = VENDOR / package.folder
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*package.files, *filter(None, [package.licence_file])):
        inside = Path(name)
        is_below = package.root and inside.is_relative_to(package.root)
        target = folder / (inside.relative_to(package.root) if is_below else inside.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        copy(source / name, target)
    if package.sass:
        compile_sass(package, source, scratch)
    record = {
        "package": package.name,
        "version": package.version,
        "licence": package.licence,
        "integrity": integrity,
        "built_with": SASS if package.sass else None,
        "sha256": (files := hashes(folder)),
    }
    (folder / "VENDOR.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(f"{package.name} {package.version}: {len(files)} files")


def differences() -> list[str]:
    """What in static/vendor is not as its VENDOR.json says; empty when all is well."""
    found = []
    for folder in sorted(path for path in VENDOR.iterdir() if path.is_dir()):
        record = folder / "VENDOR.json"
        if not record.exists():
            found.append(f"{folder.name}: no VENDOR.json")
            continue
        written = json.loads(record.read_text(encoding="utf-8"))["sha256"]
        if "LICENSE" not in written:
            found.append(f"{folder.name}: no LICENSE")
        if written != hashes(folder):
            found.append(f"{folder.name}: files differ from VENDOR.json")
    return found


def main() -> int:
    """Vendor every package, or only check what is there."""
    if "--check" in sys.argv[1:]:
        print("\n".join(differences()) or "static/vendor is as recorded")
        return bool(differences())
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            bring(package, Path(scratch))
    return 0


if __name__ == "__main__":
    sys.exit(main())
