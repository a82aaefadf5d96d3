"""What the cluster portal adds to the administration; only registers, the code stands elsewhere."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail_modeladmin.options import modeladmin_register

from clusters.admin import ClustersGroup
from clusters.services.basis import CHECKED_ACTION
from clusters.services.representatives import is_representative

modeladmin_register(ClustersGroup)


class MyClusterMenuItem(MenuItem):
    """The way of representatives to their own cluster."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the account represents a cluster."""
        return is_representative(request.user)


@hooks.register("register_admin_urls")
def cluster_urls() -> list[URLPattern | URLResolver]:
    """Admission and the representative's pages."""
    return [path("clusters/", include("clusters.admin_urls"))]


@hooks.register("register_admin_menu_item")
def my_cluster_item() -> MenuItem:
    """ "My cluster" in the menu."""
    return MyClusterMenuItem(
        _("My cluster"), reverse("clusters:mine"), name="my-cluster", icon_name="site", order=150
    )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """What the log of a card says of a check of its legal basis."""
    actions.register_action(
        CHECKED_ACTION,
        _("Check of the legal basis"),
        _("Compared with the changed legal basis and found right"),
    )
