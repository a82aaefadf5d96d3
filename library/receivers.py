"""What follows a change: the stored force of acts, the text of documents."""

from typing import Any
from uuid import UUID

from django.db.models.signals import post_delete, post_save, pre_save
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
    pre_save.connect(
        before_relation_saved, sender=LegalRelation, dispatch_uid="library.relation_aimed"
    )
    post_save.connect(
        on_relation_saved, sender=LegalRelation, dispatch_uid="library.relation_saved"
    )
    post_delete.connect(
        on_relation_deleted, sender=LegalRelation, dispatch_uid="library.relation_deleted"
    )
    post_save.connect(on_document, sender=PortalDocument, dispatch_uid="library.document_saved")


def on_act(sender: type, instance: LegalActPage, **kwargs: Any) -> None:
    """An act was published or withdrawn: its state and that of the acts it acts on."""
    _refresh_around(instance.translation_key)


def on_act_deleted(sender: type, instance: LegalActPage, **kwargs: Any) -> None:
    """An act is gone, or one of its languages."""
    _refresh_around(instance.translation_key)


def before_relation_saved(sender: type, instance: LegalRelation, **kwargs: Any) -> None:
    """An act is about to do to another act what it did to the one noted here."""
    rows = LegalRelation.objects.filter(pk=instance.pk).exclude(target=instance.target_id)
    instance.former_target = rows.values_list("target__translation_key", flat=True).first()


def on_relation_saved(sender: type, instance: LegalRelation, **kwargs: Any) -> None:
    """An act no longer does something to the act that its relation was aimed at before."""
    if instance.former_target is not None:
        refresh_force_states({instance.former_target})


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


def _refresh_around(key: UUID) -> None:
    """Compute an act and the acts it acts on by any of its languages.

    Which language's relations count depends on which of them are live.
    """
    relations = LegalRelation.objects.filter(page__translation_key=key)
    targets = relations.values_list("target__translation_key", flat=True)
    refresh_force_states({key, *targets})
