"""Rows of a support instrument: its legal basis, its conditions, its state as last seen."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from clusters.enums import FROM_CARD, ConditionKind, InstrumentState
from library.legal.provisions import parse_anchor, provisions_of
from library.models import LegalActPage


class ProvisionRow(Orderable):
    """A row that may name an act and a provision of it."""

    anchor = models.CharField(
        _("provision"),
        max_length=120,
        blank=True,
        help_text=_("For example: art. 16.1 or para. 4. Empty: the act as a whole."),
    )

    class Meta(Orderable.Meta):
        abstract = True

    @property
    def act_key(self) -> UUID | None:
        """The key of the act whatever its language; without a query on rows of `with_basis()`."""
        if "key_of_act" in self.__dict__:
            return self.__dict__["key_of_act"]
        return self.act.translation_key if self.act_id else None

    def clean(self) -> None:
        """Keep the provision as an anchor; refuse one that the act's text does not have."""
        super().clean()
        try:
            self.anchor = parse_anchor(self.anchor)
        except ValueError as error:
            message = _("Name the provision as art. 5, part 2 or as its anchor.")
            raise ValidationError({"anchor": message}) from error
        if not self.anchor:
            return
        if not self.act_id:
            raise ValidationError({"act": _("Choose the act of this provision.")})
        anchors = {one.anchor for one in provisions_of(self.act.text)}
        if anchors and self.anchor not in anchors:
            message = _("The text of the chosen act has no such provision.")
            raise ValidationError({"anchor": message})


class InstrumentBasis(ProvisionRow):
    """An act that the support rests on, down to the provision, with a note in both languages."""

    page = ParentalKey(
        "clusters.SupportInstrumentPage", on_delete=models.CASCADE, related_name="legal_basis"
    )
    act = models.ForeignKey(
        LegalActPage, verbose_name=_("act"), on_delete=models.CASCADE, related_name="+"
    )
    note_ru = models.CharField(
        _("what it says, in Russian"),
        max_length=255,
        blank=True,
        help_text=_("One line, for example: limits the sum of the subsidy."),
    )
    note_en = models.CharField(_("what it says, in English"), max_length=255, blank=True)

    panels = [
        PageChooserPanel("act", "library.LegalActPage"),
        FieldPanel("anchor"),
        FieldRowPanel([FieldPanel("note_ru"), FieldPanel("note_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("act of the legal basis")
        verbose_name_plural = _("legal basis")

    def __str__(self) -> str:
        return str(self.act)

    @property
    def note(self) -> str:
        """The note in the reader's language; the other one's where it has none."""
        is_english = (get_language() or "ru").startswith("en")
        return (self.note_en or self.note_ru) if is_english else (self.note_ru or self.note_en)


class InstrumentCondition(ProvisionRow):
    """A condition of support with the provision behind it.

    What fields of the card state (recipients, sums, days …) is a condition by itself: a row of
    that kind only names its provision. A row of another kind states the condition, too.
    """

    page = ParentalKey(
        "clusters.SupportInstrumentPage", on_delete=models.CASCADE, related_name="conditions"
    )
    kind = models.CharField(
        _("about"),
        max_length=20,
        choices=ConditionKind.choices,
        help_text=_(
            "Recipients, purposes, regions, stages, sums, own funds and days are taken from the "
            "card: add a row only to name the provision that says so."
        ),
    )
    min_value = models.DecimalField(
        _("from"),
        max_digits=12,
        decimal_places=3,
        null=True,
        blank=True,
        help_text=_("Million roubles, for the cost of the project."),
    )
    max_value = models.DecimalField(_("to"), max_digits=12, decimal_places=3, null=True, blank=True)
    pilot_only = models.BooleanField(
        _("pilot clusters only"),
        default=False,
        help_text=_("For membership: only clusters of the federal list of pilot clusters count."),
    )
    text_ru = models.CharField(
        _("condition in Russian"),
        max_length=255,
        blank=True,
        help_text=_("In the words of the finder, for example: a university does the research."),
    )
    text_en = models.CharField(_("condition in English"), max_length=255, blank=True)
    act = models.ForeignKey(
        LegalActPage,
        verbose_name=_("act"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    panels = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("min_value"), FieldPanel("max_value")]),
        FieldPanel("pilot_only"),
        FieldRowPanel([FieldPanel("text_ru"), FieldPanel("text_en")]),
        PageChooserPanel("act", "library.LegalActPage"),
        FieldPanel("anchor"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        constraints = [
            models.CheckConstraint(
                condition=Q(min_value__isnull=True)
                | Q(max_value__isnull=True)
                | Q(max_value__gte=F("min_value")),
                name="condition_from_is_below_to",
            )
        ]

    def __str__(self) -> str:
        return str(self.text or self.get_kind_display())

    @property
    def text(self) -> str:
        """The condition in the reader's language; the other one's where it has none."""
        is_english = (get_language() or "ru").startswith("en")
        return (self.text_en or self.text_ru) if is_english else (self.text_ru or self.text_en)

    def clean(self) -> None:
        """Refuse a row that says nothing, and limits in the wrong order or of the wrong kind."""
        errors: dict[str, Any] = {}
        has_limits = self.min_value is not None or self.max_value is not None
        if self.kind == ConditionKind.COST and not has_limits:
            errors["min_value"] = _("Give at least one limit of the cost.")
        elif self.kind and self.kind != ConditionKind.COST and has_limits:
            errors["min_value"] = _("Limits belong to the cost of the project only.")
        elif (
            self.min_value is not None
            and self.max_value is not None
            and self.max_value < self.min_value
        ):
            errors["max_value"] = _("The upper limit lies below the lower one.")
        if self.pilot_only and self.kind != ConditionKind.MEMBER:
            errors["pilot_only"] = _("Only membership of a cluster can be of pilot clusters.")
        if self.kind == ConditionKind.OTHER and not self.text_ru:
            errors["text_ru"] = _("Say in words what the condition is.")
        if self.kind in FROM_CARD and not self.act_id:
            errors["act"] = _("The card states this itself; name the act that says so.")
        if errors:
            raise ValidationError(errors)
        super().clean()


class InstrumentStanding(models.Model):
    """The state of an instrument that its entry of the catalogue tells, one for all languages.

    Kept to know whose entry a new day makes out of date; readers are told what the days say.
    """

    key = models.UUIDField(primary_key=True)
    state = models.CharField(max_length=10, choices=InstrumentState.choices)
    computed_on = models.DateField()

    class Meta:
        verbose_name = _("standing of a support instrument")
        verbose_name_plural = _("standings of support instruments")

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.computed_on}"
