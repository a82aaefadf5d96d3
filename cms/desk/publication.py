"""Direct publication, past the desk, is for administrators only.

A moderator's own "Publish" would make public what no second person has read. Withdrawing stays
with moderators, for it makes nothing public; a date of publication is set in the form and takes
effect with the approval.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.models.pages import AtomicPage, Obstacle
from cms.roles import is_administrator


def may_publish_directly(user: Any, page: Page) -> bool:
    """Whether the page may skip the desk: by an administrator, or where no workflow stands."""
    return is_administrator(user) or not page.has_workflow


def guard_publication(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stand before "Publish" in the form (`before_publish_page`); the draft is kept."""
    obstacle = _obstacle(page)
    if obstacle is None and may_publish_directly(request.user, page):
        return None
    if obstacle is None:
        explain(request)
    else:
        messages.error(request, obstacle.text)
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def guard_creation(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """Stand before a new page (`before_create_page`): "Publish" saves a draft and tells why.

    The stock view puts a page that is to be published into the tree as live before it asks anybody.
    """
    if "action-publish" not in request.POST:
        return
    obstacle = _obstacle(page_class())
    if obstacle is None and may_publish_directly(request.user, parent):
        return
    request.POST = request.POST.copy()
    del request.POST["action-publish"]
    if obstacle is None:
        explain(request)
    else:
        messages.error(request, obstacle.text)


def close_office_api() -> None:
    """Take "publish" out of the office's API, which asks no hook."""
    PagesAdminAPIViewSet.actions.pop("publish", None)


def guard_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Stand before a bulk action (`before_bulk_action`): publication only where all may skip."""
    if action_type != "publish":
        return None
    pages = [thing for thing in objects if isinstance(thing, Page)]
    obstacles = [found for page in pages if (found := _obstacle(page.specific))]
    if not obstacles and all(may_publish_directly(request.user, page) for page in pages):
        return None
    for obstacle in obstacles:
        messages.error(request, obstacle.text)
    if not obstacles:
        explain(request)
    return redirect(reverse("desk:index"))


def guard_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stand before a copy (`before_copy_page`): a copy is a draft unless it may skip the desk."""
    wants_live = request.method == "POST" and request.POST.get("publish_copies")
    if not wants_live or may_publish_directly(request.user, page):
        return None
    explain(request)
    return redirect(reverse("wagtailadmin_pages:copy", args=[page.pk]))


class UpdateTranslations(UpdateTranslationsView):
    """Bringing translations up to date; published at once only where they may skip the desk.

    The stock view publishes for everybody who may translate.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        source = self.object.get_source_instance()
        if isinstance(source, Page) and not may_publish_directly(self.request.user, source):
            if form.cleaned_data["publish_translations"]:
                explain(self.request)
            form.cleaned_data["publish_translations"] = False
        return super().form_valid(form)


def arrange_actions(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take "Publish" out of the form's menu for those who go by the desk."""
    page = context.get("page") or context.get("parent_page")
    if page is not None and not may_publish_directly(request.user, page):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


def _obstacle(page: Page) -> Obstacle | None:
    return page.obstacle() if isinstance(page, AtomicPage) else None


def explain(request: HttpRequest) -> None:
    """Tell why nothing was published and what to do instead."""
    messages.warning(
        request,
        _("Pages of this section are published from the desk: submit, and a colleague decides."),
    )
