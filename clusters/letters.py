"""Samples of the letters of this section, for the previews of the office."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_admin_base_url

from cms.mailing.composing import KnownLetter, compose
from cms.mailing.kinds import SAMPLE_ADDRESS, LetterKind, key_of, register_kind

BASIS, PROPOSAL = "clusters/mail/basis", "clusters/mail/proposal"


def register_kinds() -> None:
    """Register the letters of the section."""
    for template, label, sample in (
        (BASIS, gettext_lazy("Legal basis of a card changed"), basis_sample),
        (PROPOSAL, gettext_lazy("Decision on a proposal of a representative"), proposal_sample),
    ):
        register_kind(LetterKind(key_of(template), label, sample))


def basis_sample() -> KnownLetter:
    """To the writer of a card whose legal basis has changed."""
    context = {
        "title": _("A support instrument"),
        "changed_on": timezone.localdate(),
        "reason": _("The limit of the subsidy is another now."),
        "moderator": _("a moderator"),
        "url": get_admin_base_url() + reverse("wagtailadmin_pages:edit", args=[1]),
    }
    return compose(BASIS, context, to=[SAMPLE_ADDRESS])


def proposal_sample() -> KnownLetter:
    """To a representative of a cluster whose proposal was accepted."""
    proposal: dict[str, Any] = {
        "cluster": {"name": _("A cluster")},
        "proposed_at": timezone.now(),
        "reason": _("The number was checked."),
    }
    context = {
        "proposal": proposal,
        "is_accepted": True,
        "rows": [(_("Value"), "1 250", "1 100")],
        "url": get_admin_base_url() + reverse("clusters:mine"),
    }
    return compose(PROPOSAL, context, to=[SAMPLE_ADDRESS])
