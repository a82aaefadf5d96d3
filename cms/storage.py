"""Where uploaded documents are kept."""

from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateFileStorage(FileSystemStorage):
    """A folder the web server never shows: a file leaves it only through the document view."""

    def url(self, name: str | None) -> str:
        """No address of its own, by design."""
        raise NotImplementedError("Documents are served by the document view only.")


def document_storage() -> Storage:
    """The storage of documents, chosen by `STORAGES["documents"]`."""
    return storages["documents"]
