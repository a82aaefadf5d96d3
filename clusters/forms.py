"""Forms of the section's admin pages: admission, and what representatives propose."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.enums import IndicatorScope, ProposalKind
from clusters.models import Admission, Cluster, Indicator, IndicatorValue, Membership
from cms.enums import OrganisationKind
from cms.models import Organisation


class AdmissionForm(forms.ModelForm):
    """The rules, one box each, or the reason why they need not be met."""

    class Meta:
        model = Admission
        fields = [*Admission.RULES, "waiver"]


class FigureProposalForm(forms.ModelForm):
    """A figure of the representative's own cluster."""

    kind = ProposalKind.FIGURE

    class Meta:
        model = IndicatorValue
        fields = ["indicator", "year", "value", "source_ru", "source_en", "reason"]

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cluster = cluster
        self.fields["indicator"].queryset = Indicator.objects.filter(scope=IndicatorScope.CLUSTER)

    def _get_validation_exclusions(self) -> set[str]:
        # The cluster is not the representative's to choose, and a figure of the same year is what
        # the proposal would correct.
        return {*super()._get_validation_exclusions(), "cluster", "region"}

    def _post_clean(self) -> None:
        self.instance.cluster = self.cluster
        super()._post_clean()

    def existing(self) -> IndicatorValue | None:
        """The figure in force that the proposal would correct."""
        indicator, year = self.cleaned_data["indicator"], self.cleaned_data["year"]
        return IndicatorValue.objects.filter(
            cluster=self.cluster, indicator=indicator, year=year
        ).first()


class MemberProposalForm(forms.Form):
    """A member of the representative's own cluster: from the register, or a new organisation."""

    kind = ProposalKind.MEMBER

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=gettext_lazy("organisation"),
        required=False,
        help_text=gettext_lazy("Or name one that the register lacks below."),
    )
    name_ru = forms.CharField(label=gettext_lazy("name in Russian"), max_length=255, required=False)
    name_en = forms.CharField(label=gettext_lazy("name in English"), max_length=255, required=False)
    organisation_kind = forms.ChoiceField(
        label=gettext_lazy("kind"), choices=OrganisationKind.choices, required=False
    )
    role = forms.ChoiceField(
        label=gettext_lazy("role"), choices=Membership._meta.get_field("role").choices
    )
    since = forms.DateField(label=gettext_lazy("member since"), required=False)
    until = forms.DateField(
        label=gettext_lazy("member until"),
        required=False,
        help_text=gettext_lazy("Give it when the organisation has left."),
    )
    source = forms.CharField(label=gettext_lazy("source"), max_length=255, required=False)

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cluster = cluster

    def clean(self) -> dict[str, Any]:
        """Require one organisation, and dates in their order."""
        data = super().clean() or {}
        if not data.get("organisation") and not (data.get("name_ru") and data.get("name_en")):
            self.add_error(
                "organisation",
                _("Choose an organisation, or name a new one in Russian and in English."),
            )
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("A membership cannot end before it starts."))
        return data

    def new_organisation(self) -> Organisation:
        """The organisation that the register lacks, not saved yet."""
        slug = slugify(self.cleaned_data["name_en"])[:100] or "organisation"
        number, free = 1, slug
        while Organisation.objects.filter(slug=free).exists():
            number += 1
            free = f"{slug}-{number}"
        return Organisation(
            slug=free,
            name_ru=self.cleaned_data["name_ru"],
            name_en=self.cleaned_data["name_en"],
            kind=self.cleaned_data["organisation_kind"] or OrganisationKind.OTHER,
        )


FORMS = {form.kind: form for form in (FigureProposalForm, MemberProposalForm)}
"""The form of each kind of proposal."""
