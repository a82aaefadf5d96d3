"""Write the tables of the guides that come from the code (`--check` only compares)."""

import os
import sys
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
ROLES_GUIDE = ROOT / "docs" / "roles.md"
START, END = "<!-- table: from cms/roles.py -->", "<!-- end of the table -->"


def roles_table() -> str:
    """The rights of every role, as a table of the guide."""
    from cms.roles import ALL_MODELS, EVERYWHERE, ROLES  # noqa: PLC0415 -- after django.setup

    def pages(role: Any) -> str:
        return "; ".join(
            f"{'everywhere' if slug == EVERYWHERE else slug}: "
            + ", ".join(right.removesuffix("_page").replace("_", " ") for right in rights)
            for slug, rights in role.pages.items()
        )

    def names(permissions: tuple[str, ...]) -> str:
        return ", ".join(
            "everything" if name == ALL_MODELS else name.split(".")[1].replace("_", " ")
            for name in permissions
        )

    lines = [
        "| Group | Who | Pages | Files | Registers and the rest |",
        "| --- | --- | --- | --- | --- |",
    ]
    for role in ROLES.values():
        cells = [f"`{role.name}`", role.title_en, pages(role), names(role.media)]
        lines.append(f"| {' | '.join([*cells, names(role.models)])} |")
    return "\n".join(lines)


def with_table(text: str) -> str:
    """The guide with the table of the moment between its marks."""
    head, _, rest = text.partition(START)
    return f"{head}{START}\n\n{roles_table()}\n\n{END}{rest.partition(END)[2]}"


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    text = ROLES_GUIDE.read_text(encoding="utf-8")
    wanted = with_table(text)
    if "--check" in sys.argv:
        return int(text != wanted)
    ROLES_GUIDE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
