"""Samples of the letters of discussions, for the previews of the office."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_admin_base_url

from cms.mailing.composing import KnownLetter, compose
from cms.mailing.kinds import SAMPLE_ADDRESS, LetterKind, key_of, register_kind
from platforms.enums import REASONS, Rule
from platforms.services.letters import APPEAL, RULING


def register_kinds() -> None:
    """Register the letters of discussions."""
    for template, label, sample in (
        (RULING, gettext_lazy("Decision on a text in discussions"), ruling_sample),
        (APPEAL, gettext_lazy("Decision on an appeal of an author"), appeal_sample),
    ):
        register_kind(LetterKind(key_of(template), label, sample))


def ruling_sample() -> KnownLetter:
    """To an author whose text was not published."""
    context = {
        "title": _("A topic"),
        "is_shown": False,
        "is_hidden": False,
        "rule": Rule.OFF_TOPIC.label,
        "reason": REASONS[Rule.OFF_TOPIC],
        "url": get_admin_base_url() + reverse("talks:mine"),
    }
    return compose(RULING, context, to=[SAMPLE_ADDRESS])


def appeal_sample() -> KnownLetter:
    """To an author whose appeal was granted."""
    context = {
        "title": _("A topic"),
        "is_granted": True,
        "remark": "",
        "url": get_admin_base_url() + reverse("talks:mine"),
    }
    return compose(APPEAL, context, to=[SAMPLE_ADDRESS])
