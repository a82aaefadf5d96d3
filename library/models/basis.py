"""Acts that stand below a page as its legal basis."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from library.models.legal import LegalActPage


class ActRow(Orderable):
    """An act that a page rests on, down to the provision; each kind names the page."""

    act = models.ForeignKey(
        LegalActPage, verbose_name=_("act"), on_delete=models.CASCADE, related_name="+"
    )
    anchor = models.CharField(
        _("anchor of the provision"),
        max_length=120,
        blank=True,
        help_text=_("What follows # in the address of the provision, for example article-16.1."),
    )

    panels = [PageChooserPanel("act", "library.LegalActPage"), FieldPanel("anchor")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("act of the legal basis")
        verbose_name_plural = _("legal basis")

    def __str__(self) -> str:
        return str(self.act)
