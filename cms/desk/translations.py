"""Guards before the translation views, which ask for less than the rest of the office.

wagtail-localize lets whoever may translate at all start, update and publish translations of any
page; here it takes the right to edit that page, and publishing goes by the desk as everywhere.
The translation editor gets the button that this needs: "Submit for moderation".
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.locks import WorkflowLock
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.convert import convert_to_alias
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


def convert(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Put the public original in the place of a translation; past the desk, so not for all."""
    page = get_object_or_404(Page, pk=page_id)
    _require_editor(request, page)
    if request.method == "POST" and not may_publish_directly(request.user, page):
        explain(request)
        return redirect(_editor_of(page))
    return convert_to_alias(request, page_id)


def guard_editor(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Stand before the buttons of the translation editor (`before_edit_page`)."""
    action = request.POST.get("action")
    if action == "submit":
        return _submit(request, page)
    if action != "publish" or may_publish_directly(request.user, page):
        return None
    explain(request)
    return redirect(_editor_of(page))


def translation_into(page: Page) -> Translation | None:
    """The translation that is kept in step with its original and gives the page its text."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()


def untranslated(translation: Translation) -> int:
    """How many of its texts still stand in the language of the original."""
    total, translated = translation.get_progress()
    return int(total - translated)


def why_locked(user: Any, page: Page) -> str:
    """Why the user may not put forward another version now; "" where he may."""
    lock = page.get_lock()
    if lock is None or not lock.for_user(user):
        return ""
    if isinstance(lock, WorkflowLock):
        return _("A version waits for a decision; until then only its moderators change it.")
    return str(lock.get_message(user))


def _submit(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Make a version of what is translated and send it to the desk."""
    translation, workflow = translation_into(page), page.get_workflow()
    if translation is None or workflow is None:
        return None
    if refusal := why_locked(request.user, page):
        messages.error(request, refusal)
        return redirect(_editor_of(page))
    try:
        translation.save_target(user=request.user, publish=False)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_editor_of(page))
    target = page.specific_class.objects.get(pk=page.pk)
    state = target.current_workflow_state
    if state is None:
        workflow.start(target, request.user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(request.user)
    title = target.get_latest_revision().object_str
    messages.success(
        request, _("“%(title)s” is submitted: a moderator decides.") % {"title": title}
    )
    if missing := untranslated(translation):
        messages.warning(request, _untranslated_in_words(missing))
    return redirect(_editor_of(page))


def _untranslated_in_words(number: int) -> str:
    return ngettext(
        "%(number)d text is not translated and stands in the language of the original.",
        "%(number)d texts are not translated and stand in the language of the original.",
        number,
    ) % {"number": number}


def _editor_of(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def urls() -> list[URLPattern]:
    """Addresses that stand before those of wagtail-localize."""
    return [
        path("localize/submit/page/<int:page_id>/", submit, name="translate_page"),
        path("localize/update/<int:translation_source_id>/", update, name="update_translations"),
        path("localize/page/<int:page_id>/convert_to_alias/", convert),
    ]


def _require_editor(request: HttpRequest, page: Any) -> None:
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
