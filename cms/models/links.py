"""Links of public pages to other sites, as they answered when last asked."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models.claims import Claimable

BROKEN_AFTER = 3
"""Failures on so many days in a row make a link broken: a site may be down for a day."""


class Problem(models.TextChoices):
    """Why a link does not lead a reader anywhere."""

    STATUS = "status", _("the site answers with an error")
    REDIRECTS = "redirects", _("too many redirects")
    PRIVATE = "private", _("the address is not of the public internet")
    TIMEOUT = "timeout", _("no answer in time")
    NO_SITE = "no_site", _("there is no such site")
    CERTIFICATE = "certificate", _("the certificate of the site is not valid")
    SILENT = "silent", _("the site does not answer")


class ExternalLinkQuerySet(models.QuerySet["ExternalLink"]):
    """Filters of links."""

    def broken(self) -> "ExternalLinkQuerySet":
        """Those that have failed too often."""
        return self.filter(failures__gte=BROKEN_AFTER)

    def waiting(self) -> "ExternalLinkQuerySet":
        """Broken ones nobody has sent to an editor, and sources that have changed."""
        found = self.filter(models.Q(failures__gte=BROKEN_AFTER) | models.Q(has_changed=True))
        return found.filter(returned_at__isnull=True)


class ExternalLink(Claimable):
    """One address, however many pages it stands on."""

    url = models.URLField(_("address"), max_length=500, unique=True)
    pages = models.ManyToManyField(Page, verbose_name=_("pages"), related_name="+")
    checked_at = models.DateTimeField(_("checked on"), null=True, blank=True, db_index=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=20, choices=Problem.choices, blank=True)
    moved_to = models.URLField(_("moved to"), max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    failed_on = models.DateField(_("last failed on"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    copied_at = models.DateTimeField(_("copy of"), null=True, blank=True)
    has_changed = models.BooleanField(_("the document has changed"), default=False)
    returned_at = models.DateTimeField(_("sent to the editors on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = ExternalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("external link")
        verbose_name_plural = _("external links")
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url

    @property
    def audit_title(self) -> str:
        """What the log of decisions calls it."""
        return self.url

    @property
    def titles(self) -> str:
        """Titles of its pages."""
        return "; ".join(page.title for page in self.pages.all())

    @property
    def problem_label(self) -> str:
        """The problem in the reader's language, with the status where the site gave one."""
        if self.problem == Problem.STATUS and self.status:
            return gettext("the site answers %(status)s") % {"status": self.status}
        return str(self.get_problem_display()) if self.problem else ""

    @property
    def state(self) -> str:
        """What is wrong with the link, in words; that it answers where nothing is."""
        if self.has_changed:
            return str(_("the document has changed"))
        if self.failures >= BROKEN_AFTER:
            return self.problem_label or str(_("broken"))
        if self.failures:
            return str(_("failed, will be asked again"))
        if self.moved_to:
            return str(_("moved for good"))
        return str(_("answers")) if self.checked_at else str(_("not asked yet"))
