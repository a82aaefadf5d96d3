"""Relations between acts, and their force as last computed."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.models import Orderable

from library.enums import ForceState, RelationKind
from library.legal.provisions import parse_anchor, stored_anchors
from library.legal.relations import Link, repeals_in_circle
from library.querysets import LegalRelationQuerySet


class LegalRelation(Orderable):
    """What an act does to another one; the other act reads it backwards.

    The row goes with either act: a relation to a page that no longer exists says nothing.
    """

    page = ParentalKey("library.LegalActPage", on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=12, choices=RelationKind)
    target = models.ForeignKey(
        "library.LegalActPage",
        verbose_name=_("other act"),
        on_delete=models.CASCADE,
        related_name="incoming_relations",
    )
    effective_on = models.DateField(
        _("since"), help_text=_("The day on which the relation takes effect.")
    )
    source_provision = models.CharField(
        _("provision of this act"),
        max_length=120,
        blank=True,
        help_text=_("For example: art. 5, part 2. Empty: the act as a whole."),
    )
    target_provision = models.CharField(
        _("provision of the other act"),
        max_length=120,
        blank=True,
        help_text=_(
            "Empty: the act as a whole. A repeal of one provision leaves the act in force."
        ),
    )

    is_confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        help_text=_(
            "Untick what nobody has compared with the text of the act yet: readers see a mark, and "
            "the relation does not change the force of the other act."
        ),
    )

    former_target: UUID | None = None
    """Translation key of the act the row was aimed at until it was saved now; not stored."""

    objects = LegalRelationQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("effective_on")]),
        PageChooserPanel("target", "library.LegalActPage"),
        FieldRowPanel([FieldPanel("source_provision"), FieldPanel("target_provision")]),
        FieldPanel("is_confirmed"),
    ]
    api_fields = [
        APIField("kind"),
        APIField("target"),
        APIField("effective_on"),
        APIField("source_provision"),
        APIField("target_provision"),
        APIField("is_confirmed"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("relation between acts")
        verbose_name_plural = _("relations between acts")
        indexes = [models.Index(fields=["kind", "effective_on"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"

    @property
    def link(self) -> Link:
        """The relation whatever the language of the two pages."""
        return Link(
            kind=self.kind,
            on=self.effective_on,
            source=self.page.translation_key,
            target=self.target.translation_key,
            source_provision=self.source_provision,
            target_provision=self.target_provision,
            is_confirmed=self.is_confirmed,
        )

    def clean(self) -> None:
        """Refuse a relation that cannot be, and keep provisions as anchors."""
        super().clean()
        errors: dict[str, Any] = {}
        for name in ("source_provision", "target_provision"):
            try:
                setattr(self, name, parse_anchor(getattr(self, name)))
            except ValueError:
                errors[name] = _("Name the provision as art. 5, part 2 or as its anchor.")
        if "source_provision" not in errors and not self._stands_in_act(self.source_provision):
            errors["source_provision"] = _("The text of this act has no such provision.")
        if self.target_id:
            errors.update(self._errors_of_target())
        if errors:
            raise ValidationError(errors)

    def _stands_in_act(self, anchor: str) -> bool:
        anchors = set(stored_anchors(self.page.text))
        return not anchor or not anchors or anchor in anchors

    def _errors_of_target(self) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        if self.target.translation_key == self.page.translation_key:
            errors["target"] = _("An act cannot be related to itself.")
        elif self.kind == RelationKind.REPEALS and self._closes_circle():
            errors["target"] = _("The acts would repeal each other in a circle.")
        if self.effective_on:
            adopted_on = self.page.adopted_on
            if adopted_on and self.effective_on < adopted_on:
                errors["effective_on"] = _("The day lies before this act was adopted.")
            elif self.effective_on < self.target.adopted_on:
                errors["effective_on"] = _("The day lies before the other act was adopted.")
        return errors

    def _closes_circle(self) -> bool:
        repeals = (
            LegalRelation.objects.of_live_acts()
            .filter(kind=RelationKind.REPEALS, target_provision="")
            .exclude(page__translation_key=self.page.translation_key)
            .values_list("page__translation_key", "target__translation_key")
        )
        return repeals_in_circle(
            self.page.translation_key, self.target.translation_key, repeals.iterator()
        )


class ActForce(models.Model):
    """The state of an act as last computed, one row for all its languages.

    Kept apart from the page, whose revisions would bring back yesterday's state.
    """

    key = models.UUIDField(primary_key=True)
    state = models.CharField(max_length=20, choices=ForceState, db_index=True)
    computed_on = models.DateField()

    class Meta:
        verbose_name = _("force of an act")
        verbose_name_plural = _("force of acts")

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.computed_on}"
