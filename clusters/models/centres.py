"""Cluster development centres of the regions, with their contacts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from clusters.centres.context import centre_context
from clusters.centres.vcard import vcard
from cms.corrections.page import CorrectableMixin
from cms.models import EditorialPage, Organisation, Region
from cms.panels import PlacePanel, tabs
from cms.querysets import child_at
from cms.validators import validate_point
from search.listing import listing


class CentreIndexPage(EditorialPage):
    """Every centre, as a listing of the catalogue."""

    override_translatable_fields = EditorialPage.shared_fields
    edit_handler = tabs(
        content=[*EditorialPage.lead_panels, FieldPanel("body")], about=EditorialPage.about_panels
    )
    template = "clusters/index_page.html"
    parent_page_types = ["home.SectionPage"]
    subpage_types = ["clusters.DevelopmentCentrePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of development centres")
        verbose_name_plural = _("lists of development centres")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A centre, or the list."""
        if not path_components:
            return super().route(request, path_components)
        centres = DevelopmentCentrePage.objects.select_related("region", "host", "locale")
        centre = child_at(centres, self, path_components[0])
        return centre.route(request, path_components[1:])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the listing of centres."""
        return {
            **super().get_context(request, *args, **kwargs),
            **listing(request, kind="centre", facets=("federal_district", "region")),
        }


class DevelopmentCentrePage(CorrectableMixin, RoutablePageMixin, EditorialPage):
    """A centre: whom to ask in a region, where and when. Names no persons."""

    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="+"
    )
    host = models.ForeignKey(
        Organisation,
        verbose_name=_("host organisation in the register"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_centres",
    )
    host_name = models.CharField(
        _("host organisation in words"),
        max_length=255,
        blank=True,
        help_text=_("Where the register of organisations does not have it."),
    )
    city = models.CharField(_("city"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    hours = models.CharField(
        _("opening hours"),
        max_length=255,
        blank=True,
        help_text=_("For example: Mon–Fri 9:00–18:00, Moscow time."),
    )
    place = models.CharField(
        _("point on the map"), max_length=80, blank=True, validators=[validate_point]
    )
    opened_year = models.PositiveSmallIntegerField(
        _("opened in"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
    )

    correctable_fields = ("title", "phone", "email", "website", "address", "city", "hours")
    correction_names = {"title": _("name of the centre")}
    override_translatable_fields = [
        *EditorialPage.shared_fields,
        *(
            SynchronizedField(name)
            for name in ("region", "host", "phone", "email", "website", "place", "opened_year")
        ),
    ]
    edit_handler = tabs(
        content=[
            FieldPanel("lead"),
            FieldRowPanel([FieldPanel("region"), FieldPanel("opened_year")]),
            MultiFieldPanel(
                [FieldPanel("host"), FieldPanel("host_name")], heading=_("Host organisation")
            ),
            InlinePanel(
                "services", label=pgettext_lazy("to add", "service"), heading=_("Services")
            ),
            FieldPanel("body"),
        ],
        contacts=(
            _("Contacts"),
            [
                FieldRowPanel([FieldPanel("city"), FieldPanel("address")]),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldRowPanel([FieldPanel("website"), FieldPanel("hours")]),
                PlacePanel("place"),
            ],
        ),
        about=EditorialPage.about_panels,
    )
    template = "clusters/centre.html"
    parent_page_types = ["clusters.CentreIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("development centre")
        verbose_name_plural = _("development centres")

    def clean(self) -> None:
        """Keep the region among the regions, and one way of naming the host."""
        super().clean()
        if self.host_id and self.host_name:
            raise ValidationError(
                {"host_name": _("Name the host either from the register or in words.")}
            )
        if self.region_id and self.region not in self.regions.all():
            self.regions.add(self.region)

    @property
    def host_label(self) -> str:
        """The host organisation, from the register or in words."""
        return self.host.name_in(self.locale.language_code) if self.host else self.host_name

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Services, map and linked data, ready for the template."""
        base_url = request.build_absolute_uri("/").rstrip("/")
        return {
            **super().get_context(request, *args, **kwargs),
            **centre_context(self, base_url),
        }

    @path("")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """The centre."""
        return self.render(request)

    @path("vcard/")
    def vcard(self, request: HttpRequest) -> HttpResponse:
        """The contacts for an address book."""
        response = HttpResponse(
            vcard(self, self.get_full_url(request)), content_type="text/vcard; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{self.slug}.vcf"'
        return response


class CentreService(Orderable):
    """A service of a centre."""

    page = ParentalKey(DevelopmentCentrePage, on_delete=models.CASCADE, related_name="services")
    name = models.CharField(_("service"), max_length=255)

    panels = [FieldPanel("name")]

    class Meta(Orderable.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return self.name
