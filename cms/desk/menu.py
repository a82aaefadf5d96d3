"""The desk in the administration's menu, and the menu's order."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.desk.queues import queues_of

# The rest keeps the order its applications give it.
ORDER = {
    "desk": 10,
    "clusters": 20,
    "platforms": 30,
    "library": 40,
    "legal": 50,
    "expertise": 60,
    "explorer": 70,
    "images": 80,
    "documents": 90,
    "reports": 9000,
    "settings": 10000,
}


class DeskMenuItem(MenuItem):
    """Shown to those who decide on anything."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(queues_of(request.user))


def desk_item() -> MenuItem:
    """The desk, first in the menu."""
    return DeskMenuItem(
        _("Desk"), reverse("desk:index"), name="desk", icon_name="tasks", order=ORDER["desk"]
    )


def statistics_item() -> MenuItem:
    """The statistics among the reports."""
    return DeskMenuItem(
        _("Statistics of the desk"),
        reverse("desk:statistics"),
        name="desk-statistics",
        icon_name="history",
        order=1100,
    )


class PageReportMenuItem(MenuItem):
    """Shown to those who may change pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Page)
        return bool(policy.user_has_permission(request.user, "change"))


def links_item() -> MenuItem:
    """Links to other sites among the reports."""
    return PageReportMenuItem(
        _("Links to other sites"),
        reverse("cms_links"),
        name="external-links",
        icon_name="link-external",
        order=1150,
    )


class PermittedMenuItem(MenuItem):
    """Shown to those who have a permission."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))


def mail_item() -> MenuItem:
    """The log of outgoing letters among the reports."""
    return PermittedMenuItem(
        _("Outgoing letters"),
        reverse("cms_letters"),
        name="outgoing-letters",
        icon_name="mail",
        order=1130,
        permission="cms.view_letter",
    )


def audit_item() -> MenuItem:
    """The log of decisions among the reports."""
    return PermittedMenuItem(
        _("Log of decisions"),
        reverse("cms_audit"),
        name="audit",
        icon_name="clipboard-list",
        order=1120,
        permission="cms.view_auditentry",
    )


def arrange(request: HttpRequest, menu_items: list[Any]) -> None:
    """Put the menu in the portal's order (`construct_main_menu`)."""
    for item in menu_items:
        item.order = ORDER.get(item.name, item.order)
    menu_items.sort(key=lambda item: item.order)


def keep_help_here(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take links to other hosts out of the help menu (`construct_help_menu`)."""
    menu_items[:] = [item for item in menu_items if not str(item.url).startswith("http")]
