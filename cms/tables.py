"""Tables given away as CSV and XLSX, safe to open in a table program."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TITLE_LENGTH = 31  # of a sheet, by the format
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Sheet:
    """A table: title, headings, rows; notes stand below it. None is an empty cell."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]
    notes: Sequence[str] = ()


def as_text(value: Any) -> Any:
    """A cell whose text no table program takes for a formula; anything but text stays."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """The table as CSV, a line at a time, with the mark by which Excel knows UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([as_text(name) for name in sheet.header])
    for row in sheet.rows:
        yield writer.writerow(["" if cell is None else as_text(cell) for cell in row])
    for note in sheet.notes:
        yield writer.writerow([as_text(note)])


def csv_response(sheet: Sheet, file_name: str) -> StreamingHttpResponse:
    """The table as a download; `file_name` is plain ASCII without an ending."""
    response = StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}.csv"'
    return response


def xlsx_bytes(sheets: Iterable[Sheet]) -> bytes:
    """The tables as a workbook, one a sheet; texts are texts, whatever they begin with."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title.translate(_FORBIDDEN)[:_TITLE_LENGTH])
        page.freeze_panes = "A2"
        page.append([_cell(page, name, bold=True) for name in sheet.header])
        for row in sheet.rows:
            page.append([_cell(page, value) for value in row])
        for note in sheet.notes:
            page.append([_cell(page, note)])
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def xlsx_response(sheets: Iterable[Sheet], file_name: str) -> HttpResponse:
    """The workbook as a download."""
    response = HttpResponse(xlsx_bytes(sheets), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name}.xlsx"'
    return response


def _cell(page: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with "=" would become a formula
    if bold:
        cell.font = Font(bold=True)
    return cell


class _Echo:
    """A file that gives back what is written, so that a line can be streamed."""

    @staticmethod
    def write(line: str) -> str:
        return line
