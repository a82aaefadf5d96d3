"""Files as editors bring them: right ones are read, wrong ones are refused with the place named."""

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook

from cms.imports.reading import Problem, Row, Sheet, UnreadableFileError, read


def xlsx(*rows, more_sheets=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name in more_sheets:
        book.create_sheet(name).append(["x"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def refusal(content, name="file.csv"):
    with pytest.raises(UnreadableFileError) as caught:
        read(content, name)
    return [(problem.line, problem.column) for problem in caught.value.problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_csv_in_any_usual_encoding_and_separator(encoding, delimiter):
    text = f"slug{delimiter}name_ru\r\nlaw{delimiter}Право и суд\r\n"
    sheet = read(text.encode(encoding), "topics.csv")
    assert sheet == Sheet(("slug", "name_ru"), (Row(2, {"slug": "law", "name_ru": "Право и суд"}),))


def test_csv_counts_lines_as_a_person_does():
    text = 'slug;name_ru\n\nlaw;"Две\nстроки"\ntax;Налоги\n'
    rows = read(text.encode(), "topics.csv").rows
    assert [(row.line, row.values["slug"]) for row in rows] == [(3, "law"), (5, "tax")]


def test_xlsx_gives_numbers_and_dates_as_text():
    content = xlsx(
        ["code", "number", "share", "day"],
        ["RU-KLU", 1010.0, 1.5, datetime.date(2012, 8, 28)],
        more_sheets=["Заметки"],
    )
    assert read(content, "regions.XLSX").rows == (
        Row(2, {"code": "RU-KLU", "number": "1010", "share": "1.5", "day": "2012-08-28"}),
    )


def test_xlsx_formulas_are_named_by_cell():
    content = xlsx(
        ["code", "number"], ["RU-KLU", "=1+1"], ["RU-KDA", 5], ["RU-X", '=HYPERLINK("")']
    )
    assert refusal(content, "x.xlsx") == [(2, "B"), (4, "B")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "file.csv"),
        (b"\n\n ; \n", "file.csv"),
        (b"slug;name_ru\n", "file.csv"),
        (b"%PDF-1.7", "file.pdf"),
        (b"PK\x03\x04", "file.csv"),
        (b"PK\x03\x04 not a zip", "file.xlsx"),
        (b"slug;name\nlaw;x", "file.xlsx"),
        ("slug;name_ru\nlaw;Право\n".encode("utf-16"), "file.csv"),
        (b"slug;name_ru\nlaw;\x98\xff", "file.csv"),
        (b"\x00\x01\x02\x03", "file.csv"),
    ],
    ids=[
        "0 bytes",
        "blank",
        "no rows",
        "pdf",
        "zip named csv",
        "damaged xlsx",
        "csv named xlsx",
        "utf-16",
        "no encoding",
        "binary",
    ],
)
def test_file_that_cannot_be_read_is_refused_as_a_whole(content, name):
    assert refusal(content, name) == [(0, "")]


def test_zip_that_is_no_workbook_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(content.getvalue(), "x.xlsx") == [(0, "")]


def test_large_file_is_refused(settings):
    settings.IMPORT_MAX_BYTES = 20
    assert refusal(b"slug;name_ru\n" + b"x" * 20) == [(0, "")]


def test_too_many_rows_are_refused(settings):
    settings.IMPORT_MAX_ROWS = 2
    read(b"slug;name\na;1\nb;2\n", "x.csv")
    assert refusal(b"slug;name\na;1\nb;2\nc;3\n") == [(0, "")]


def test_headings_and_cells_out_of_place_are_named():
    assert refusal(b"slug;;slug\na;b;c\n") == [(1, "B"), (1, "slug")]
    assert refusal(b"slug;name\na;b;c;d\nx;y\nq;w;e\n") == [(2, ""), (4, "")]


def test_open_quotation_mark_is_named_by_line():
    assert refusal(b'slug;name\na;b\nc;"d\ne;f\n') == [(3, "")]


def test_problem_texts_are_translatable():
    from django.utils import translation

    with translation.override("en"), pytest.raises(UnreadableFileError) as caught:
        read(b"", "x.csv")
    assert caught.value.problems == (Problem("The file is empty (0 bytes)."),)
