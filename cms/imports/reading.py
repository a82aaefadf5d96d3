"""Reading of CSV and XLSX files into rows of text; what is wrong is said with line and column."""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

_MAX_UNPACKED_BYTES = 200 * 1024 * 1024
_MAX_COLUMNS = 200
_DELIMITERS = ";,\t"


@dataclass(frozen=True)
class Problem:
    """What is wrong and where; `line` 0 means the whole file, an empty `column` the whole line."""

    message: str
    line: int = 0
    column: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a file: its line as a person counts it, and values by column."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """Headings and rows of a file."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


class UnreadableFileError(Exception):
    """The file cannot be imported; `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def read(content: bytes, name: str) -> Sheet:
    """The rows of a CSV or XLSX file; raises UnreadableFileError."""
    if not content:
        raise UnreadableFileError(Problem(_("The file is empty (0 bytes).")))
    if len(content) > settings.IMPORT_MAX_BYTES:
        message = _("The file is larger than %(limit)s MB.")
        raise UnreadableFileError(
            Problem(message % {"limit": settings.IMPORT_MAX_BYTES // 1024**2})
        )
    suffix = name.rpartition(".")[2].lower()
    is_zip = content.startswith(b"PK")
    if suffix == "xlsx" and is_zip:
        lines = _xlsx_lines(content)
    elif suffix == "csv" and not is_zip:
        lines = _csv_lines(_decoded(content))
    else:
        raise UnreadableFileError(
            Problem(_("This is neither a CSV nor an XLSX file, whatever its name says."))
        )
    return _sheet(lines)


def _sheet(lines: Iterator[tuple[int, list[str]]]) -> Sheet:
    filled = ((number, cells) for number, cells in lines if any(cells))
    head = next(filled, None)
    if head is None:
        raise UnreadableFileError(Problem(_("There is nothing in the file.")))
    number, cells = head
    while cells and not cells[-1]:
        cells.pop()
    headings = tuple(cells)
    problems = _heading_problems(number, headings)
    if problems:
        raise UnreadableFileError(*problems)
    rows: list[Row] = []
    for line, values in filled:
        if len(rows) == settings.IMPORT_MAX_ROWS:
            message = _("There are more than %(limit)s rows. Split the file.")
            raise UnreadableFileError(Problem(message % {"limit": settings.IMPORT_MAX_ROWS}))
        if any(values[len(headings) :]):
            problems.append(Problem(_("There are more cells than headings."), line))
        values += [""] * (len(headings) - len(values))
        rows.append(Row(line, dict(zip(headings, values, strict=False))))
    if not rows:
        problems.append(Problem(_("There are headings but no rows.")))
    if problems:
        raise UnreadableFileError(*problems)
    return Sheet(headings, tuple(rows))


def _heading_problems(line: int, headings: Sequence[str]) -> list[Problem]:
    problems = []
    if len(headings) > _MAX_COLUMNS:
        problems.append(Problem(_("There are more than 200 columns."), line))
    for index, heading in enumerate(headings):
        if not heading:
            problems.append(
                Problem(_("The column has no heading."), line, get_column_letter(index + 1))
            )
        elif heading in headings[:index]:
            problems.append(Problem(_("The heading appears twice."), line, heading))
    return problems


def _decoded(content: bytes) -> str:
    """The text of a CSV file in UTF-8 or Windows-1251."""
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(character < " " and character not in "\t\r\n" for character in text):
            return text
    raise UnreadableFileError(
        Problem(_("The encoding is unknown. Save the file as CSV in UTF-8 or Windows-1251."))
    )


def _csv_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    end = 0
    try:
        for cells in reader:
            yield end + 1, [cell.strip() for cell in cells]
            end = reader.line_num
    except csv.Error as error:
        message = _("The line is not proper CSV: look for an unclosed quotation mark.")
        raise UnreadableFileError(Problem(message, end + 1)) from error


def _xlsx_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    damaged = UnreadableFileError(Problem(_("The XLSX file is damaged or protected.")))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > _MAX_UNPACKED_BYTES:
            raise UnreadableFileError(Problem(_("The file is too large when unpacked.")))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise damaged from error
    except IndexError as error:
        raise UnreadableFileError(Problem(_("There is no sheet in the file."))) from error
    problems: list[Problem] = []
    lines: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS + 1), start=1):
        if number > settings.IMPORT_MAX_ROWS + 100:
            break
        lines.append((number, [_text_of(cell.value) for cell in cells]))
        problems += [
            Problem(
                _("The cell holds a formula or an error. Paste its value instead."),
                number,
                get_column_letter(index),
            )
            for index, cell in enumerate(cells, start=1)
            if cell.data_type in ("f", "e")
        ]
    if problems:
        raise UnreadableFileError(*problems)
    yield from lines


def _text_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value).strip()
