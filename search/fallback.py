"""What the database can answer while the index is away: words of pages, without facets."""

from django.utils.timezone import localdate
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.querysets import public
from search.engines.base import Answer, Hit, Marked
from search.plan import Plan
from search.query import ParsedText
from search.registry import sources

# More rows than this are not looked through.
_ROWS = 500


def search(plan: Plan, parsed: ParsedText) -> Answer:
    """Public pages with all the words, each thing once, in the reader's language if it has one."""
    if plan.is_void:
        return Answer(0)
    kinds = _page_kinds(plan.filters.get("kind", ()))
    if not kinds:
        return Answer(0)
    pages = public(Page.objects.filter(alias_of__isnull=True)).type(*kinds)
    if plan.keys is not None:
        pages = pages.filter(translation_key__in=plan.keys)
    rows = _matching(pages.select_related("locale"), parsed)
    things: dict[str, list[Page]] = {}
    for page in rows:
        things.setdefault(str(page.translation_key), []).append(page)
    shown = list(things.items())[plan.offset : plan.offset + plan.limit]
    return Answer(
        len(things), tuple(_hit(key, versions, plan.lang, kinds) for key, versions in shown)
    )


def _page_kinds(chosen: tuple[str, ...]) -> dict[type[Page], str]:
    return {
        model: kind
        for kind, source in sources().items()
        for model in source.models
        if issubclass(model, Page) and (not chosen or kind in chosen)
    }


def _matching(pages: PageQuerySet, parsed: ParsedText) -> list[Page]:
    words = " ".join((*parsed.words, *(" ".join(phrase) for phrase in parsed.phrases)))
    if not words:
        return list(pages.order_by("-first_published_at", "pk")[:_ROWS])
    # Wagtail's search takes no condition on aliases and restrictions, so they come second.
    found = [page.pk for page in Page.objects.search(words, operator="and")[:_ROWS]]
    by_key = pages.in_bulk(found)
    return [by_key[key] for key in found if key in by_key]


def _hit(key: str, versions: list[Page], lang: str, kinds: dict[type[Page], str]) -> Hit:
    in_lang = {page.locale.language_code: page for page in versions}
    page = in_lang.get(lang, versions[0])
    shown = page.locale.language_code
    kind = next((kind for model, kind in kinds.items() if page.specific_class is model), "")
    moment = page.first_published_at
    return Hit(
        key=key,
        kind=kind,
        slug=page.slug,
        lang=shown,
        url=page.get_url() or "",
        title=Marked(page.title, shown),
        note="",
        number="",
        day=localdate(moment) if moment else None,
        langs={code: other.get_url() or "" for code, other in in_lang.items()},
        fragments=(Marked(page.search_description, shown),) if page.search_description else (),
        passages=(),
        score=0.0,
    )
