"""Ready-made SQLite test databases, so that a run does not repeat every migration.

A database made by the migrations is kept in `var/test-db/` under a hash of all that shapes it:
migrations, locked requirements and the code that fills an empty portal.
"""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "var" / "test-db"
PATTERNS = (
    "*/migrations/*.py",
    "requirements/base.txt",
    "cms/roles.py",
    "cms/sections.py",
    "cms/workflow/*.py",
    "home/services/*.py",
)


def key() -> str:
    """A name that changes with anything that shapes an empty database."""
    digest = hashlib.sha256()
    for pattern in PATTERNS:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def restore(target: Path) -> bool:
    """Put the kept database at `target`; False when there is none yet."""
    kept = FOLDER / f"{key()}.sqlite3"
    if not kept.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, target)
    return True


def keep(source: Path) -> None:
    """Keep a copy of the database at `source`, in the place of older ones."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / f"{key()}.sqlite3"
    partial = FOLDER / f"{os.getpid()}.partial"
    with sqlite3.connect(source) as origin, sqlite3.connect(partial) as copy:
        origin.backup(copy)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    partial.replace(kept)
