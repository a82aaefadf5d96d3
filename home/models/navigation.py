"""The main menu and the footer of a site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.fields import StoryField
from home.blocks import FooterBlock, MenuBlock


@register_setting(icon="link", order=200)
class Navigation(BaseSiteSetting):
    """Names, the main menu and the footer of a site; labels in both languages on one row."""

    name_ru = models.CharField(_("name of the portal in Russian"), max_length=80, blank=True)
    name_en = models.CharField(_("name of the portal in English"), max_length=80, blank=True)
    tagline_ru = models.CharField(_("line under the name in Russian"), max_length=120, blank=True)
    tagline_en = models.CharField(_("line under the name in English"), max_length=120, blank=True)
    menu = StoryField(
        MenuBlock(),
        verbose_name=_("main menu"),
        blank=True,
        help_text=_("Seven links at most stand well on one line."),
    )
    footer = StoryField(FooterBlock(), verbose_name=_("footer columns"), blank=True)
    footer_note_ru = models.TextField(_("footer note in Russian"), blank=True)
    footer_note_en = models.TextField(_("footer note in English"), blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name_ru"),
                FieldPanel("name_en"),
                FieldPanel("tagline_ru"),
                FieldPanel("tagline_en"),
            ],
            heading=_("Name"),
        ),
        FieldPanel("menu"),
        FieldPanel("footer"),
        MultiFieldPanel(
            [FieldPanel("footer_note_ru"), FieldPanel("footer_note_en")], heading=_("Footer note")
        ),
    ]

    class Meta:
        verbose_name = _("navigation")
        verbose_name_plural = _("navigation")
