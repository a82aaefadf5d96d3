"""What representatives propose: kept as they typed it, applied when a moderator accepts it.

The form is asked again at the decision: meanwhile an indicator may be gone or a figure corrected.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.forms import ChoiceField, ModelChoiceField
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from clusters.enums import EnteredAs, ProposalKind, ProposalState
from clusters.forms import FORMS, FigureProposalForm, MemberProposalForm
from clusters.models import Cluster, FigureEdition, IndicatorValue, Membership, Proposal
from clusters.services.representatives import may_keep_facts, represents
from cms.desk.comparison import in_words
from cms.mail import write_to
from cms.workflow.rules import DecisionRefused, StaleDecision, require_reason


def may_propose(user: Any, cluster: Cluster) -> bool:
    """Whether the account may propose facts of the cluster: its representative."""
    return represents(user, cluster)


def propose(cluster: Cluster, form: Any, *, user: Any) -> Proposal:
    """Keep what a valid form holds, to be decided on; DecisionRefused for others' clusters."""
    if not may_propose(user, cluster):
        raise DecisionRefused(_("You may propose facts of your own cluster only."))
    return Proposal.objects.create(
        cluster=cluster,
        kind=form.kind,
        content={name: _lasting(form, name) for name in form.fields},
        proposed_by=user,
    )


def form_of(proposal: Proposal) -> Any:
    """The form of a proposal with what was typed."""
    return FORMS[ProposalKind(proposal.kind)](proposal.content, cluster=proposal.cluster)


def editions_beside(waiting: Iterable[Proposal]) -> dict[int, int]:
    """Newest edition of the figure that each proposal would correct, by the proposal's id.

    Proposals of something new are left out; one query whatever the number, none without figures.
    """
    places = {
        proposal.pk: (proposal.cluster_id, *_place(proposal.content))
        for proposal in waiting
        if proposal.kind == ProposalKind.FIGURE
    }
    if not places:
        return {}
    rows = (
        FigureEdition.objects.filter(figure__cluster__in={place[0] for place in places.values()})
        .order_by()
        .values_list("figure__cluster_id", "figure__indicator_id", "figure__year")
        .annotate(newest=Max("pk"))
    )
    newest = {(cluster, str(what), str(year)): pk for cluster, what, year, pk in rows}
    return {pk: newest[place] for pk, place in places.items() if place in newest}


def _place(content: dict[str, str]) -> tuple[str, str]:
    """Indicator and year as they were typed: digits, or nothing that is in force."""
    return content.get("indicator", ""), content.get("year", "").strip()


def _lasting(form: Any, name: str) -> str:
    """What was typed, days by ISO 8601: whoever decides may read them in another language."""
    value = form.cleaned_data.get(name)
    return value.isoformat() if isinstance(value, date) else str(form.data.get(name, ""))


def rows_of(form: Any, former: IndicatorValue | None = None) -> list[tuple[str, str, str]]:
    """Label, proposed and former value of each field that an asked form fills; for people.

    A figure without a value says that there are no data.
    """
    rows = []
    for name, field in form.fields.items():
        if name not in form.cleaned_data:
            continue
        nothing = _("no data") if name == "value" else ""
        shown = _in_words(field, form.cleaned_data[name]) or nothing
        if shown:
            was = (_in_words(field, getattr(former, name)) or nothing) if former else ""
            rows.append((capfirst(str(field.label)), shown, was))
    return rows


def _in_words(field: Any, value: Any) -> str:
    if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
        return str(dict(field.choices).get(value, value))
    return in_words(value)


@transaction.atomic
def accept(proposal: Proposal, *, user: Any, comment: str = "") -> None:
    """Make the proposed fact the fact in force; its author reads the comment.

    Raises DecisionRefused with the reason where the account may not decide, or the proposal no
    longer fits.
    """
    proposal = _locked(proposal, user)
    form = form_of(proposal)
    if not form.is_valid():
        problems = "; ".join(str(error) for errors in form.errors.values() for error in errors)
        raise DecisionRefused(
            _("The proposal no longer fits: %(problems)s") % {"problems": problems}
        )
    if isinstance(form, FigureProposalForm):
        _apply_figure(form, proposal)
    else:
        _apply_member(form)
    proposal.reason = comment.strip()
    _decide(proposal, ProposalState.ACCEPTED, user, form)


@transaction.atomic
def turn_down(proposal: Proposal, *, user: Any, reason: str) -> None:
    """Return a proposal with a reason, which its author reads."""
    require_reason(reason)
    proposal = _locked(proposal, user)
    proposal.reason = reason.strip()
    form = form_of(proposal)
    form.is_valid()
    _decide(proposal, ProposalState.RETURNED, user, form)


def _locked(proposal: Proposal, user: Any) -> Proposal:
    if not may_keep_facts(user):
        raise DecisionRefused(_("You may not decide on pages of this section."))
    locked = Proposal.objects.select_for_update().select_related("cluster").get(pk=proposal.pk)
    if locked.state != ProposalState.WAITING:
        raise StaleDecision(_("Somebody has already decided on this proposal."))
    if locked.proposed_by_id == user.pk:
        raise DecisionRefused(_("You proposed it yourself; somebody else decides on it."))
    return locked


def _decide(proposal: Proposal, state: ProposalState, user: Any, form: Any) -> None:
    proposal.state = state
    proposal.decided_by, proposal.decided_at = user, timezone.now()
    proposal.claimed_by = proposal.claimed_at = None
    proposal.save()
    context = {
        "proposal": proposal,
        "is_accepted": state == ProposalState.ACCEPTED,
        "rows": partial(rows_of, form),
        "url": get_admin_base_url() + reverse("clusters:mine"),
    }
    write_to(proposal.proposed_by, "clusters/mail/proposal", context)


def _apply_figure(form: FigureProposalForm, proposal: Proposal) -> None:
    figure = form.existing() or IndicatorValue(
        cluster=form.cluster,
        indicator=form.cleaned_data["indicator"],
        year=form.cleaned_data["year"],
    )
    for name in ("value", "source_ru", "source_en", "reason"):
        setattr(figure, name, form.cleaned_data[name])
    figure.is_demo = False
    figure.entered_by = proposal.proposed_by
    figure.entered_as = EnteredAs.REPRESENTATIVE
    figure.save()


def _apply_member(form: MemberProposalForm) -> None:
    data = form.cleaned_data
    organisation = data["organisation"]
    if organisation is None:
        organisation = form.new_organisation()
        organisation.full_clean()
        organisation.save()
    Membership.objects.update_or_create(
        cluster=form.cluster,
        organisation=organisation,
        role=data["role"],
        defaults={name: data[name] for name in ("since", "until", "source")},
    )
