"""From the upload to the stored page texts."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult

from cms.enums import ExtractionProblem, ExtractionState
from cms.models import PortalDocument
from cms.scheduling.worker import Worker
from library.services.documents import extract_text, restart_extraction
from library.tasks import extract_document
from tests.library.items import corpus

SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def texts(document: PortalDocument) -> list[tuple[int, str]]:
    return list(document.pages.order_by("number").values_list("number", "text"))


def test_upload_is_hashed_and_read(add_document):
    document = add_document("abc.txt", b"abc")
    assert document.sha256 == SHA256_OF_ABC
    assert document.file_size == 3
    assert document.extraction_state == ExtractionState.DONE
    assert document.page_count == 1
    assert texts(document) == [(1, "abc")]


@pytest.mark.parametrize(
    ("name", "content", "state", "problem", "pages"),
    [
        ("a.pdf", corpus.pdf("один", "два"), "done", "", 2),
        ("a.pdf", corpus.image_pdf(3), "no_text", "", 3),
        ("a.pdf", b"", "failed", "empty", None),
        ("a.pdf", corpus.pdf("а", password="b"), "failed", "encrypted", None),
        ("a.pdf", corpus.truncated_pdf(), "failed", "damaged", None),
        ("a.pdf", corpus.zip_archive(), "failed", "other_content", None),
        ("a.zip", corpus.zip_archive(), "unsupported", "", None),
        ("a.csv", b"a;b", "unsupported", "", None),
    ],
)
def test_state_tells_what_became_of_the_text(add_document, name, content, state, problem, pages):
    document = add_document(name, content)
    found = (document.extraction_state, document.extraction_error, document.page_count)
    assert found == (state, problem, pages)


def test_every_problem_has_words():
    assert {problem.value: bool(problem.label) for problem in ExtractionProblem} == dict.fromkeys(
        ExtractionProblem.values, True
    )


def test_other_bytes_are_read_again_and_the_same_are_not(add_document):
    document = add_document("a.pdf", corpus.pdf("старое"))
    first = document.pages.get().pk
    document.file = ContentFile(corpus.pdf("старое"), name="again.pdf")
    document.save()
    assert document.pages.get().pk == first
    document.file = ContentFile(corpus.pdf("новое", "ещё"), name="other.pdf")
    document.save()
    document.refresh_from_db()
    assert texts(document) == [(1, "новое"), (2, "ещё")]
    assert document.page_count == 2


def test_texts_of_a_replaced_file_go_at_once(add_document, settings):
    document = add_document("a.pdf", corpus.pdf("старое"))
    with_database_queue(settings)
    document.file = ContentFile(corpus.pdf("новое"), name="b.pdf")
    document.save()
    assert (document.extraction_state, texts(document)) == (ExtractionState.WAITING, [])


def test_change_of_the_title_asks_for_nothing(add_document, settings):
    document = add_document("a.pdf", corpus.pdf("текст"))
    with_database_queue(settings)
    document.title = "Другое название"
    document.save()
    assert DBTaskResult.objects.filter(task_path="library.tasks.extract_document").count() == 0
    assert texts(document) == [(1, "текст")]


def test_task_of_an_older_file_changes_nothing(add_document):
    document = add_document("a.pdf", corpus.pdf("новое"))
    PortalDocument.objects.filter(pk=document.pk).update(extraction_state=ExtractionState.WAITING)
    assert extract_text(document.pk, "0" * 64) == ""
    assert extract_text(document.pk + 1000, document.sha256) == ""
    assert extract_text(document.pk, document.sha256) == ExtractionState.DONE
    assert extract_text(document.pk, document.sha256) == ""
    assert texts(document) == [(1, "новое")]


def test_missing_file_is_told(add_document):
    document = add_document("a.pdf", corpus.pdf("текст"))
    document.file.storage.delete(document.file.name)
    restart_extraction(document)
    document.refresh_from_db()
    assert document.extraction_state == ExtractionState.FAILED
    assert document.extraction_error == ExtractionProblem.MISSING


def test_bad_files_do_not_stop_the_queue(db, settings):
    with_database_queue(settings)
    contents = [corpus.truncated_pdf(), corpus.docx_bomb(60), b"", corpus.pdf("последний")]
    documents = []
    for number, content in enumerate(contents):
        document = PortalDocument(title=str(number))
        document.file = ContentFile(content, name=f"queue-{number}.pdf")
        document.save()
        documents.append(document)
    queued = DBTaskResult.objects.filter(
        task_path="library.tasks.extract_document", queue_name="files"
    )
    assert queued.count() == 4
    worker = Worker(once=True)
    for row in queued:
        worker.run_task(row)
    states = PortalDocument.objects.filter(pk__in=[document.pk for document in documents])
    assert list(states.order_by("pk").values_list("extraction_state", "extraction_error")) == [
        ("failed", "damaged"),
        ("failed", "other_content"),
        ("failed", "empty"),
        ("done", ""),
    ]
    assert set(queued.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_rolled_back_upload_leaves_no_task(db, settings):
    with_database_queue(settings)
    with transaction.atomic():
        PortalDocument(title="a", file=ContentFile(b"abc", name="a.txt")).save()
        transaction.set_rollback(True)
    assert DBTaskResult.objects.filter(task_path="library.tasks.extract_document").count() == 0


def test_command_reads_what_waits_and_on_demand_what_failed(add_document):
    good = add_document("a.pdf", corpus.pdf("текст"))
    bad = add_document("b.pdf", corpus.truncated_pdf())
    PortalDocument.objects.filter(pk=good.pk).update(extraction_state=ExtractionState.WAITING)
    output = io.StringIO()
    call_command("extract_documents", stdout=output)
    assert output.getvalue() == f"{good.pk} a.pdf: done\n"
    output = io.StringIO()
    call_command("extract_documents", "--failed", stdout=output)
    assert output.getvalue() == f"{bad.pk} b.pdf: failed\n"


def with_database_queue(settings) -> None:
    """Keep tasks as rows instead of running them at once."""
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "files"]}
    }
    assert task_backends[extract_document.backend].__class__.__name__ == "DatabaseBackend"
