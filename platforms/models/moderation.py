"""Decisions of moderators on topics and contributions, and reports of readers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import User
from platforms.enums import AGAINST_AUTHOR, REASONS, FlagState, Rule, Verdict
from platforms.models.contributions import Contribution
from platforms.models.discussions import Discussion
from platforms.states import one_of


class Ruling(models.Model):
    """One decision on a topic or a contribution; one that was taken back says so."""

    discussion = models.ForeignKey(
        Discussion, on_delete=models.CASCADE, null=True, blank=True, related_name="rulings"
    )
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="rulings"
    )
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict.choices)
    rule = models.CharField(_("rule"), max_length=20, choices=Rule.choices, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("decided by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(_("decided on"), default=timezone.now)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    told_at = models.DateTimeField(_("the author was told"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision of a moderator")
        verbose_name_plural = _("decisions of moderators")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(discussion__isnull=True) ^ Q(contribution__isnull=True),
                name="ruling_is_on_one_thing",
            ),
            models.CheckConstraint(
                condition=~one_of("verdict", AGAINST_AUTHOR) | one_of("rule", Rule.values),
                name="ruling_against_an_author_names_its_rule",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_verdict_display()}"

    @property
    def subject(self) -> Discussion | Contribution:
        """What was decided on."""
        found = self.contribution or self.discussion
        assert found is not None  # noqa: S101 -- the database requires one of the two
        return found

    @property
    def is_against_author(self) -> bool:
        """Whether it keeps the text from readers."""
        return self.verdict in AGAINST_AUTHOR

    @property
    def reason(self) -> str:
        """What the author reads: the rule in words, and the moderator's own remark."""
        words = str(REASONS[Rule(self.rule)]) if self.rule else ""
        return "\n\n".join(part for part in (words, self.remark) if part)


class Flag(models.Model):
    """A reader's report of a contribution that is shown; shown to moderators only."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="flags")
    reporter = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="flags"
    )
    rule = models.CharField(_("rule"), max_length=20, choices=Rule.choices)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=FlagState.choices, default=FlagState.WAITING
    )
    ruling = models.ForeignKey(
        Ruling, on_delete=models.SET_NULL, null=True, blank=True, related_name="flags"
    )
    created_at = models.DateTimeField(_("reported"), default=timezone.now)

    class Meta:
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        ordering = ["created_at"]
        indexes = [
            models.Index(
                fields=["contribution"],
                condition=Q(state=FlagState.WAITING),
                name="flags_waiting",
            ),
            models.Index(fields=["reporter", "state"], name="flags_of_reporter"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "reporter"],
                condition=Q(state=FlagState.WAITING),
                name="one_waiting_flag_of_a_reader",
            ),
            models.CheckConstraint(condition=one_of("rule", Rule.values), name="flag_names_a_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.contribution}: {self.get_rule_display()}"
