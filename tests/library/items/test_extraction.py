"""Reading files in the limited process, good ones and bad ones."""

import subprocess
import sys

import pytest
from django.conf import settings

from library.extraction.process import reading
from library.extraction.readers import cleaned
from tests.library.items import corpus


def read(tmp_path, content: bytes, extension: str):
    """Problem, number of pages and the texts that the process gave."""
    path = tmp_path / "file"
    path.write_bytes(content)
    with reading(path, extension) as result:
        return result.problem, result.page_count, list(result.pages)


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", corpus.pdf("Первая страница", "Вторая страница")),
        ("docx", corpus.docx("Первая страница", "Вторая страница")),
        ("docx", corpus.docx("Первая страница", "Вторая страница", rendered=True)),
        ("odt", corpus.odt("Первая страница", "Вторая страница")),
        ("pptx", corpus.pptx("Первая страница", "Вторая страница")),
        ("txt", "Первая страница\fВторая страница".encode("cp1251")),
    ],
    ids=["pdf", "docx", "docx-rendered", "odt", "pptx", "txt"],
)
def test_text_is_read_by_page(tmp_path, extension, content):
    assert read(tmp_path, content, extension) == (
        "",
        2,
        [(1, "Первая страница"), (2, "Вторая страница")],
    )


def test_notes_of_a_slide_belong_to_it(tmp_path):
    content = corpus.pptx("Слайд", notes="Слова докладчика")
    assert read(tmp_path, content, "pptx") == ("", 1, [(1, "Слайд\nСлова докладчика")])


def test_pages_without_text_are_counted_and_not_kept(tmp_path):
    assert read(tmp_path, corpus.pdf("Обложка", "", "Текст"), "pdf") == (
        "",
        3,
        [(1, "Обложка"), (3, "Текст")],
    )


def test_scanned_pdf_has_pages_and_no_text(tmp_path):
    assert read(tmp_path, corpus.image_pdf(2), "pdf") == ("", 2, [])


@pytest.mark.parametrize(
    ("extension", "content", "problem"),
    [
        ("pdf", b"", "empty"),
        ("txt", b"", "empty"),
        ("pdf", corpus.pdf("Тайна", password="secret"), "encrypted"),
        ("docx", corpus.encrypted_docx(), "encrypted"),
        ("pdf", corpus.truncated_pdf(), "damaged"),
        ("pdf", b"%PDF-1.7\n", "damaged"),
        ("docx", corpus.docx("Текст")[:3000], "other_content"),
        ("pdf", corpus.zip_archive(), "other_content"),
        ("pdf", corpus.docx("Текст"), "other_content"),
        ("docx", corpus.pdf("Текст"), "other_content"),
        ("txt", bytes(range(32)) * 40, "other_content"),
        ("txt", "集群政策与区域创新体系的发展".encode("gb18030"), "encoding"),
        ("docx", corpus.docx_bomb(60), "too_large"),
    ],
    ids=[
        *("empty-pdf", "empty-txt", "encrypted-pdf", "encrypted-docx", "truncated-pdf"),
        *("headless-pdf", "truncated-docx", "zip-as-pdf", "docx-as-pdf", "pdf-as-docx"),
        *("binary-as-txt", "unknown-encoding", "docx-bomb"),
    ],
)
def test_bad_file_gives_its_reason(tmp_path, extension, content, problem):
    found, _pages, texts = read(tmp_path, content, extension)
    assert (found, texts) == (problem, [])


def test_bomb_just_below_the_size_is_stopped_by_memory(tmp_path, settings):
    settings.DOCUMENT_EXTRACTION_MEGABYTES = 128
    assert read(tmp_path, corpus.docx_bomb(20), "docx")[0] == "limits"


def test_too_many_pages_are_told_with_their_number(tmp_path, settings):
    settings.DOCUMENT_MAX_PAGES = 2
    assert read(tmp_path, corpus.pdf("а", "б", "в"), "pdf") == ("too_many_pages", 3, [])
    assert read(tmp_path, corpus.docx("а", "б", "в"), "docx")[0] == "too_many_pages"


def test_slow_file_is_stopped(tmp_path, settings):
    settings.DOCUMENT_EXTRACTION_SECONDS = 1
    settings.DOCUMENT_MAX_PAGES = 5000
    assert read(tmp_path, corpus.long_pdf(5000), "pdf")[0] == "limits"


def test_process_gets_no_secret_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP_SECRET", "canary")
    probe = tmp_path / "sitecustomize.py"
    probe.write_text("raise SystemExit(3)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert read(tmp_path, b"text", "txt") == ("", 1, [(1, "text")])


def test_five_hundred_pages_stay_within_memory(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(corpus.long_pdf(500))
    # The peak is that of the process after exec, which the kernel's usage of children is not.
    program = (
        "import sys\n"
        "from library.extraction.child import main\n"
        "main(sys.argv[1:])\n"
        "status = dict(line.split(':', 1) for line in open('/proc/self/status'))\n"
        "print(int(status['VmHWM'].split()[0]), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), "pdf", "500", "256", "120"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == 501
    assert lines[-1] == '{"end": "done", "pages": 500}'
    assert int(done.stderr) / 1024 < 300


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("клас\u00ad\nтер", "кластер"),
        ("клас-\r\nтеры", "кластеры"),
        ("2012-\n2015", "2012-\n2015"),
        ("a\x00b\u200bc", "abc"),
        ("  много\t пробелов  \n\n\n\n конец ", "много пробелов\n\nконец"),
        ("\ud800x", "x"),
    ],
)
def test_text_is_cleaned(raw, text):
    assert cleaned(raw) == text
