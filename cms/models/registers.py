"""Registers: reference data with Russian and English names on one row."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from cms.enums import FederalDistrict, OrganisationKind
from cms.validators import validate_point


class BilingualName(models.Model):
    """A row named in both languages."""

    name_ru = models.CharField(_("name in Russian"), max_length=255)
    name_en = models.CharField(_("name in English"), max_length=255)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_in(get_language() or "ru")

    def name_in(self, language: str) -> str:
        """The name in `language` ("ru" or "en"); the other one where it is empty."""
        ru_first = not language.startswith("en")
        return (self.name_ru or self.name_en) if ru_first else (self.name_en or self.name_ru)


class Region(index.Indexed, BilingualName):
    """A subject of the federation; the 83 of 2012 are the register's first edition."""

    code = models.CharField(
        _("ISO 3166-2 code"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^RU-[A-Z]{2,3}$", _("Write the code as RU-KLU."))],
    )
    okato = models.CharField(_("OKATO"), max_length=11, unique=True)
    federal_district = models.CharField(
        _("federal district"), max_length=20, choices=FederalDistrict, db_index=True
    )
    capital_ru = models.CharField(_("capital in Russian"), max_length=100)
    capital_en = models.CharField(_("capital in English"), max_length=100)
    place = models.CharField(
        _("point of the capital"), max_length=80, blank=True, validators=[validate_point]
    )
    population_thousand = models.PositiveIntegerField(
        _("population in 2012, thousand"), null=True, blank=True
    )
    area_km2 = models.PositiveIntegerField(_("area, km²"), null=True, blank=True)

    search_fields = [
        index.SearchField("name_ru"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_ru"),
        index.AutocompleteField("name_en"),
    ]

    @property
    def capital(self) -> str:
        """The capital in the reader's language."""
        is_english = (get_language() or "ru").startswith("en")
        return self.capital_en if is_english else self.capital_ru

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name_ru"]


class Topic(index.Indexed, BilingualName):
    """A node of the topic tree."""

    slug = models.SlugField(_("key"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent topic"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(max_length=500, editable=False, db_index=True, default="")

    search_fields = [
        index.SearchField("name_ru"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_ru"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["path"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the path of keys from the root, and those of the topics below."""
        path = f"{self.parent.path}/{self.slug}" if self.parent else self.slug
        moved, self.path = bool(self.pk) and path != self.path, path
        super().save(*args, **kwargs)
        if moved:
            for child in self.children.all():
                child.parent = self
                child.save()

    @property
    def level(self) -> int:
        """How deep the topic stands; 0 at the root."""
        return self.path.count("/")

    def clean(self) -> None:
        """Refuse a topic that would stand under itself."""
        super().clean()
        ancestor, seen = self.parent, set()
        while ancestor is not None and ancestor.pk not in seen:
            if ancestor.pk == self.pk:
                raise ValidationError({"parent": _("A topic cannot stand under itself.")})
            seen.add(ancestor.pk)
            ancestor = ancestor.parent


class Organisation(index.Indexed, BilingualName):
    """A body or company named on pages: issuer of acts, publisher, member, co-ordinator."""

    slug = models.SlugField(_("key"), max_length=120, unique=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=OrganisationKind, default=OrganisationKind.OTHER
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
    )
    place = models.CharField(
        _("point on the map"), max_length=80, blank=True, validators=[validate_point]
    )
    address_ru = models.CharField(_("address in Russian"), max_length=255, blank=True)
    address_en = models.CharField(_("address in English"), max_length=255, blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)

    search_fields = [
        index.SearchField("name_ru"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_ru"),
        index.AutocompleteField("name_en"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_ru"]
        indexes = [models.Index(fields=["kind"]), models.Index(fields=["name_ru"])]

    @property
    def address(self) -> str:
        """The address in the reader's language; the other one's where it is empty."""
        is_english = (get_language() or "ru").startswith("en")
        ru, en = self.address_ru, self.address_en
        return (en or ru) if is_english else (ru or en)
