"""Texts of consents in the office."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models.consents import ConsentText


class NothingDeleted(ModelPermissionPolicy):
    """The rights of the model but one: a text is never deleted, whoever asks."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether `user` may do `action`."""
        return action != "delete" and super().user_has_permission(user, action)


class ConsentTextViewSet(SnippetViewSet):
    """Texts by purpose and version; one that somebody agreed to is copied, not changed."""

    model = ConsentText
    icon = "clipboard-list"
    menu_label = _("Texts of consents")
    menu_name = "consent-texts"
    add_to_settings_menu = True
    list_display = ["purpose", "version", "in_force_from"]
    list_filter = ["purpose"]
    inspect_view_enabled = True
    panels = [
        FieldPanel("purpose"),
        FieldPanel("text_ru"),
        FieldPanel("text_en"),
        FieldPanel("in_force_from"),
    ]
