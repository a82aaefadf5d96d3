"""The desk's queue of facts that representatives of clusters propose."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import proposals
from clusters.enums import ProposalState
from clusters.forms import FigureProposalForm
from clusters.models import Proposal
from clusters.proposals import editions_beside
from cms.desk.pages import person
from cms.desk.queues import NOBODY, Decision, DeskItem, ItemDetail
from cms.desk.rows import RowQueue, refusal_of_claim
from cms.sections import SECTIONS
from cms.workflow.rules import DecisionRefused

SECTION = "clusters"
DUE_DAYS = 5


class SectionQueue(RowQueue):
    """Rows that moderators of this section decide on."""

    sections = (SECTION,)


class FactsQueue(SectionQueue):
    """Figures and members as proposed, beside what is in force."""

    key = "facts"
    label = gettext_lazy("Figures and members of clusters")

    def items(self, user: Any) -> Sequence[DeskItem]:
        """Every proposal that waits, the oldest first; two queries."""
        waiting = list(self._waiting().select_related("cluster", "proposed_by", "claimed_by"))
        editions = editions_beside(waiting)
        return [self._item(proposal, editions, user) for proposal in waiting]

    def detail(self, request: HttpRequest, item: DeskItem) -> ItemDetail:
        """What is proposed beside what is in force."""
        proposal = Proposal.objects.select_related("cluster").get(pk=item.key)
        form = proposals.form_of(proposal)
        form.is_valid()
        now = None
        if (
            isinstance(form, FigureProposalForm)
            and {"indicator", "year"} <= form.cleaned_data.keys()
        ):
            now = form.existing()
        rows = proposals.rows_of(form, now)
        return ItemDetail(
            "clusters/admin/proposal.html",
            {"proposal": proposal, "rows": rows, "is_correction": now is not None, "form": form},
        )

    @transaction.atomic
    def decide(self, user: Any, key: str, version: str, decision: Decision, reason: str) -> None:
        """Accept the proposal or return it with a reason."""
        if not self.may_use(user):
            raise DecisionRefused(_("You may not decide in this queue."))
        proposal = self._lock(key)
        self._require_free(proposal, user)
        self._require_version(version, _version_of(proposal, editions_beside([proposal])))
        if decision == Decision.APPROVE:
            proposals.accept(proposal, user=user, comment=reason)
        else:
            proposals.turn_down(proposal, user=user, reason=reason)

    @staticmethod
    def _waiting() -> QuerySet[Proposal]:
        return Proposal.objects.filter(state=ProposalState.WAITING)

    def _item(self, proposal: Proposal, editions: Mapping[int, int], user: Any) -> DeskItem:
        refusal = refusal_of_claim(proposal, user)
        if proposal.proposed_by_id == user.pk:
            refusal = _("You proposed it yourself; somebody else decides on it.")
        return DeskItem(
            queue=self.key,
            key=str(proposal.pk),
            version=_version_of(proposal, editions),
            title=proposal.cluster.name,
            kind=proposal.get_kind_display(),
            section=SECTION,
            section_label=str(SECTIONS[SECTION].title),
            language="ru",
            author=person(proposal.proposed_by),
            submitted_at=proposal.proposed_at,
            due_at=proposal.proposed_at + timedelta(days=DUE_DAYS),
            step=_("Facts of clusters"),
            claimed_by=person(proposal.claimed_by) if proposal.is_claimed else NOBODY,
            refusal=refusal,
        )


def _version_of(proposal: Proposal, editions: Mapping[int, int]) -> str:
    """What a decision carries back: the proposal, and the figure in force it was read beside."""
    moment = int(proposal.proposed_at.timestamp() * 1_000_000)
    return f"{moment}.{editions.get(proposal.pk, 0)}"
