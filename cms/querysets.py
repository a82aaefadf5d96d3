"""Questions that every application asks alike."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import Http404
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.query import PageQuerySet

DocumentT = TypeVar("DocumentT", bound=Any)
PageT = TypeVar("PageT", bound=Page)
_Documents = TypeVar("_Documents", bound=QuerySet[Any])


def public(pages: PageQuerySet) -> PageQuerySet:
    """Pages anybody may open: live and under no view restriction.

    Scheduled and expired pages are not live, so they are left out as well. Wagtail's `public()`
    says the same but reads all restrictions first, one more query at each use.
    """
    return pages.live().filter(~_restricted())


def knowing_restrictions(pages: PageQuerySet) -> PageQuerySet:
    """Pages with `is_restricted`: whether a view restriction stands at them or above them."""
    return pages.annotate(is_restricted=_restricted())


def _restricted() -> Exists:
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.alias(path=path)
    return Exists(above.filter(path__startswith=F("page__path")))


def public_documents(documents: _Documents) -> _Documents:
    """Documents anybody may open: neither their collection nor one above it is restricted."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    above = CollectionViewRestriction.objects.alias(path=path)
    return documents.exclude(Exists(above.filter(path__startswith=F("collection__path"))))


def restricted_collection_paths() -> tuple[str, ...]:
    """Paths of the collections closed to some readers; all below them is closed as well."""
    return tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))


def open_documents(documents: Sequence[DocumentT]) -> list[DocumentT]:
    """The documents of open collections, in their order; their collections are already loaded."""
    if not documents:
        return []
    closed = restricted_collection_paths()
    return [one for one in documents if not one.collection.path.startswith(closed)]


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Public pages that are no aliases, with their locale and without their bodies."""
    return public(pages.filter(alias_of__isnull=True)).select_related("locale").defer_streamfields()


def one_version_each(pages: Iterable[PageT], language: str) -> list[PageT]:
    """The pages in the order given, each translation key once, `language` preferred."""
    chosen: dict[object, PageT] = {}
    for page in pages:
        if page.translation_key not in chosen or page.locale.language_code == language:
            chosen[page.translation_key] = page
    return list(chosen.values())


def child_at(children: PageQuerySet, parent: Page, slug: str) -> Any:
    """The child with a slug, knowing its parent and whether it is restricted; raises Http404.

    One query where Wagtail takes three, for parents with children of a single type.
    """
    child = knowing_restrictions(children.child_of(parent)).filter(slug=slug).first()
    if child is None:
        raise Http404
    child._cached_parent_obj = parent
    return child


def children_in_any_language(page: Page, language: str) -> list[Page]:
    """Readable children of a page and of its translations, specific, each thing once.

    In the editors' order of the page's own children; those it has only in another language follow.
    """
    under = Q(pk__in=[])
    parents = Page.objects.filter(translation_key=page.translation_key)
    for path, depth in parents.values_list("path", "depth"):
        under |= Q(path__startswith=path, depth=depth + 1)
    children = readable(Page.objects.filter(under)).order_by("path").specific()
    children = children.prefetch_related("locale")
    own_first = sorted(children, key=lambda child: child.locale.language_code != language)
    return one_version_each(own_first, language)


def page_row(page: Page, language: str, **more: Any) -> dict[str, Any]:
    """A page as an item of the components: url, title, text, and `lang` when it is another one."""
    own = page.locale.language_code
    return {
        "url": page.get_url(),
        "title": page.title,
        "text": getattr(page, "lead", ""),
        "lang": "" if own == language else own,
        **more,
    }
