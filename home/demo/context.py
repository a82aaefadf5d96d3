"""What every step of loading the demonstration needs."""

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from wagtail.models import Locale, Page, Site

from cms.models import Organisation, Region, Topic
from platforms.models import Platform

FACTS = Path(__file__).parent / "facts"
LANGUAGES = ("ru", "en")


def stable_key(name: str) -> UUID:
    """The same translation key for the same thing on every load."""
    return uuid5(NAMESPACE_URL, f"demo:{name}")


class DemoContext:
    """Facts, registers and the section tree; adds pages as pairs of translations.

    `say` prints a line of progress. Registers and sections are read on first use: a step may rely
    on those of the steps before it.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self._facts: dict[str, Any] = {}

    def facts(self, name: str) -> Any:
        """The data of `facts/<name>.json`; read once, not to be changed by the reader."""
        if name not in self._facts:
            self._facts[name] = json.loads((FACTS / f"{name}.json").read_text("utf-8"))
        return self._facts[name]

    @cached_property
    def locales(self) -> dict[str, Locale]:
        """Locale by language."""
        return {locale.language_code: locale for locale in Locale.objects.all()}

    @cached_property
    def regions(self) -> dict[str, Region]:
        """Region by its code."""
        return {region.code: region for region in Region.objects.all()}

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Topic by its slug."""
        return {topic.slug: topic for topic in Topic.objects.all()}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Organisation by its slug."""
        return {organisation.slug: organisation for organisation in Organisation.objects.all()}

    @cached_property
    def _organisations_by_name(self) -> dict[str, Organisation]:
        return {organisation.name_ru: organisation for organisation in self.organisations.values()}

    def organisation_named(self, name_ru: str) -> Organisation:
        """The organisation whose Russian name stands in the facts; KeyError when there is none."""
        return self._organisations_by_name[name_ru]

    @cached_property
    def _topic_of_word(self) -> dict[str, str]:
        return {
            word: row["slug"]
            for row in self.facts("topic_tree")
            for word in (row["slug"], *row["words"])
        }

    def topics_of(self, words: Iterable[str]) -> list[Topic]:
        """Topics of tags or English keywords of the facts, without repeats.

        A word that names no topic is left out: not every keyword of a book is a topic.
        """
        slugs = (self._topic_of_word.get(word) for word in words)
        return [self.topics[slug] for slug in dict.fromkeys(slugs) if slug]

    @cached_property
    def home(self) -> dict[str, Page]:
        """Home page by language."""
        root = Site.objects.get(is_default_site=True).root_page
        pages = root.get_translations(inclusive=True).select_related("locale")
        return {page.locale.language_code: page.specific for page in pages}

    @cached_property
    def _sections(self) -> dict[tuple[str, str], Page]:
        return {
            (child.slug, language): child
            for language, home in self.home.items()
            for child in home.get_children().specific()
        }

    def section(self, slug: str, language: str) -> Page:
        """The section page `slug` of a language; KeyError when the tree has none."""
        return self._sections[slug, language]

    def subsection(self, section: str, slug: str) -> dict[str, Page]:
        """The page `slug` below a section, by language; KeyError when the tree has none."""
        return {
            language: self.pages_under(self.section(section, language))[slug]
            for language in LANGUAGES
        }

    @cached_property
    def platforms(self) -> dict[str, Platform]:
        """Technology platform by its slug."""
        return {platform.slug: platform for platform in Platform.objects.all()}

    @cached_property
    def passports(self) -> dict[str, Page]:
        """Russian passport of a cluster by its slug."""
        return self.pages_under(self.subsection("clusters", "passports")["ru"])

    def pages_under(self, parent: Page) -> dict[str, Page]:
        """Specific children of a page by slug, read now: what an earlier load has made."""
        return {page.slug: page for page in parent.get_children().specific()}

    def add_page(
        self, parent_ru: Page, parent_en: Page, page_ru: Page, page_en: Page
    ) -> tuple[Page, Page]:
        """Publish both pages as one translation pair; where the slug stands already, keep it.

        Returns the pair that is in the tree. An existing pair is never written to: what editors
        changed since the first load stays.
        """
        key = stable_key(f"{parent_ru.slug}/{page_ru.slug}")
        added = []
        for language, parent, page in (("ru", parent_ru, page_ru), ("en", parent_en, page_en)):
            there = parent.get_children().filter(slug=page.slug).first()
            if there is not None:
                added.append(there.specific)
                continue
            page.locale = self.locales[language]
            page.translation_key = key
            page.live = False
            parent.add_child(instance=page)
            # Adding has checked the page already.
            page.save_revision(clean=False).publish()
            added.append(page)
        return added[0], added[1]
