"""The passport of a cluster: its facts and its story, in one language."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField

from clusters.enums import ClusterGroup
from clusters.models.cluster import Admission, Cluster
from clusters.models.registers import Specialisation
from clusters.panels import passport_tabs
from clusters.passports import exports
from clusters.passports.context import passport_context
from clusters.passports.editions import editions_of
from cms.corrections.page import CorrectableMixin
from cms.models import EditorialPage, Organisation, PortalDocument, Region
from cms.models.page_documents import DocumentRow
from cms.models.pages import Obstacle
from cms.validators import validate_point
from cms.workflow.rules import DecisionRefused
from library.models import LegalActPage
from library.models.basis import ActRow

_YEAR = [MinValueValidator(1990), MaxValueValidator(2100)]


class ClusterPage(CorrectableMixin, RoutablePageMixin, EditorialPage):
    """A passport. Figures and members belong to its `cluster` and are the same in all languages."""

    cluster = models.ForeignKey(
        Cluster,
        verbose_name=_("cluster"),
        on_delete=models.PROTECT,
        related_name="pages",
        editable=False,
    )
    specialisations = ParentalManyToManyField(
        Specialisation, verbose_name=_("specialisations"), related_name="+", blank=True
    )
    group = models.CharField(
        _("group"),
        max_length=10,
        choices=ClusterGroup.choices,
        default=ClusterGroup.REGIONAL,
        db_index=True,
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Where the cluster is drawn; further regions stand under “Topics and origin”."),
    )
    city = models.CharField(_("city"), max_length=120, blank=True)
    place = models.CharField(
        _("point on the map"), max_length=80, blank=True, validators=[validate_point]
    )
    founded_year = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=_YEAR
    )
    approved_year = models.PositiveSmallIntegerField(
        _("on the list since"), null=True, blank=True, validators=_YEAR
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
        related_name="coordinated_clusters",
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    programme = models.CharField(_("name of the programme"), max_length=255, blank=True)
    programme_years = models.CharField(
        _("years of the programme"), max_length=20, blank=True, help_text=_("For example 2012–2016")
    )
    programme_document = models.ForeignKey(
        PortalDocument,
        verbose_name=_("text of the programme"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    override_translatable_fields = [
        *EditorialPage.shared_fields,
        *(
            SynchronizedField(name)
            for name in (
                *("specialisations", "group", "region", "place", "founded_year", "approved_year"),
                *("approved_by", "coordinator", "phone", "email", "website"),
                *("programme_years", "programme_document", "legal_basis", "documents", "is_demo"),
            )
        ),
    ]
    correctable_fields = ("city", "address", "phone", "email", "website")
    edit_handler = passport_tabs()
    template = "clusters/passport.html"
    parent_page_types = ["clusters.ClusterIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("passport of a cluster")
        verbose_name_plural = _("passports of clusters")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Figures, members, acts and the rest, ready for the template."""
        base_url = request.build_absolute_uri("/").rstrip("/")
        return {
            **super().get_context(request, *args, **kwargs),
            **passport_context(self, request.GET, base_url),
        }

    @path("")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """The passport."""
        return self.render(request)

    @path("figures/")
    def figures(self, request: HttpRequest) -> HttpResponse:
        """Every figure as it was published, with its corrections."""
        return self.render(
            request,
            context_overrides={"editions": editions_of(self)},
            template="clusters/passport_figures.html",
        )

    @path("download/csv/")
    def data_csv(self, request: HttpRequest) -> HttpResponseBase:
        """The figures as a table."""
        return exports.csv_of(self)

    @path("download/xlsx/")
    def data_xlsx(self, request: HttpRequest) -> HttpResponse:
        """Facts, figures and members as a workbook."""
        return exports.xlsx_of(self, request.build_absolute_uri(self.get_url(request)))

    @path("download/json/")
    def data_json(self, request: HttpRequest) -> HttpResponse:
        """Facts, figures and members for programs."""
        return exports.json_of(self, request.build_absolute_uri(self.get_url(request)))

    def obstacle(self) -> Obstacle | None:
        """Before the first publication: the rules of admission, until a moderator ticks them."""
        # Asked of the database: while it is being published, the page itself says it was public.
        known = ClusterPage.objects.filter(pk=self.pk, first_published_at__isnull=False)
        if self.pk and known.exists():
            return None
        admission = Admission.objects.filter(cluster=self.cluster_id).first()
        if admission is not None and admission.is_complete:
            return None
        url = reverse("clusters:admission", args=[self.cluster_id]) if self.cluster_id else ""
        return Obstacle(
            gettext("A moderator has not ticked the rules of admission of this cluster."), url
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the passport the cluster of its translations, or a new one.

        Raises DecisionRefused for a passport that would become public without admission.
        """
        if self.cluster_id is None:
            self.cluster = Cluster.of(self)
        if self.live and (obstacle := self.obstacle()):
            raise DecisionRefused(obstacle.text)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Keep the main region among the regions, so that every list by region has the cluster."""
        super().clean()
        if self.region_id and self.region not in self.regions.all():
            self.regions.add(self.region)


class Project(Orderable):
    """A project of a cluster."""

    page = ParentalKey(ClusterPage, on_delete=models.CASCADE, related_name="projects")
    title = models.CharField(_("name"), max_length=255)
    text = models.TextField(_("what it is about"), blank=True)
    years = models.CharField(_("years"), max_length=20, blank=True)
    link = models.URLField(_("link"), blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("years"), FieldPanel("link")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def __str__(self) -> str:
        return self.title


class PassportAct(ActRow):
    """An act that the cluster's status or support rests on, down to the provision."""

    page = ParentalKey(ClusterPage, on_delete=models.CASCADE, related_name="legal_basis")


class PassportDocument(DocumentRow):
    """A document of a cluster: minutes, presentation, strategy."""

    page = ParentalKey(ClusterPage, on_delete=models.CASCADE, related_name="documents")
