"""A cluster itself, whatever languages its passport is written in."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from cms.models.identities import NamedByPages


class Cluster(index.Indexed, NamedByPages):
    """What figures, members and representatives belong to; its passport describes it.

    Made with the first version of the passport (`key` is the passport's translation key) and named
    by its published versions. It outlives a withdrawn passport, so that no figure is lost, but
    what has no public passport is shown nowhere.
    """

    key = models.UUIDField(_("key of the passport"), unique=True, editable=False)
    slug = models.SlugField(_("key"), max_length=120, unique=True)
    representatives = models.OneToOneField(
        Group,
        verbose_name=_("group of its representatives"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="represented_cluster",
    )

    search_fields = [
        index.SearchField("name_ru"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_ru"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["name_ru"]


class Admission(models.Model):
    """The rules of admission as a moderator ticked them before the first publication."""

    RULES = ("has_team", "has_members", "has_kinds", "has_site", "has_programme")

    cluster = models.OneToOneField(
        Cluster, verbose_name=_("cluster"), on_delete=models.CASCADE, related_name="admission"
    )
    has_team = models.BooleanField(_("a team of its own co-ordinates the cluster"), default=False)
    has_members = models.BooleanField(_("at least 15 members have joined"), default=False)
    has_kinds = models.BooleanField(_("members are of at least two kinds"), default=False)
    has_site = models.BooleanField(_("its website works"), default=False)
    has_programme = models.BooleanField(_("a development programme is adopted"), default=False)
    waiver = models.CharField(
        _("admitted without the rules because"),
        max_length=255,
        blank=True,
        help_text=_("For clusters of an official list: name the act."),
    )
    ticked_by = models.ForeignKey(
        "cms.User",
        verbose_name=_("ticked by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    ticked_at = models.DateTimeField(_("ticked on"), auto_now=True)

    class Meta:
        verbose_name = _("admission")
        verbose_name_plural = _("admissions")

    def __str__(self) -> str:
        return f"{self.cluster}: {self.missing or 'OK'}"

    @property
    def missing(self) -> list[str]:
        """Names of the rules that are not ticked; empty where they are waived."""
        return [] if self.waiver else [name for name in self.RULES if not getattr(self, name)]

    @property
    def is_complete(self) -> bool:
        """Whether the passport may be published."""
        return not self.missing
