"""Pages that tell how a thing is connected with others."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.models import Organisation
from home.connections.picture import draw
from home.connections.reading import Connections, of_organisation, of_page
from platforms.services.people import representatives_of, speakers


@require_safe
def connections(request: HttpRequest, key: UUID) -> HttpResponse:
    """Connections of a page of any type, by its translation key."""
    found = of_page(key, _language())
    if found is None:
        raise Http404
    return _answer(request, found)


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation of the register by what is connected with it; nothing public is a 404."""
    row = get_object_or_404(Organisation.objects.select_related("region"), slug=slug)
    found = of_organisation(row, _language())
    if not found.groups:
        raise Http404
    response = _answer(
        request,
        found,
        organisation=row,
        speakers=speakers(row, request.user),
        takes_messages=representatives_of([row]).exists(),
    )
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _language() -> str:
    return (get_language() or "ru")[:2]


def _answer(request: HttpRequest, found: Connections, **more: object) -> HttpResponse:
    context = {"found": found, "picture": draw(found), **more}
    return render(request, "home/connections.html", context)
