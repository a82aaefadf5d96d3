"""What readers look for, counted by day: no address, no person, no session."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchCount(models.Model):
    """How often a text was looked for on a day, in a language of the site."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=2)
    text = models.CharField(_("searched for"), max_length=100)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    empty = models.PositiveIntegerField(_("without results"), default=0)
    found = models.PositiveIntegerField(_("found the last time"), default=0)
    clicks = models.PositiveIntegerField(_("results opened"), default=0)
    positions = models.PositiveIntegerField(
        _("sum of positions"), default=0, help_text=_("Of the results opened; the first is 1.")
    )

    class Meta:
        verbose_name = _("count of searches")
        verbose_name_plural = _("counts of searches")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "language", "text"], name="search_count_of_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.day})"
