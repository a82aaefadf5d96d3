"""What the page's log says of review links."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter


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
        actions.register_action(f"cms.review_link.{action}")(_formatter(label, sentence))


def _formatter(name: Any, sentence: Any) -> type[LogFormatter]:
    class ReviewLinkFormatter(LogFormatter):
        label = name

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data or {}
            words = {"label": data.get("label", ""), "remark": data.get("remark", "")}
            return (str(sentence) % words).strip()

        def format_comment(self, log_entry: Any) -> str:
            return str((log_entry.data or {}).get("remark", ""))

    return ReviewLinkFormatter
