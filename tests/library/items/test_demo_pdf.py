"""PDF files of the demonstration."""

import subprocess
import sys

import pytest
from django.conf import settings

from home.demo import items
from home.demo.context import DemoContext
from home.demo.pdf import make_pdf
from library.models import LibraryItemPage
from tests.factories import OrganisationFactory

ARGUMENTS = {
    "title": "Пример",
    "pages": ["Первая страница.", "Вторая страница."],
    "notes": ["Это пересказ.", "A retelling."],
    "language": "ru",
}


def test_same_arguments_give_the_same_bytes_in_any_process():
    program = (
        "import hashlib\n"
        "from home.demo.pdf import make_pdf\n"
        f"print(hashlib.sha256(make_pdf(**{ARGUMENTS!r})).hexdigest())\n"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=settings.BASE_DIR,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_each_text_is_a_page_with_every_note(add_document):
    document = add_document("demo.pdf", make_pdf(**ARGUMENTS))
    assert list(document.pages.values_list("text", flat=True)) == [
        "Пример\nПервая страница.\nЭто пересказ.\nA retelling.\n1 / 2",
        "Вторая страница.\nЭто пересказ.\nA retelling.\n2 / 2",
    ]


def test_long_text_stays_on_its_page(add_document):
    pages = ["Длинное предложение о кластерах. " * 200]
    document = add_document("demo.pdf", make_pdf(**{**ARGUMENTS, "pages": pages}))
    assert document.page_count == 1
    assert document.pages.get().text.count("кластерах") == 200


@pytest.fixture
def few_facts(section):
    """The demonstration with four publications, two of them with files."""
    context = DemoContext(lambda line: None)
    rows = {row["slug"]: row for row in context.facts("library")}
    chosen = ("porter-1990", "abashkin-2012", "porter-2003", "kutsenko-diss")
    context._facts["library"] = [rows[slug] for slug in chosen]
    context._facts["topic_tree"] = []
    OrganisationFactory(slug="hse-university", name_ru="НИУ ВШЭ", name_en="HSE University")
    return context


def test_demonstration_loads_once_in_both_languages(few_facts):
    items.load(few_facts)
    items.load(few_facts)
    pages = LibraryItemPage.objects.live().order_by("slug", "locale__language_code")
    assert list(pages.values_list("slug", "locale__language_code", "is_demo")) == [
        (slug, language, is_demo)
        for slug, is_demo in (
            ("abashkin-2012", True),
            ("kutsenko-diss", False),
            ("porter-1990", True),
            ("porter-2003", False),
        )
        for language in ("en", "ru")
    ]
    for page in pages:
        page.full_clean()
        document = page.files.first() and page.files.first().document
        if page.is_demo:
            assert (document.extraction_state, document.page_count) == ("done", 3)
            assert page.files.first().notice
        else:
            assert document is None
        assert page.licence == "rights-reserved"
