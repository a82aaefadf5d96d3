"""Registers of the section."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from cms.models.registers import BilingualName


class Direction(index.Indexed, BilingualName):
    """A group of technologies that platforms work in."""

    slug = models.SlugField(_("key"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    search_fields = [
        index.SearchField("name_ru"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_ru"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        verbose_name = _("direction of technologies")
        verbose_name_plural = _("directions of technologies")
        ordering = ["order", "name_ru"]
