"""Background work of the library: keys in, one service call."""

from django_tasks import task


@task(queue_name="files")
def extract_document(document_id: int, sha256: str) -> str:
    """Take the text of a document if it still is the file of that hash; may be repeated."""
    from library.services.documents import extract_text  # noqa: PLC0415 -- services enqueue tasks

    return extract_text(document_id, sha256)
