"""What stands beside a page: things like it, and what links to it.

Links are read from Wagtail's reference index, which knows every link made in a field, a block or a
text. Only what anybody may read now is shown or counted, each thing once, in the reader's language
where it has one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    CharField,
    ExpressionWrapper,
    IntegerField,
    Q,
    QuerySet,
)
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from cms.querysets import public
from search.catalogue import kind_label
from search.engines import engine
from search.engines.base import EngineUnavailable, Hit
from search.registry import PUBLIC, sources

_SIMILAR = 4
_LINKING = 30
_REFERENCES = 500


@dataclass(frozen=True)
class Neighbour:
    """A public page beside another; `lang` where it is not the reader's language."""

    title: str
    url: str
    kind_label: str
    lang: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Group:
    """Pages of one kind that link to a page."""

    label: str
    pages: tuple[Neighbour, ...]


@dataclass(frozen=True)
class Related:
    """Things like a page, and pages that link to it by kind."""

    similar: tuple[Neighbour, ...] = ()
    linking: tuple[Group, ...] = ()


def related_to(page: Page, *, alike: bool = True, but: Collection[str] = ()) -> Related:
    """Both for a page, in its language; `but` names fields whose links the page shows itself.

    Takes one query.
    """
    lang = page.locale.language_code
    hits = _alike(page, lang) if alike else ()
    versions = _public_versions([hit.key for hit in hits], _linking(page, but))
    versions.pop(str(page.translation_key), None)
    linking = [
        by_lang for by_lang in versions.values() if any(row.is_linking for row in by_lang.values())
    ]
    return Related(tuple(_similar(hits, versions, lang)), _grouped(linking, lang))


def _alike(page: Page, lang: str) -> tuple[Hit, ...]:
    try:
        return engine().similar(str(page.translation_key), lang, (PUBLIC,), _SIMILAR)
    except EngineUnavailable:
        return ()


def _linking(page: Page, but: Collection[str]) -> QuerySet[ReferenceIndex, int]:
    """A query of the primary keys of pages with a link to any language version of a page."""
    pages_type = ContentType.objects.get_for_model(Page)
    versions = Page.objects.filter(translation_key=page.translation_key)
    references = ReferenceIndex.objects.filter(
        base_content_type=pages_type,
        to_content_type=pages_type,
        # The index keeps keys of every model as text.
        to_object_id__in=versions.annotate(key=Cast("pk", CharField())).values("key"),
    )
    for field in but:
        references = references.exclude(model_path__startswith=f"{field}.")
    linking: QuerySet[ReferenceIndex, int] = (
        references.annotate(key=Cast("object_id", IntegerField()))
        .values_list("key", flat=True)
        .order_by("key")
        .distinct()[:_REFERENCES]
    )
    return linking


def _public_versions(
    keys: Collection[str], linking: QuerySet[ReferenceIndex, int]
) -> dict[str, dict[str, Page]]:
    """Public language versions with `is_linking`, by translation key and language, newest first."""
    wanted = Q(translation_key__in=Page.objects.filter(pk__in=linking).values("translation_key"))
    rows = public(
        Page.objects.filter(wanted | Q(translation_key__in=keys), alias_of__isnull=True)
    ).annotate(is_linking=ExpressionWrapper(Q(pk__in=linking), BooleanField()))
    rows = rows.select_related("locale")
    versions: dict[str, dict[str, Page]] = {}
    for row in rows.order_by("-first_published_at", "pk"):
        versions.setdefault(str(row.translation_key), {})[row.locale.language_code] = row
    return versions


def _similar(
    hits: Iterable[Hit], versions: dict[str, dict[str, Page]], lang: str
) -> Iterable[Neighbour]:
    for hit in hits:
        if by_lang := versions.get(hit.key):
            source = sources().get(hit.kind)
            day = hit.day if source is None or source.shows_day else None
            yield _neighbour(by_lang, hit.kind, lang, day)


def _grouped(linking: Iterable[dict[str, Page]], lang: str) -> tuple[Group, ...]:
    groups: dict[str, list[Neighbour]] = {}
    for by_lang in linking:
        kind = _kind_of(next(iter(by_lang.values())))
        groups.setdefault(kind, []).append(_neighbour(by_lang, kind, lang))
    return tuple(
        Group(kind_label(kind, lang), tuple(pages[:_LINKING])) for kind, pages in groups.items()
    )


def _neighbour(
    by_lang: dict[str, Page], kind: str, lang: str, day: date | None = None
) -> Neighbour:
    shown = by_lang.get(lang) or next(iter(by_lang.values()))
    code = shown.locale.language_code
    return Neighbour(
        title=shown.title,
        url=shown.get_url() or "",
        kind_label=kind_label(kind, lang),
        lang="" if code == lang else code,
        day=day,
    )


def _kind_of(page: Page) -> str:
    return next(
        (kind for kind, source in sources().items() if page.specific_class in source.models), "page"
    )
