"""PDF files of the demonstration: one page a text, the same bytes on every load."""

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, KeepInFrame, Paragraph
from reportlab.platypus.flowables import Flowable

from cms.settings.env import BASE_DIR

FONT_FILE = BASE_DIR / "cms" / "data" / "fonts" / "GolosText-Regular.ttf"
_FONT = "Golos Text"
_MARGIN = 22 * mm
_NOTE_HEIGHT = 40 * mm

_TITLE = ParagraphStyle("title", fontName=_FONT, fontSize=15, leading=20, spaceAfter=10)
_TEXT = ParagraphStyle("text", fontName=_FONT, fontSize=11, leading=17)
_NOTE = ParagraphStyle("note", fontName=_FONT, fontSize=8.5, leading=12, spaceAfter=4)


def make_pdf(*, title: str, pages: Sequence[str], notes: Sequence[str], language: str) -> bytes:
    """A PDF of A4 pages: the title, then a text a page with the notes at its foot.

    The result depends on the arguments alone: no date, no random name inside.
    """
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_FONT, str(FONT_FILE)))
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4, pageCompression=1, invariant=1, lang=language)
    canvas.setTitle(title)
    width, height = A4
    for number, text in enumerate(pages, start=1):
        heading = [Paragraph(escape(title), _TITLE)] if number == 1 else []
        _fill(
            canvas,
            Frame(_MARGIN, _NOTE_HEIGHT, width - 2 * _MARGIN, height - _NOTE_HEIGHT - _MARGIN),
            [*heading, Paragraph(escape(text), _TEXT)],
        )
        foot = [*notes, f"{number} / {len(pages)}"]
        _fill(
            canvas,
            Frame(_MARGIN, 8 * mm, width - 2 * _MARGIN, _NOTE_HEIGHT - 8 * mm),
            [Paragraph(escape(note), _NOTE) for note in foot],
        )
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _fill(canvas: Canvas, frame: Frame, content: list[Flowable]) -> None:
    """Draw the content into the frame, smaller where it would not fit."""
    fitted = KeepInFrame(0, 0, content, mode="shrink")
    frame.addFromList([fitted], canvas)
