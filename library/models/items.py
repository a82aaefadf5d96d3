"""The digital library: bibliographic descriptions with files."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms.models import EditorialPage, Organisation, PortalDocument
from cms.parts import hold_parts, with_parts
from cms.querysets import knowing_restrictions
from library.enums import LICENCE_URLS, FileRole, ItemKind, Licence, OriginalLanguage
from library.items.context import item_context
from library.items.panels import ExtractionStatePanel, item_tabs
from library.validators import (
    FIRST_YEAR,
    bare_doi,
    validate_doi,
    validate_isbn,
    validate_pages,
    validate_year,
)
from search.listing import listing

_KEYWORD_BREAK = re.compile(r"[;,\n]+")


class LibraryIndexPage(EditorialPage):
    """The library's front page: every item as a listing of the catalogue."""

    facets = ("item_kind", "topic", "year", "language", "author", "publisher", "region")

    template = "library/item_index_page.html"
    subpage_types = ["library.LibraryItemPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("library index page")
        verbose_name_plural = _("library index pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """An item with the rows its page shows, or the list."""
        if not path_components:
            return super().route(request, path_components)
        items = LibraryItemPage.objects.child_of(self).filter(slug=path_components[0])
        item = (
            with_parts(knowing_restrictions(items), "topics", "regions")
            .select_related("publisher", "locale")
            .prefetch_related(
                Prefetch("authors", ItemAuthor.objects.select_related("organisation")),
                Prefetch("files", ItemFile.objects.select_related("document__collection")),
            )
            .first()
        )
        if item is None:
            raise Http404
        hold_parts(item)
        item._cached_parent_obj = self
        return item.route(request, path_components[1:])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing of items."""
        return {
            **super().get_context(request, *args, **kwargs),
            **listing(request, kind="library", facets=self.facets),
        }


class LibraryItemPage(EditorialPage):
    """A publication: what it is, who wrote it, on what terms, and its files.

    `lead` is the abstract. A translation of the page describes the same publication in the other
    language; identity (DOI, ISBN, year) is the same in both.
    """

    kind = models.CharField(_("kind of publication"), max_length=20, choices=ItemKind)
    original_title = models.CharField(
        _("original title"),
        max_length=500,
        blank=True,
        help_text=_("As on the title page, where the title above is a translation."),
    )
    original_language = models.CharField(
        _("original language"), max_length=2, choices=OriginalLanguage, default=OriginalLanguage.RU
    )
    year = models.PositiveSmallIntegerField(
        _("year of publication"), validators=[validate_year], db_index=True
    )
    publisher = models.ForeignKey(
        Organisation,
        verbose_name=_("publisher in the register"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_items",
    )
    publisher_name = models.CharField(
        _("publisher as text"),
        max_length=255,
        blank=True,
        help_text=_("Where the register of organisations has no such publisher."),
    )
    place_of_publication = models.CharField(
        _("place of publication"), max_length=120, blank=True, help_text=_("The city of a book.")
    )
    journal = models.CharField(_("journal or series"), max_length=255, blank=True)
    volume = models.CharField(_("volume"), max_length=30, blank=True)
    issue = models.CharField(_("issue"), max_length=60, blank=True)
    pages = models.CharField(
        _("pages"),
        max_length=30,
        blank=True,
        validators=[validate_pages],
        help_text=_("Of an article: 15–34. Of a book: the number of its pages."),
    )
    doi = models.CharField("DOI", max_length=255, blank=True, validators=[validate_doi])
    isbn = models.CharField("ISBN", max_length=20, blank=True, validators=[validate_isbn])
    keywords = models.TextField(
        _("keywords"), blank=True, help_text=_("Separate them by semicolons, commas or lines.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence)

    override_translatable_fields = [
        SynchronizedField(name)
        for name in (
            *("slug", "topics", "regions", "verified_on", "kind", "original_title"),
            *("original_language", "year", "publisher", "volume", "pages", "doi", "isbn"),
            "licence",
        )
    ]
    template = "library/item_page.html"
    parent_page_types = ["library.LibraryIndexPage"]
    subpage_types: list[str] = []

    edit_handler = item_tabs()

    class Meta:
        verbose_name = _("library item")
        verbose_name_plural = _("library items")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR), name="item_year_after_printing"
            )
        ]

    def clean(self) -> None:
        """Store the DOI bare and refuse a second item with it, or two publishers at once."""
        super().clean()
        self.doi = bare_doi(self.doi)
        if self.publisher_id and self.publisher_name:
            raise ValidationError(
                {"publisher_name": _("Name the publisher either from the register or as text.")}
            )
        if self.doi:
            twin = (
                LibraryItemPage.objects.filter(doi__iexact=self.doi)
                .exclude(translation_key=self.translation_key)
                .first()
            )
            if twin is not None:
                raise ValidationError(
                    {
                        "doi": ValidationError(
                            _("This DOI already stands in the library: “%(title)s”."),
                            params={"title": twin.title},
                        )
                    }
                )

    @property
    def title_language(self) -> str:
        """Language of the title where it is not the page's: a title nobody translated."""
        translated = self.original_title or self.original_language == self.locale.language_code
        return "" if translated else self.original_language

    @property
    def keyword_list(self) -> list[str]:
        """The keywords one by one."""
        return [word.strip() for word in _KEYWORD_BREAK.split(self.keywords) if word.strip()]

    @property
    def publisher_label(self) -> str:
        """The publisher's name, from the register or as text."""
        return self.publisher.name if self.publisher else self.publisher_name

    @property
    def licence_url(self) -> str:
        """Address of the licence's text; empty where there is none."""
        return LICENCE_URLS.get(Licence(self.licence), "") if self.licence else ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Authors, files, citation and metadata, ready for the template."""
        return {
            **super().get_context(request, *args, **kwargs),
            **item_context(self, request.build_absolute_uri("/").rstrip("/")),
        }


class ItemAuthor(Orderable):
    """An author: a person, an organisation, or a person with their organisation."""

    page = ParentalKey(LibraryItemPage, on_delete=models.CASCADE, related_name="authors")
    family = models.CharField(_("family name"), max_length=120, blank=True)
    given = models.CharField(
        _("given names or initials"), max_length=120, blank=True, help_text=_("For example: L. M.")
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The affiliation, or the author itself where no person is named."),
    )

    panels = [
        FieldRowPanel([FieldPanel("family"), FieldPanel("given")]),
        FieldPanel("organisation"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Require a person or an organisation."""
        super().clean()
        if not self.family and not self.organisation_id:
            raise ValidationError({"family": _("Name a person or choose an organisation.")})

    @property
    def is_person(self) -> bool:
        """Whether a person is named."""
        return bool(self.family)

    @property
    def name(self) -> str:
        """The author as in a catalogue: family name first; an organisation by its name."""
        if self.is_person:
            return f"{self.family}, {self.given}" if self.given else self.family
        return self.organisation.name if self.organisation else ""


class ItemFile(Orderable):
    """A file of an item, in its order; its language and state are the document's own."""

    page = ParentalKey(LibraryItemPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        PortalDocument,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="item_files",
    )
    role = models.CharField(_("what it is"), max_length=20, choices=FileRole, default=FileRole.MAIN)

    notice = models.CharField(
        _("notice to readers"),
        max_length=500,
        blank=True,
        help_text=_("Shown beside the file, for example that it is a draft or a retelling."),
    )

    panels = [
        FieldPanel("document"),
        FieldPanel("role"),
        FieldPanel("notice"),
        ExtractionStatePanel(),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.document}"
