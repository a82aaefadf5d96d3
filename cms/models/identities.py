"""What keeps its identity whatever languages its pages are written in: a cluster, a platform."""

from typing import Any, Self

from wagtail.models import Page

from cms.models.registers import BilingualName


class NamedByPages(BilingualName):
    """A row made with the first version of a page and named by the published ones.

    It has `key`, the translation key of its pages, and a unique `slug` of its own.
    """

    key: Any
    slug: Any

    class Meta:
        abstract = True

    @classmethod
    def of(cls, page: Page) -> Self:
        """The row of a page: that of its translations, or a new one with its title and slug."""
        values = {"name_ru": page.title[:255], "name_en": page.title[:255]}
        rows = cls._default_manager
        return rows.get_or_create(
            key=page.translation_key, defaults={**values, "slug": cls._free_slug(page)}
        )[0]

    @classmethod
    def _free_slug(cls, page: Page) -> str:
        key = str(page.translation_key)
        if not page.slug or cls._default_manager.filter(slug=page.slug).exists():
            return f"{page.slug}-{key[:8]}".lstrip("-")
        return page.slug

    def take_name(self, page: Page) -> None:
        """Be named in its language as a published page is."""
        field = "name_en" if page.locale.language_code == "en" else "name_ru"
        title = page.title[:255]
        if getattr(self, field) != title:
            setattr(self, field, title)
            self.save(update_fields=[field])
