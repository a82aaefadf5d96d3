"""Questions that every application asks alike."""

from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import CollectionViewRestriction, PageViewRestriction
from wagtail.query import PageQuerySet

_Documents = TypeVar("_Documents", bound=QuerySet[Any])


def public(pages: PageQuerySet) -> PageQuerySet:
    """Pages anybody may open: live and under no view restriction.

    Scheduled and expired pages are not live, so they are left out as well. Wagtail's `public()`
    says the same but reads all restrictions first, one more query at each use.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.alias(path=path).filter(path__startswith=F("page__path"))
    return pages.live().filter(~Exists(above))


def public_documents(documents: _Documents) -> _Documents:
    """Documents anybody may open: neither their collection nor one above it is restricted.

    Costs one query beside the documents' own.
    """
    restricted = [Q(collection__path__startswith=path) for path in restricted_collection_paths()]
    return documents.exclude(reduce(or_, restricted)) if restricted else documents


def restricted_collection_paths() -> tuple[str, ...]:
    """Paths of the collections closed to some readers; all below them is closed as well."""
    return tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
