"""Pages of saved searches: asking for letters, confirming, managing, leaving."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.headers import unlisted
from cms.throttle import Limit, address_of, waiting_message
from search.alerts import subscribing
from search.alerts.forms import FollowForm, PeriodForm
from search.alerts.links import CONFIRM_DAYS, Purpose, search_of, token_of
from search.alerts.queries import page_of, parameters_of, query_from, query_of
from search.forms import read
from search.models import Period, SavedSearch
from search.naming import name_of
from search.registry import facets

HOUR = 60 * 60
PER_CLIENT = Limit("follow:client", 20, HOUR)
"""Searches that one client may ask to follow."""
PER_ADDRESS = Limit("follow:address", 5, 24 * HOUR)
"""Letters that anybody may cause to be written to one address by asking."""

LinkView = Callable[[HttpRequest, SavedSearch], HttpResponse]


def _by_link(purpose: Purpose) -> Callable[[LinkView], Callable[[HttpRequest], HttpResponse]]:
    """A page opened by the token `t` of one purpose; any wrong one is simply not found."""

    def decorate(view: LinkView) -> Callable[[HttpRequest], HttpResponse]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            search = search_of(request.GET.get("t", ""), purpose)
            if search is None:
                return unlisted(render(request, "search/alerts/closed.html", status=404))
            return unlisted(view(request, search))

        return answer

    return decorate


# The form stands on pages that are kept in caches, so it has no token; it acts for nobody's
# session, and nothing comes of it before the letter is answered.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for letters about the search in the address; what was typed stays in the form."""
    if request.method != "POST":
        lang = (get_language() or settings.LANGUAGE_CODE)[:2]
        asked = read(request.GET, lang=lang, facets=tuple(facets()))
        initial = {
            "parameters": parameters_of(asked.query),
            "period": Period.DAILY,
            "lang": lang,
        }
        return _follow_page(request, FollowForm(initial=initial))
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _follow_page(request, form, status=422)
    if seconds := PER_CLIENT.take(address_of(request)):
        form.add_error(None, waiting_message(seconds))
        response = _follow_page(request, form, status=429)
        response["Retry-After"] = str(seconds)
        return response
    address = subscribing.normal_address(form.cleaned_data["address"])
    # Beyond its limit an address gets no letter, and the page tells nobody.
    if not form.is_trapped and not PER_ADDRESS.take(address):
        subscribing.save_search(
            address=address, query=form.query, period=form.cleaned_data["period"]
        )
    return HttpResponseRedirect(reverse("search:follow_asked"))


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same words for everybody: look into your mail."""
    return unlisted(render(request, "search/alerts/asked.html", {"days": CONFIRM_DAYS}))


@_by_link(Purpose.CONFIRM)
def confirm(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    """Confirm by the button: programs that check mail open links, but press nothing."""
    is_done = request.method == "POST"
    if is_done:
        subscribing.confirm(search)
        search.refresh_from_db()
    context = {**_shown(search), "manage_url": _manage_url(search)}
    name = "confirmed" if search.confirmed_at else "confirm"
    return render(request, f"search/alerts/{name}.html", context)


@_by_link(Purpose.MANAGE)
def manage(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    """The searches of the link's reader, each with what may be done to it."""
    if request.method == "POST":
        return _managed(request, search)
    context = {
        "address": subscribing.shown_address(search.address),
        "searches": [_shown(one) for one in subscribing.of_same_reader(search)],
        "periods": Period.choices,
    }
    return render(request, "search/alerts/manage.html", context)


# Mail programs send this without a page before it (RFC 8058); the token is the permission.
@csrf_exempt
@_by_link(Purpose.LEAVE)
def leave(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    """End a search at once by POST; GET asks first."""
    context = _shown(search)
    if request.method != "POST":
        return render(request, "search/alerts/leave.html", context)
    subscribing.leave(search)
    return render(request, "search/alerts/left.html", context)


def _managed(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    action = request.POST.get("do", "")
    mine = {str(one.pk): one for one in subscribing.of_same_reader(search)}
    chosen = mine.get(request.POST.get("search", ""))
    if action == "forget":
        subscribing.forget_address(search.address)
        mine = {}
    elif chosen is not None:
        _act(action, chosen, request)
        if action == "delete":
            del mine[str(chosen.pk)]
    if not mine:
        return render(request, "search/alerts/forgotten.html")
    # The link's own search may be gone.
    return HttpResponseRedirect(_manage_url(mine.get(str(search.pk)) or next(iter(mine.values()))))


def _act(action: str, search: SavedSearch, request: HttpRequest) -> None:
    if action == "delete":
        subscribing.leave(search)
    elif action == "pause":
        subscribing.pause(search)
    elif action == "resume":
        subscribing.resume(search)
    elif action == "period":
        form = PeriodForm(request.POST)
        if form.is_valid():
            subscribing.change_period(search, form.cleaned_data["period"])


def _follow_page(request: HttpRequest, form: FollowForm, status: int = 200) -> HttpResponse:
    parameters = form["parameters"].value() or ""
    query = query_from(str(parameters), (get_language() or settings.LANGUAGE_CODE)[:2])
    context = {"form": form, "name": name_of(query) if query else ""}
    return unlisted(render(request, "search/alerts/follow.html", context, status=status))


def _shown(search: SavedSearch) -> dict[str, Any]:
    query = query_of(search)
    return {
        "id": str(search.pk),
        "name": name_of(query) if query else search.parameters,
        "url": page_of(search),
        "period": search.period,
        "period_label": search.get_period_display(),
        "is_paused": search.paused_at is not None,
        "is_broken": query is None,
        "created_at": search.created_at,
    }


def _manage_url(search: SavedSearch) -> str:
    return f"{reverse('search:follow_manage')}?t={token_of(search, Purpose.MANAGE)}"
