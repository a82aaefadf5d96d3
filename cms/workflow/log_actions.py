"""What the page's log says of review links."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

GROUP_APPROVAL = "cms.workflow.group_approval"


def register_group_actions(actions: LogActionRegistry) -> None:
    """Say what an approval by one of several groups is called."""
    sentence = _("Approved for a group in the step “%(step)s”. %(comment)s")
    actions.register_action(GROUP_APPROVAL)(
        _formatter(_("Approved for a group"), sentence, ("step", "comment"))
    )


def register_review_actions(actions: LogActionRegistry) -> None:
    """Give each event of a review link its label and its sentence with the addressee's name."""
    for action, label, sentence in (
        ("create", _("Review link made"), _("Review link made for %(label)s")),
        ("withdraw", _("Review link withdrawn"), _("Review link for %(label)s withdrawn")),
        (
            "approve",
            _("Approved by review link"),
            _("%(label)s, without an account, approved this version by a review link. %(remark)s"),
        ),
        (
            "return",
            _("Returned by review link"),
            _("%(label)s, without an account, returned this version by a review link: %(remark)s"),
        ),
    ):
        actions.register_action(f"cms.review_link.{action}")(
            _formatter(label, sentence, ("label", "remark"))
        )


def _formatter(name: Any, sentence: Any, keys: tuple[str, str]) -> type[LogFormatter]:
    """A formatter of two particulars, the second of which is a remark."""

    class RemarkFormatter(LogFormatter):
        label = name

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data or {}
            words = {key: data.get(key, "") for key in keys}
            return (str(sentence) % words).strip()

        def format_comment(self, log_entry: Any) -> str:
            return str((log_entry.data or {}).get(keys[1], ""))

    return RemarkFormatter
