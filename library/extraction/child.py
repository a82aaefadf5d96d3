"""The limited process that reads one file: `python -m library.extraction.child FILE …`.

Writes one JSON record a line: `{"page": 1, "text": "…"}` for a page with text, and last
`{"end": "done", "pages": 3}` or `{"end": "encrypted", "pages": null}`. It knows neither Django nor
the database. Running out of memory, time or output ends it without a last line, which the parent
takes for a failure.
"""

import json
import resource
import sys
from pathlib import Path

from cms.files import detect
from library.extraction.readers import READERS, UnreadableError, cleaned

MEGABYTE = 1024 * 1024
OUTPUT_MAX_BYTES = 64 * MEGABYTE
PAGE_MAX_CHARACTERS = 200_000
XML_ERR_NO_MEMORY = 2


def limit_process(megabytes: int, seconds: int) -> None:
    """Bound the memory, processor time and files of this process; they cannot be raised again."""
    for limit, value in (
        (resource.RLIMIT_DATA, megabytes * MEGABYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, OUTPUT_MAX_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(limit, (value, value))


def read(path: Path, extension: str, max_pages: int) -> tuple[str, int | None]:
    """Write the pages of a file out; returns how it ended and how many pages it has."""
    with path.open("rb") as stream:
        kind = detect(stream)
        encrypted = (
            kind == "ole" and b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in stream.read()
        )
    if kind == "empty":
        return "empty", None
    if encrypted:
        return "encrypted", None
    if kind != extension:
        return "other_content", None
    count = 0
    try:
        for count, text in enumerate(READERS[kind](path, max_pages), start=1):
            page = cleaned(text)[:PAGE_MAX_CHARACTERS]
            if any(map(str.isalnum, page)):
                _write({"page": count, "text": page})
    except UnreadableError as error:
        return error.problem, error.pages
    except Exception as error:  # noqa: BLE001 -- parsers raise anything at all on a damaged file
        return "limits" if _is_out_of_memory(error) else "damaged", None
    return "done", count


def _is_out_of_memory(error: Exception) -> bool:
    # lxml reports it as a mistake in the text, with libxml2's code.
    return isinstance(error, MemoryError) or getattr(error, "code", None) == XML_ERR_NO_MEMORY


def _write(record: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def main(arguments: list[str]) -> None:
    """Read the file named in `arguments`: path, extension, pages, megabytes and seconds at most."""
    path, extension, max_pages, megabytes, seconds = arguments
    limit_process(int(megabytes), int(seconds))
    end, pages = read(Path(path), extension, int(max_pages))
    _write({"end": end, "pages": pages})


if __name__ == "__main__":
    main(sys.argv[1:])
