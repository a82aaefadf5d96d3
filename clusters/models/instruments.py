"""Support instruments: subsidies, grants, loans and what else the state offers."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail_localize.fields import SynchronizedField

from clusters.blocks import ApplicationStepsBlock
from clusters.enums import (
    INSTRUMENT_TAGS,
    CoFinancingBase,
    InstrumentKind,
    InstrumentState,
    ProjectStage,
    Purpose,
    Recipient,
)
from clusters.instruments.context import card_context
from clusters.instruments.panels import instrument_tabs
from clusters.instruments.querysets import InstrumentManager
from clusters.instruments.states import moscow_today, state_on
from clusters.instruments.sums import limits_label
from cms.corrections.page import CorrectableMixin
from cms.fields import ChoicesField, StoryField
from cms.models import EditorialPage, Organisation
from cms.models.corrections import OTHER

RESERVED = {"finder"}
"""Addresses below the list that are no cards."""
PROVIDER_CONTACTS = f"{OTHER}_provider"
"""They stand in the register of organisations."""


class SupportInstrumentPage(CorrectableMixin, RoutablePageMixin, EditorialPage):
    """The card of a support instrument.

    Its state is told by its days, in Moscow time. Facts and rows are the same in all languages;
    titles, texts, steps and the words of the sum are each language's own.
    """

    kind = models.CharField(
        _("form of support"), max_length=20, choices=InstrumentKind.choices, db_index=True
    )
    provider = models.ForeignKey(
        Organisation,
        verbose_name=_("provider"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_instruments",
        help_text=_("The body that gives the support, from the register of organisations."),
    )
    provider_name = models.CharField(
        _("provider in words"),
        max_length=255,
        blank=True,
        help_text=_("Where no single organisation of the register gives it."),
    )
    website = models.URLField(
        _("where to apply"), blank=True, help_text=_("The page of the provider, not its home page.")
    )
    recipients = ChoicesField(_("who may apply"), values=Recipient.choices, blank=True)
    purposes = ChoicesField(_("what for"), values=Purpose.choices, blank=True)
    stages = ChoicesField(
        _("stages of the project"),
        values=ProjectStage.choices,
        blank=True,
        help_text=_("Tick nothing where the stage does not matter."),
    )
    amount = models.CharField(
        _("sum in words"),
        max_length=255,
        blank=True,
        help_text=_("As readers see it: up to 6 million roubles over three stages."),
    )
    amount_min_mln_rub = models.DecimalField(
        _("smallest sum, million roubles"),
        max_digits=12,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("For one applicant. Empty where there is no lower limit."),
    )
    amount_max_mln_rub = models.DecimalField(
        _("largest sum, million roubles"),
        max_digits=12,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("For one applicant. Empty where there is no upper limit."),
    )
    co_financing_percent = models.PositiveSmallIntegerField(
        _("own funds, per cent"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("The least share the applicant pays. Empty: not known; 0: none is required."),
    )
    co_financing_of = models.CharField(
        _("per cent of what"),
        max_length=10,
        choices=CoFinancingBase.choices,
        default=CoFinancingBase.SUPPORT,
        help_text=_("100 per cent of the support means as much again as the state gives."),
    )
    open_from = models.DateField(
        _("applications from"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The first day, from midnight in Moscow. Empty with the other: not announced."),
    )
    deadline = models.DateField(
        _("applications until"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The last day, to its end in Moscow. Empty: without a deadline."),
    )
    steps = StoryField(ApplicationStepsBlock(), verbose_name=_("how to apply"), blank=True)

    objects = InstrumentManager()

    override_translatable_fields = [
        *EditorialPage.shared_fields,
        *(
            SynchronizedField(name)
            for name in (
                *("kind", "provider", "website", "recipients", "purposes", "stages"),
                *(
                    "amount_min_mln_rub",
                    "amount_max_mln_rub",
                    "co_financing_percent",
                    "co_financing_of",
                ),
                *("open_from", "deadline", "legal_basis", "conditions", "is_demo"),
            )
        ),
    ]
    correctable_fields = (
        *("provider_name", "website", "amount", "amount_min_mln_rub", "amount_max_mln_rub"),
        *("co_financing_percent", "open_from", "deadline", PROVIDER_CONTACTS),
    )
    correction_names = {PROVIDER_CONTACTS: _("contacts of the provider")}
    edit_handler = instrument_tabs()
    template = "clusters/instrument.html"
    parent_page_types = ["clusters.InstrumentIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("support instrument")
        verbose_name_plural = _("support instruments")
        constraints = [
            models.CheckConstraint(
                condition=Q(open_from__isnull=True)
                | Q(deadline__isnull=True)
                | Q(deadline__gte=F("open_from")),
                name="instrument_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(amount_min_mln_rub__isnull=True)
                | Q(amount_max_mln_rub__isnull=True)
                | Q(amount_max_mln_rub__gte=F("amount_min_mln_rub")),
                name="instrument_least_is_below_most",
            ),
            models.CheckConstraint(
                condition=Q(co_financing_percent__isnull=True) | Q(co_financing_percent__lte=100),
                name="instrument_own_funds_in_per_cent",
            ),
        ]

    def clean(self) -> None:
        """Refuse days and sums in the wrong order, and support that nobody gives."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.open_from and self.deadline and self.deadline < self.open_from:
            errors["deadline"] = _("The deadline lies before the first day.")
        least, most = self.amount_min_mln_rub, self.amount_max_mln_rub
        if least is not None and most is not None and most < least:
            errors["amount_max_mln_rub"] = _("The largest sum is below the smallest one.")
        if self.verified_on and self.verified_on > moscow_today():
            # It would hide every change of the legal basis until then.
            errors["verified_on"] = _("The day of the check cannot lie ahead.")
        if self.slug in RESERVED:
            errors["slug"] = _("This address belongs to the list of instruments itself.")
        if not self.provider_id and not self.provider_name:
            errors["provider"] = _("Choose who gives the support, or name it in words.")
        if errors:
            raise ValidationError(errors)

    @path("")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """The card."""
        return self.render(request)

    def fields_to_correct(self) -> list[str]:
        """Without the provider in words where the register names it."""
        unused = {"provider_name"} if self.provider_id else set()
        return [name for name in self.correctable_fields if name not in unused]

    def state_on(self, day: date) -> InstrumentState:
        """Whether applications are accepted on a day in Moscow."""
        return state_on(day, self.open_from, self.deadline)

    @property
    def state(self) -> InstrumentState:
        """Whether applications are accepted now."""
        return self.state_on(moscow_today())

    @property
    def state_tag(self) -> str:
        """The look of the tag of that state."""
        return INSTRUMENT_TAGS[self.state]

    @property
    def provider_label(self) -> str:
        """Who gives the support, in words."""
        return self.provider_name or (self.provider.name if self.provider else "")

    @property
    def amount_label(self) -> str:
        """The sum in the card's words, or made of its limits; empty where neither is known."""
        return self.amount or limits_label(self.amount_min_mln_rub, self.amount_max_mln_rub)

    @property
    def recipient_labels(self) -> list[str]:
        """Who may apply, in words and in the order of the list."""
        return [str(label) for value, label in Recipient.choices if value in self.recipients]

    @property
    def purpose_labels(self) -> list[str]:
        """What the support is for, in words."""
        return [str(label) for value, label in Purpose.choices if value in self.purposes]

    @property
    def stage_labels(self) -> list[str]:
        """Stages of projects that get it, in words; none where the stage does not matter."""
        return [str(label) for value, label in ProjectStage.choices if value in self.stages]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the legal basis with its force and changes, dates, linked data."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, **card_context(self, self.get_full_url(request) or "")}
