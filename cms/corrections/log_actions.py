"""What the page's log says of corrections that readers suggested."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

APPLY = "cms.correction.apply"
RETURN = "cms.correction.return"


class CorrectionFormatter(LogFormatter):
    """The field in words, and what the moderator wrote."""

    sentence: Any

    def format_message(self, log_entry: Any) -> str:
        """The sentence of the action with the field's name."""
        return str(self.sentence) % {"field": _field_name(log_entry)}

    def format_comment(self, log_entry: Any) -> str:
        """Reason or comment of the moderator."""
        return str((log_entry.data or {}).get("reason", ""))


def register_correction_actions(actions: LogActionRegistry) -> None:
    """Give each decision on a correction its label and its sentence."""

    @actions.register_action(APPLY)
    class _Applied(CorrectionFormatter):
        label = _("Correction accepted")
        sentence = _("A reader’s correction was accepted: %(field)s")

    @actions.register_action(RETURN)
    class _Returned(CorrectionFormatter):
        label = _("Correction turned down")
        sentence = _("A reader’s correction was turned down: %(field)s")


def _field_name(log_entry: Any) -> str:
    name = (log_entry.data or {}).get("field", "")
    model = log_entry.content_type.model_class() if log_entry.content_type else None
    try:
        return str(model.field_name(name))
    except (AttributeError, FieldDoesNotExist):
        return str(name)
