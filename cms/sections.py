"""Sections of the portal: the children of each language's home page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from wagtail.models import Page

HOME = "home"


@dataclass(frozen=True)
class Section:
    """A section: `page_type` is the "app.Model" of its index page.

    The titles are those its index pages are made with; both stand here because the portal is set
    up before any language is chosen.
    """

    slug: str
    title_ru: str
    title_en: str
    page_type: str

    @property
    def title(self) -> str:
        """The title in the language of the moment."""
        return self.title_in(get_language() or "ru")

    def title_in(self, language: str) -> str:
        """The title in "ru" or "en"."""
        return self.title_en if language.startswith("en") else self.title_ru


SECTIONS: dict[str, Section] = {
    section.slug: section
    for section in (
        Section("clusters", "Кластеры", "Clusters", "home.SectionPage"),
        Section(
            "platforms", "Технологические платформы", "Technology platforms", "home.SectionPage"
        ),
        Section("legal", "Правовая база", "Legal framework", "library.LegalIndexPage"),
        Section("library", "Библиотека", "Library", "library.LibraryIndexPage"),
        Section("news", "Новости", "News", "home.NewsIndexPage"),
        Section("events", "События", "Events", "home.EventIndexPage"),
        Section("about", "О портале", "About the portal", "home.SectionPage"),
    )
}
"""Every section by slug (the same in both languages), in the order of the menu."""


@dataclass(frozen=True)
class Subsection(Section):
    """A page below the index page of a section, with a type of its own."""

    parent: str = ""


SUBSECTIONS: tuple[Subsection, ...] = tuple(
    Subsection(slug, title_ru, title_en, f"{parent}.{model}", parent)
    for parent, slug, title_ru, title_en, model in (
        ("clusters", "map", "Карта кластеров", "Map of clusters", "ClusterMapPage"),
        (
            "clusters",
            "passports",
            "Паспорта кластеров",
            "Passports of clusters",
            "ClusterIndexPage",
        ),
        ("clusters", "compare", "Сравнение", "Comparison", "ComparisonPage"),
        ("clusters", "regions", "Регионы", "Regions", "RegionIndexPage"),
        ("clusters", "instruments", "Меры поддержки", "Support instruments", "InstrumentIndexPage"),
        (
            "clusters",
            "centres",
            "Центры кластерного развития",
            "Cluster development centres",
            "CentreIndexPage",
        ),
        ("platforms", "list", "Платформы", "Platforms", "PlatformIndexPage"),
        ("platforms", "discussions", "Обсуждения", "Discussions", "DiscussionIndexPage"),
        ("platforms", "members", "Участники платформ", "Members of platforms", "MemberIndexPage"),
    )
)
"""Pages that the portal makes below its sections, in their order."""

HOME_DEPTH = 2
SECTION_DEPTH = 3


def section_of(page: Page) -> str:
    """Slug of the section `page` stands in; "home" for a home page, "" above it.

    Costs at most one query: the section is found by the path of the tree.
    """
    if page.depth == SECTION_DEPTH:
        return page.slug
    if page.depth <= HOME_DEPTH:
        return HOME if page.depth == HOME_DEPTH else ""
    path = page.path[: page.steplen * SECTION_DEPTH]
    return Page.objects.filter(path=path).values_list("slug", flat=True).first() or ""


def sections_of(pages: Iterable[Page]) -> dict[str, str]:
    """Slugs of the pages' sections by the path of the section; one query."""
    paths = {page.path[: page.steplen * SECTION_DEPTH] for page in pages}
    found = Page.objects.filter(path__in=paths, depth=SECTION_DEPTH)
    return dict(found.values_list("path", "slug"))


def section_page(slug: str, language: str | None = None) -> Page:
    """The index page of a section in a language (the current one by default), specific.

    Raises Page.DoesNotExist for a section that has no page.
    """
    return Page.objects.get(
        depth=SECTION_DEPTH, slug=slug, locale__language_code=language or get_language()
    ).specific
