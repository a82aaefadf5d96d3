"""Pages of both languages as one list: each thing once, in the reader's language if it has one."""

from collections.abc import Iterable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, QueryDict
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.querysets import public

PageT = TypeVar("PageT", bound=Page)

# What the calendar takes over from the address of a listing.
FILTERS = ("topic", "region", "year", "event_format")


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
    """The child with a slug, knowing its parent; raises Http404.

    One query where Wagtail's routing takes two, for parents with children of a single type.
    """
    child = children.child_of(parent).filter(slug=slug).first()
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


def with_filters(address: str, params: QueryDict) -> str:
    """An address with the filters of a listing, without its page, order and words."""
    pairs = [(name, value) for name in FILTERS for value in params.getlist(name)]
    separator = "&" if "?" in address else "?"
    return f"{address}{separator}{urlencode(pairs)}" if pairs else address
