"""Guards before the translation views, which ask for less than the rest of the office.

wagtail-localize lets whoever may translate at all start, update and publish translations of any
page; here it takes the right to edit that page, and publishing goes by the desk as everywhere.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from wagtail.models import Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from cms.desk.publication import UpdateTranslations, explain, may_publish_directly


def submit(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Start translating a page that the account may edit."""
    _require_editor(request, get_object_or_404(Page, pk=page_id))
    return SubmitPageTranslationView.as_view()(request, page_id=page_id)


def update(request: HttpRequest, translation_source_id: int) -> HttpResponseBase:
    """Bring translations of a page up to date; drafts only, unless it may skip the desk."""
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    instance = source.get_source_instance()
    if isinstance(instance, Page):
        _require_editor(request, instance)
    return UpdateTranslations.as_view()(request, translation_source_id=translation_source_id)


def guard_publication(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Stand before "Publish" of the translation editor (`before_edit_page`)."""
    asks_to_publish = request.method == "POST" and request.POST.get("action") == "publish"
    if not asks_to_publish or may_publish_directly(request.user, page):
        return None
    explain(request)
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def urls() -> list[URLPattern]:
    """Addresses that stand before those of wagtail-localize."""
    return [
        path("localize/submit/page/<int:page_id>/", submit),
        path("localize/update/<int:translation_source_id>/", update),
    ]


def _require_editor(request: HttpRequest, page: Any) -> None:
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
