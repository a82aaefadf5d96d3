"""Readers of file formats: each yields the text of a file page by page.

They run in the limited process only (`child`), so they may be simple: what they cannot read they
leave to the exception of their library.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from library.extraction.encoding import decode

TEXT_PART_CHARACTERS = 4_000
# An office file is a ZIP of XML; a larger one is a bomb or no text.
ARCHIVE_MAX_BYTES = 200 * 1024 * 1024
XML_PART_MAX_BYTES = 24 * 1024 * 1024

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HYPHENATION = re.compile("[\u00ad\ufffe\x02]\\s*\n\\s*|(?<=[a-zа-яё])-\\s*\n\\s*(?=[a-zа-яё])")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[ \t\u00a0]+")
_BLANK_LINES = re.compile("\n{3,}")


class UnreadableError(Exception):
    """A file whose text cannot be taken; `problem` is a value of `cms.enums.ExtractionProblem`."""

    def __init__(self, problem: str, pages: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.pages = pages


def cleaned(text: str) -> str:
    """Text without control characters, with words hyphenated at line ends put together."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\x0b", "\n")
    text = _SURROGATES.sub("", text)
    text = _INVISIBLE.sub("", _HYPHENATION.sub("", text))
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def read_pdf(path: Path, max_pages: int) -> Iterator[str]:
    """Pages of a PDF in their order."""
    import pypdfium2 as pdfium  # noqa: PLC0415 -- each reader loads its own library only
    import pypdfium2.raw as pdfium_raw  # noqa: PLC0415

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium_raw.FPDF_ERR_PASSWORD
        raise UnreadableError("encrypted" if locked else "damaged") from error
    count = len(document)
    if count == 0:
        raise UnreadableError("damaged")
    if count > max_pages:
        raise UnreadableError("too_many_pages", pages=count)
    for number in range(count):
        try:
            page = document[number]
        except pdfium.PdfiumError as error:
            raise UnreadableError("damaged") from error
        layer = page.get_textpage()
        yield layer.get_text_bounded()
        layer.close()
        page.close()


def read_docx(path: Path, max_pages: int) -> Iterator[str]:
    """Pages of a Word document by the breaks kept in it.

    Word writes where pages ended when it last laid the document out; where it did not, the breaks
    set by the author count. Text without either is one page.
    """
    import docx  # noqa: PLC0415

    _refuse_bomb(path)
    body = docx.Document(str(path)).element.body
    rendered = next(body.iter(f"{_WORD}lastRenderedPageBreak"), None) is not None
    return _limited(_docx_pages(body, rendered), max_pages)


def _docx_pages(body: Any, rendered: bool) -> Iterator[str]:
    page: list[str] = []
    for node in body.iter():
        if _is_docx_break(node, rendered):
            yield "".join(page)
            page = []
        elif node.tag == f"{_WORD}t":
            page.append(node.text or "")
        elif node.tag == f"{_WORD}tab":
            page.append("\t")
        elif node.tag in {f"{_WORD}p", f"{_WORD}br", f"{_WORD}cr"}:
            page.append("\n")
    yield "".join(page)


def _is_docx_break(node: Any, rendered: bool) -> bool:
    if rendered:
        return bool(node.tag == f"{_WORD}lastRenderedPageBreak")
    if node.tag == f"{_WORD}br":
        return bool(node.get(f"{_WORD}type") == "page")
    return bool(
        node.tag == f"{_WORD}pageBreakBefore" and node.get(f"{_WORD}val") not in {"0", "false"}
    )


def read_pptx(path: Path, max_pages: int) -> Iterator[str]:
    """Slides of a presentation with their tables and speaker's notes."""
    import pptx  # noqa: PLC0415

    _refuse_bomb(path)
    slides = pptx.Presentation(str(path)).slides
    if len(slides) > max_pages:
        raise UnreadableError("too_many_pages", pages=len(slides))
    for slide in slides:
        parts = [line for shape in slide.shapes for line in _shape_lines(shape)]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            parts.append(slide.notes_slide.notes_text_frame.text)
        yield "\n".join(parts)


def _shape_lines(shape: Any) -> Iterator[str]:
    if hasattr(shape, "shapes"):
        for inner in shape.shapes:
            yield from _shape_lines(inner)
    elif shape.has_text_frame:
        yield shape.text_frame.text
    elif getattr(shape, "has_table", False) and shape.has_table:
        for row in shape.table.rows:
            yield "\t".join(cell.text for cell in row.cells)


def read_odt(path: Path, max_pages: int) -> Iterator[str]:
    """Pages of an OpenDocument text by its page breaks, or by those of the last layout."""
    from odf.opendocument import load  # noqa: PLC0415

    _refuse_bomb(path)
    with zipfile.ZipFile(path) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnreadableError("encrypted")
    document = load(str(path))
    return _limited(_odt_pages(document.text, _odt_breaking_styles(document)), max_pages)


def _odt_breaking_styles(document: Any) -> set[str]:
    from odf.style import ParagraphProperties, Style  # noqa: PLC0415

    return {
        style.getAttribute("name")
        for style in document.getElementsByType(Style)
        for properties in style.getElementsByType(ParagraphProperties)
        if properties.getAttribute("breakbefore") == "page"
    }


def _odt_pages(body: Any, breaking: set[str]) -> Iterator[str]:
    from odf.namespaces import TEXTNS  # noqa: PLC0415

    page: list[str] = []
    pending = [body]
    while pending:
        node = pending.pop()
        if node.nodeType == node.TEXT_NODE:
            page.append(node.data)
            continue
        name = node.qname[1] if node.qname[0] == TEXTNS else ""
        broken = name == "soft-page-break" or (
            name in {"p", "h"} and node.getAttribute("stylename") in breaking
        )
        if broken:
            yield "".join(page)
            page = []
        if name in {"p", "h", "line-break"}:
            page.append("\n")
        elif name in {"s", "tab"}:
            page.append(" ")
        pending.extend(reversed(node.childNodes))
    yield "".join(page)


def read_txt(path: Path, max_pages: int) -> Iterator[str]:
    """Parts of a plain text: by its form feeds, else about 4,000 characters to a line's end."""
    text = decode(path.read_bytes())
    if text is None:
        raise UnreadableError("encoding")
    if "\x00" in text:
        raise UnreadableError("damaged")
    parts = text.split("\f") if "\f" in text else _text_parts(text)
    return _limited(iter(parts), max_pages)


def _text_parts(text: str) -> Iterator[str]:
    part: list[str] = []
    length = 0
    for line in text.splitlines(keepends=True):
        if part and length + len(line) > TEXT_PART_CHARACTERS:
            yield "".join(part)
            part, length = [], 0
        part.append(line)
        length += len(line)
    yield "".join(part)


def _limited(pages: Iterator[str], max_pages: int) -> Iterator[str]:
    for number, page in enumerate(pages, start=1):
        if number > max_pages:
            raise UnreadableError("too_many_pages")
        yield page


def _refuse_bomb(path: Path) -> None:
    """Refuse an archive that unpacks to far more than a document; ZIP readers hold to the sizes."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [(entry.filename, entry.file_size) for entry in archive.infolist()]
    except zipfile.BadZipFile as error:
        raise UnreadableError("damaged") from error
    if sum(size for _name, size in sizes) > ARCHIVE_MAX_BYTES or any(
        size > XML_PART_MAX_BYTES for name, size in sizes if name.endswith((".xml", ".rels"))
    ):
        raise UnreadableError("too_large")


READERS: dict[str, Callable[[Path, int], Iterator[str]]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "pptx": read_pptx,
    "odt": read_odt,
    "txt": read_txt,
}
