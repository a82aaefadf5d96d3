"""What the library does when a document is saved."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from cms.enums import ExtractionState
from cms.models import PortalDocument
from library.services.documents import request_extraction


@receiver(post_save, sender=PortalDocument, dispatch_uid="library_extract_document")
def extract_waiting_document(instance: PortalDocument, raw: bool = False, **kwargs: Any) -> None:
    """Ask for the text of a document whose file is new."""
    if not raw and instance.extraction_state == ExtractionState.WAITING:
        request_extraction(instance)
