"""A technology platform itself, whatever languages its page is written in."""

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from cms.models import Organisation
from cms.models.identities import NamedByPages
from cms.models.memberships import DatedMembership
from platforms.enums import Moderation, PlatformRole


class Platform(index.Indexed, NamedByPages):
    """What members, moderators and discussions belong to; its page describes it.

    Made with the first version of the page (`key` is the page's translation key) and named by its
    published versions. What has no public page is shown nowhere.
    """

    key = models.UUIDField(_("key of the page"), unique=True, editable=False)
    slug = models.SlugField(_("key"), max_length=120, unique=True)
    moderators = models.OneToOneField(
        Group,
        verbose_name=_("group of its moderators"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="moderated_platform",
    )
    moderation = models.CharField(
        _("contributions are looked at"),
        max_length=10,
        choices=Moderation.choices,
        default=Moderation.BEFORE,
    )
    is_open = models.BooleanField(
        _("takes contributions"),
        default=True,
        help_text=_("Otherwise its discussions can be read, and nothing can be written."),
    )

    search_fields = [
        index.SearchField("name_ru"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_ru"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        verbose_name = _("technology platform")
        verbose_name_plural = _("technology platforms")
        ordering = ["name_ru"]


class PlatformMembership(DatedMembership):
    """An organisation in a platform, from a day to a day."""

    platform = models.ForeignKey(
        Platform, verbose_name=_("platform"), on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="platform_memberships",
    )
    role = models.CharField(
        _("role"), max_length=20, choices=PlatformRole.choices, default=PlatformRole.MEMBER
    )

    class Meta:
        verbose_name = _("membership of a platform")
        verbose_name_plural = _("memberships of platforms")
        ordering = ["platform__name_ru", "organisation__name_ru"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "organisation", "role"],
                name="one_platform_membership_in_a_role",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="platform_membership_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} — {self.platform}"
