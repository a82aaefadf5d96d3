"""The page of a technology platform, in one language."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
)
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField

from cms.models import EditorialPage, Organisation
from cms.models.page_documents import DocumentRow
from cms.panels import tabs
from library.models import LegalActPage
from library.models.basis import ActRow
from platforms.models.platform import Platform
from platforms.models.registers import Direction
from platforms.pages.context import platform_context


class PlatformPage(EditorialPage):
    """What a platform is and who is in it; members and discussions belong to its `platform`."""

    platform = models.ForeignKey(
        Platform,
        verbose_name=_("technology platform"),
        on_delete=models.PROTECT,
        related_name="pages",
        editable=False,
    )
    direction = models.ForeignKey(
        Direction,
        verbose_name=_("direction of technologies"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_year = models.PositiveSmallIntegerField(
        _("on the list since"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
    )
    approved_by = models.ForeignKey(
        LegalActPage,
        verbose_name=_("listed by the act"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    coordinator = models.ForeignKey(
        Organisation,
        verbose_name=_("co-ordinating organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="coordinated_platforms",
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Of the office, not of a person: everybody sees it.")
    )
    website = models.URLField(_("website"), blank=True)

    override_translatable_fields = [
        *EditorialPage.shared_fields,
        *(
            SynchronizedField(name)
            for name in (
                *("direction", "approved_year", "approved_by", "coordinator"),
                *("phone", "email", "website", "legal_basis", "documents", "is_demo"),
            )
        ),
    ]
    edit_handler = tabs(
        content=[
            FieldPanel("lead"),
            FieldPanel("direction"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("approved_year"), FieldPanel("approved_by")])],
                heading=_("Status"),
            ),
            FieldPanel("body"),
        ],
        contacts=(
            _("Co-ordinator and contacts"),
            [
                FieldPanel("coordinator"),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("website"),
            ],
        ),
        work=(
            _("Working groups and documents"),
            [
                InlinePanel(
                    "groups",
                    label=pgettext_lazy("to add", "working group"),
                    heading=_("Working groups"),
                ),
                InlinePanel(
                    "legal_basis",
                    label=pgettext_lazy("to add", "act"),
                    heading=_("Legal basis"),
                    help_text=_("Acts that the platform's status and support rest on."),
                ),
                InlinePanel(
                    "documents",
                    label=pgettext_lazy("to add", "document"),
                    heading=_("Documents"),
                ),
            ],
        ),
        about=EditorialPage.about_panels,
    )
    template = "platforms/platform.html"
    parent_page_types = ["platforms.PlatformIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page of a platform")
        verbose_name_plural = _("pages of platforms")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Members, acts, news and the rest, ready for the template."""
        base_url = request.build_absolute_uri("/").rstrip("/")
        return {
            **super().get_context(request, *args, **kwargs),
            **platform_context(self, request.GET, base_url),
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the page the platform of its translations, or a new one."""
        if self.platform_id is None:
            self.platform = Platform.of(self)
        super().save(*args, **kwargs)


class WorkingGroup(Orderable):
    """A working group of a platform."""

    page = ParentalKey(PlatformPage, on_delete=models.CASCADE, related_name="groups")
    title = models.CharField(_("name"), max_length=255)
    text = models.TextField(_("what it works on"), blank=True)
    lead_organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("led by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    panels = [FieldPanel("title"), FieldPanel("text"), FieldPanel("lead_organisation")]

    class Meta(Orderable.Meta):
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")

    def __str__(self) -> str:
        return self.title


class PlatformAct(ActRow):
    """An act that the platform's status or support rests on, down to the provision."""

    page = ParentalKey(PlatformPage, on_delete=models.CASCADE, related_name="legal_basis")


class PlatformDocument(DocumentRow):
    """A document of a platform: strategic programme, minutes, roadmap."""

    page = ParentalKey(PlatformPage, on_delete=models.CASCADE, related_name="documents")
