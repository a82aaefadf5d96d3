"""Files for the tests, good and bad, made in code; each function gives the bytes of one."""

import io
import zipfile

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from home.demo.pdf import FONT_FILE

FONT = "CorpusText"
pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE)))


def pdf(*pages: str, password: str = "") -> bytes:
    """A PDF with these page texts; a blank text gives an empty page."""
    encryption = StandardEncryption(password, canPrint=0) if password else None
    output = io.BytesIO()
    canvas = Canvas(output, encrypt=encryption, pageCompression=1, invariant=1)
    for text in pages:
        canvas.setFont(FONT, 11)
        canvas.drawString(40, 800, text)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def long_pdf(pages: int) -> bytes:
    """A PDF of many pages of 55 full lines, drawn once and shown on every page."""
    output = io.BytesIO()
    canvas = Canvas(output, invariant=1)
    canvas.beginForm("lines")
    canvas.setFont(FONT, 9)
    for line in range(55):
        canvas.drawString(40, 800 - 14 * line, "Кластерная политика и рост регионов. " * 3)
    canvas.endForm()
    for _ in range(pages):
        canvas.doForm("lines")
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def image_pdf(count: int = 2) -> bytes:
    """A scanned PDF: pictures and no text layer."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = Image.new("L", (60, 80), 200)
    output = io.BytesIO()
    canvas = Canvas(output, invariant=1)
    for _ in range(count):
        canvas.drawImage(ImageReader(picture), 40, 40, width=500, height=700)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def truncated_pdf() -> bytes:
    """A PDF cut in the middle of its first objects."""
    return pdf("Первая страница", "Вторая страница")[:400]


def zip_archive() -> bytes:
    """A plain ZIP archive."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    return output.getvalue()


def docx(*pages: str, rendered: bool = False) -> bytes:
    """A Word document; pages are parted by the author's breaks or by those of the last layout."""
    import docx as word
    from docx.oxml import OxmlElement

    document = word.Document()
    for number, text in enumerate(pages):
        run = document.add_paragraph().add_run()
        if number:
            if rendered:
                run._r.append(OxmlElement("w:lastRenderedPageBreak"))
            else:
                run.add_break(word.enum.text.WD_BREAK.PAGE)
        run.add_text(text)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def docx_bomb(megabytes: int) -> bytes:
    """A small Word document whose text unpacks to many megabytes."""
    source = zipfile.ZipFile(io.BytesIO(docx("начало")))
    output = io.BytesIO()
    with source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                filling = b"<w:p><w:r><w:t>bomb</w:t></w:r></w:p>" * (megabytes * 1024 * 1024 // 37)
                data = data.replace(b"<w:sectPr", filling + b"<w:sectPr", 1)
            archive.writestr(entry.filename, data)
    return output.getvalue()


def encrypted_docx() -> bytes:
    """The beginning of an Office file protected by a password: an OLE container that says so."""
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + name + bytes(512)


def pptx(*slides: str, notes: str = "") -> bytes:
    """A presentation; `notes` go to the last slide."""
    import pptx as powerpoint

    presentation = powerpoint.Presentation()
    for title in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = title
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    output = io.BytesIO()
    presentation.save(output)
    return output.getvalue()


def odt(*pages: str) -> bytes:
    """An OpenDocument text whose paragraphs after the first begin new pages."""
    from odf.opendocument import OpenDocumentText
    from odf.style import ParagraphProperties, Style
    from odf.text import P

    document = OpenDocumentText()
    style = Style(name="newpage", family="paragraph")
    style.addElement(ParagraphProperties(breakbefore="page"))
    document.automaticstyles.addElement(style)
    for number, text in enumerate(pages):
        paragraph = P(stylename=style) if number else P()
        paragraph.addText(text)
        document.text.addElement(paragraph)
    output = io.BytesIO()
    document.write(output)
    return output.getvalue()
