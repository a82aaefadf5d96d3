"""A folder of index generations with a small file that names the one in use.

    index/current              {"generation": "generation-3", "schema": "5f1c…"}
    index/generation-2/        the one before, kept for a way back
    index/generation-3/        the one in use

The pointer is replaced by one rename, so a reader sees the old index or the new one whole.
"""

import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"^generation-(\d+)$")


@dataclass(frozen=True)
class Pointer:
    """Which generation is in use and by which schema it was written."""

    generation: str
    schema: str


class Generations:
    """The generations of one index below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def pointer_file(self) -> Path:
        """The file that names the generation in use."""
        return self.folder / "current"

    def current(self) -> Pointer | None:
        """The pointer, or None where there is none or it cannot be read."""
        try:
            content = json.loads(self.pointer_file.read_text("utf-8"))
            pointer = Pointer(str(content["generation"]), str(content["schema"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return pointer if _NAME.match(pointer.generation) else None

    def path(self, pointer: Pointer) -> Path:
        """The folder of a generation."""
        return self.folder / pointer.generation

    def create(self) -> Path:
        """An empty folder for the next generation."""
        self.folder.mkdir(parents=True, exist_ok=True)
        number = max((number for number, _ in self._all()), default=0) + 1
        path = self.folder / f"generation-{number}"
        path.mkdir()
        return path

    def switch(self, path: Path, schema: str) -> None:
        """Put a finished generation in use and drop all but the one before it."""
        before = self.current()
        content = json.dumps({"generation": path.name, "schema": schema})
        draft = self.folder / "current.new"
        with draft.open("w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.pointer_file)
        kept = {path.name, before.generation if before else ""}
        for _, old in self._all():
            if old.name not in kept:
                shutil.rmtree(old, ignore_errors=True)

    def _all(self) -> list[tuple[int, Path]]:
        found = ((_NAME.match(path.name), path) for path in self.folder.glob("generation-*"))
        return [(int(match[1]), path) for match, path in found if match]
