"""Reads that join several models of the library."""

from django.db.models import Count, F, Q, QuerySet

from cms.enums import ExtractionState
from cms.models import PortalDocument


def documents_without_text() -> QuerySet[PortalDocument]:
    """Documents whose text is missing in whole or in part, each with `text_pages`.

    Those waiting or failed, those without a text layer, and those of which some pages have no
    text: the last two are for recognition (OCR).
    """
    found: QuerySet[PortalDocument] = (
        PortalDocument.objects.annotate(text_pages=Count("pages"))
        .filter(
            Q(
                extraction_state__in=[
                    ExtractionState.WAITING,
                    ExtractionState.FAILED,
                    ExtractionState.NO_TEXT,
                ]
            )
            | Q(extraction_state=ExtractionState.DONE, page_count__gt=F("text_pages"))
        )
        .order_by("extraction_state", "title", "pk")
    )
    return found
