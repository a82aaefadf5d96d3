"""The Russian catalogue of the interface: extract, merge, check.

    python scripts/messages.py update [FRAGMENT.json ...]   needs gettext (xgettext)
    python scripts/messages.py check

The English texts in the code are the keys; `update` brings `locale/ru` in line with them, taking
translations from the catalogue and from the fragments: `{"text": "перевод"}`, for plurals
`{"singular": ["1", "2-4", "5+"]}`, with a context `{"context\\u0004text": "перевод"}`. `check`
fails on a text without a translation, an unused one, placeholders that differ, or a compiled
catalogue that is not the one of the texts.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "ru" / "LC_MESSAGES" / "django.po"
SKIPPED = ("tests/", "benchmarks/", "scripts/", "docs/", "static/", "locale/")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
METADATA = {
    "Project-Id-Version": "Pleiada",
    "Language": "ru",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
        "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}
EXTRACTION = """
import django
from django.conf import settings
from django.core.management import call_command
settings.configure(USE_I18N=True, LOCALE_PATHS=["locale"])
django.setup()
call_command("makemessages", locale=["ru"], keep_pot=True, add_location="file", verbosity=0)
"""

Key = tuple[str, str]
Texts = dict[Key, str | list[str]]


def extract() -> polib.POFile:
    """The texts of the code, read from a copy so that the working tree stays untouched."""
    if shutil.which("xgettext") is None:
        raise SystemExit("xgettext is missing. Install it with: apt-get install gettext")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        (copy / "locale").mkdir()
        for name in listed.stdout.splitlines():
            if name.endswith((".py", ".html", ".txt")) and not name.startswith(SKIPPED):
                source, target = ROOT / name, copy / name
                if source.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(source, target)
        subprocess.run([sys.executable, "-c", EXTRACTION], cwd=copy, check=True)
        return polib.pofile(str(copy / "locale" / "django.pot"))


def key_of(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


def translation_of(entry: polib.POEntry) -> str | list[str]:
    if entry.msgid_plural:
        return [entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)]
    return entry.msgstr


def read_catalogue() -> Texts:
    """Translations that the catalogue holds."""
    if not CATALOGUE.exists():
        return {}
    return {key_of(entry): translation_of(entry) for entry in polib.pofile(str(CATALOGUE))}


def read_fragments(paths: Iterable[Path]) -> tuple[Texts, list[str]]:
    """Translations of the fragments, and complaints where two disagree (the first one stays)."""
    texts: Texts = {}
    complaints = []
    for path in paths:
        for name, value in json.loads(path.read_text(encoding="utf-8")).items():
            context, _, msgid = name.rpartition("\u0004")
            known = texts.setdefault((context, msgid), value)
            if known != value:
                complaints.append(f"{path.name}: {msgid!r} is {value!r} here, {known!r} before")
    return texts, complaints


def fill(entry: polib.POEntry, value: str | list[str]) -> None:
    """Put a translation into an entry; a single text serves as all three plural forms."""
    if entry.msgid_plural:
        forms = value if isinstance(value, list) else [value] * 3
        entry.msgstr_plural = dict(enumerate(forms))
    else:
        entry.msgstr = value if isinstance(value, str) else value[0]


def build(extracted: polib.POFile, texts: Texts) -> polib.POFile:
    """A catalogue with exactly the extracted texts, in alphabetical order."""
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = dict(METADATA)
    for entry in sorted(extracted, key=key_of):
        fresh = polib.POEntry(
            msgid=entry.msgid,
            msgid_plural=entry.msgid_plural,
            msgctxt=entry.msgctxt,
            comment=entry.comment,
            occurrences=sorted(set(entry.occurrences)),
            flags=[flag for flag in entry.flags if flag != "fuzzy"],
        )
        fill(fresh, texts.get(key_of(entry)) or "")
        catalogue.append(fresh)
    return catalogue


def problems(catalogue: polib.POFile) -> list[str]:
    """What is wrong with the entries of a catalogue."""
    found = []
    for entry in catalogue:
        if entry.obsolete or entry.fuzzy:
            found.append(f"not in use or unsure: {entry.msgid!r}")
            continue
        value = translation_of(entry)
        forms = value if isinstance(value, list) else [value]
        if not all(forms) or (entry.msgid_plural and len(forms) != 3):
            found.append(f"no translation: {entry.msgid!r}")
            continue
        allowed = [
            sorted(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text
        ]
        if "python-brace-format" in entry.flags or "%" in entry.msgid or "{" in entry.msgid:
            found += [
                f"placeholders differ: {entry.msgid!r}"
                for form in forms
                if sorted(PLACEHOLDER.findall(form)) not in allowed
            ]
    return found


def update(fragments: list[Path]) -> int:
    """Write the catalogue anew; the exit code says whether anything is left to translate."""
    extra, complaints = read_fragments(fragments)
    extracted = extract()
    catalogue = build(extracted, {**read_catalogue(), **extra})
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    unused = sorted(msgid for _, msgid in extra.keys() - {key_of(entry) for entry in extracted})
    complaints += [f"not in the code (any more): {msgid!r}" for msgid in unused]
    return report(complaints, problems(catalogue), len(catalogue))


def check() -> int:
    """Compare the catalogue with the code without changing anything."""
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    known, used = {key_of(entry) for entry in catalogue}, {key_of(entry) for entry in extract()}
    found = problems(catalogue)
    found += [f"not in the catalogue: {msgid!r}" for _, msgid in sorted(used - known)]
    found += [f"not in the code: {msgid!r}" for _, msgid in sorted(known - used)]
    compiled = CATALOGUE.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        found.append(f"{compiled.relative_to(ROOT)} is not compiled from the catalogue")
    return report([], found, len(catalogue))


def report(remarks: list[str], found: list[str], total: int) -> int:
    for line in [*(f"note: {remark}" for remark in remarks), *found]:
        print(line)
    print(f"{total} texts, {len(found)} problems")
    return 1 if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    updating = commands.add_parser("update", help="bring the catalogue in line with the code")
    updating.add_argument("fragments", nargs="*", type=Path)
    commands.add_parser("check", help="fail where the catalogue is not complete")
    arguments = parser.parse_args()
    return check() if arguments.command == "check" else update(arguments.fragments)


if __name__ == "__main__":
    raise SystemExit(main())
