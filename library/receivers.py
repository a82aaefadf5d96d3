"""What follows a change: the stored force of acts, the text of documents."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished

from cms.enums import ExtractionState
from cms.models import PortalDocument
from library.models import LegalActPage, LegalRelation
from library.services.documents import request_extraction
from library.services.legal import refresh_force_states


def connect() -> None:
    """Listen to acts that appear, change or go, to relations taken back, and to documents."""
    page_published.connect(on_act, sender=LegalActPage, dispatch_uid="library.act_published")
    page_unpublished.connect(on_act, sender=LegalActPage, dispatch_uid="library.act_unpublished")
    post_delete.connect(on_act_deleted, sender=LegalActPage, dispatch_uid="library.act_deleted")
    post_delete.connect(
        on_relation_deleted, sender=LegalRelation, dispatch_uid="library.relation_deleted"
    )
    post_save.connect(on_document, sender=PortalDocument, dispatch_uid="library.document_saved")


def on_act(sender: type, instance: LegalActPage, **kwargs: Any) -> None:
    """An act was published or withdrawn: its state and that of the acts it acts on."""
    targets = LegalRelation.objects.filter(page=instance.pk).values_list(
        "target__translation_key", flat=True
    )
    refresh_force_states({instance.translation_key, *targets})


def on_act_deleted(sender: type, instance: LegalActPage, **kwargs: Any) -> None:
    """An act is gone, or one of its languages."""
    refresh_force_states({instance.translation_key})


def on_relation_deleted(sender: type, instance: LegalRelation, **kwargs: Any) -> None:
    """An act no longer does something to another."""
    key = (
        LegalActPage.objects.filter(pk=instance.target_id)
        .values_list("translation_key", flat=True)
        .first()
    )
    if key is not None:
        refresh_force_states({key})


def on_document(
    sender: type, instance: PortalDocument, *, raw: bool = False, **kwargs: Any
) -> None:
    """A document whose file is new waits for its text."""
    if not raw and instance.extraction_state == ExtractionState.WAITING:
        request_extraction(instance)
