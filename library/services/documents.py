"""Keeping the text of documents: asking for extraction, doing it, storing the pages."""

import logging
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from cms.enums import ExtractionProblem, ExtractionState
from cms.models import DocumentPage, PortalDocument
from library.extraction.process import Reading, reading
from library.tasks import extract_document

logger = logging.getLogger(__name__)
_BATCH = 100
_EXTRACTION_FIELDS = ["extraction_state", "extraction_error", "page_count"]


def request_extraction(document: PortalDocument) -> None:
    """Drop the old page texts of a waiting document and put its file into the queue.

    Called in the transaction that stored the file, so that the task stands or falls with it.
    """
    document.pages.all().delete()
    extract_document.enqueue(document.pk, document.sha256)


def restart_extraction(document: PortalDocument) -> None:
    """Take the text of a document anew, whatever its state."""
    with transaction.atomic():
        document.reset_extraction()
        # Saving a waiting document asks for extraction (receivers).
        document.save(update_fields=_EXTRACTION_FIELDS)


def extract_text(document_id: int, sha256: str) -> str:
    """Take the text of a waiting document; returns the state it ended in.

    Safe to repeat: a document that is gone, was replaced by another file meanwhile or is no longer
    waiting is left alone and gives "".
    """
    document = _waiting(PortalDocument.objects.all(), document_id, sha256)
    if document is None:
        return ""
    try:
        with (
            _local_copy(document) as path,
            reading(path, document.file_extension.lower()) as result,
        ):
            return _keep(document_id, sha256, result)
    except FileNotFoundError:
        return _keep(document_id, sha256, Reading(ExtractionProblem.MISSING, None, iter(())))


def _waiting(
    documents: QuerySet[PortalDocument], document_id: int, sha256: str
) -> PortalDocument | None:
    return documents.filter(
        pk=document_id, sha256=sha256, extraction_state=ExtractionState.WAITING
    ).first()


@contextmanager
def _local_copy(document: PortalDocument) -> Iterator[Path]:
    """The file in a local folder under a name of ours, wherever its storage keeps it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        with document.open_file() as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        yield path


def _keep(document_id: int, sha256: str, result: Reading) -> str:
    """Store the pages and then the state, in one transaction."""
    with transaction.atomic():
        document = _waiting(PortalDocument.objects.select_for_update(), document_id, sha256)
        if document is None:
            return ""
        stored = _store_pages(document, result.pages)
        document.page_count = result.page_count
        document.extraction_error = result.problem
        if result.problem:
            document.extraction_state = ExtractionState.FAILED
        else:
            document.extraction_state = ExtractionState.DONE if stored else ExtractionState.NO_TEXT
        # The catalogue hears of the saved document and asks again for the items that use it.
        document.save(update_fields=_EXTRACTION_FIELDS)
    logger.info(
        "Document %s: %s %s", document.pk, document.extraction_state, document.extraction_error
    )
    return str(document.extraction_state)


def _store_pages(document: PortalDocument, pages: Iterable[tuple[int, str]]) -> int:
    document.pages.all().delete()
    rows = (DocumentPage(document=document, number=number, text=text) for number, text in pages)
    stored = 0
    while batch := list(islice(rows, _BATCH)):
        DocumentPage.objects.bulk_create(batch)
        stored += len(batch)
    return stored
