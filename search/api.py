"""The public catalogue API."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from cms.throttle import Limit, address_of
from search import catalogue, openapi
from search.address import Address
from search.catalogue import Result, Results
from search.forms import Asked, read, unknown
from search.markup import marked_html
from search.problems import problem
from search.registry import facets, sources

logger = logging.getLogger(__name__)

_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# A change is to be seen within five seconds.
_READABLE = {"ensure_ascii": False}
_CACHE_CONTROL = "public, max-age=5"


def _public_api(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer GET and HEAD only, in the language of `lang`, and open to pages of other sites."""

    # Nothing is done in anybody's name: a POST is refused as an API refuses it.
    @csrf_exempt
    @conditional_page
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        response: HttpResponse
        lang = request.GET.get("lang") or _LANGUAGES[0]
        with override(lang if lang in _LANGUAGES else _LANGUAGES[0]):
            wait = Limit("api", settings.API_REQUESTS_PER_MINUTE, 60).take(address_of(request))
            if wait:
                response = _too_many(wait)
            elif request.method not in {"GET", "HEAD"}:
                response = problem(405, _("Method not allowed"))
                response["Allow"] = "GET, HEAD"
            elif lang not in _LANGUAGES:
                languages = ", ".join(_LANGUAGES)
                message = _("Unknown language; known are: %(list)s.") % {"list": languages}
                response = _bad_request({"lang": (message,)})
            else:
                response = _safely(view, request, lang)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def documentation(request: HttpRequest) -> HttpResponse:
    """The API described for people."""
    server = request.build_absolute_uri("/").rstrip("/")
    described = openapi.document(server)
    context = {"paths": described["paths"].items(), "info": described["info"], "server": server}
    return TemplateResponse(request, "search/api.html", context)


@conditional_page
def description(request: HttpRequest) -> HttpResponse:
    """The API described for programs."""
    lang = request.GET.get("lang", "")
    with override(lang if lang in _LANGUAGES else "en"):
        server = request.build_absolute_uri("/").rstrip("/")
        response = JsonResponse(openapi.document(server), json_dumps_params=_READABLE)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@csrf_exempt
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address under the API's that is none."""
    lang = request.GET.get("lang", "")
    with override(lang if lang in _LANGUAGES else _LANGUAGES[0]):
        detail = _("The addresses are described at %(address)s.")
        return problem(404, _("Not found"), detail % {"address": reverse("catalogue:api")})


@_public_api
def catalogue_list(request: HttpRequest, lang: str) -> HttpResponse:
    """Things found with facets: `q`, `lang`, `sort`, `page`, dates and one parameter per facet."""
    names = tuple(facets())
    asked = read(request.GET, lang=lang, facets=names)
    errors: dict[str, tuple[str, ...]] = {
        name: (_("Unknown parameter."),) for name in unknown(request.GET, names, ("lang",))
    }
    errors |= asked.errors
    if errors:
        return _bad_request(errors)
    results = catalogue.search(asked.query)
    response = JsonResponse(_body(results), json_dumps_params=_READABLE)
    response["Cache-Control"] = _CACHE_CONTROL
    links = _links(request, asked, results.total)
    if links:
        response["Link"] = links
    return response


@_public_api
def suggest(request: HttpRequest, lang: str) -> HttpResponse:
    """What may be meant by the beginning `q`: titles with addresses, then words."""
    errors: dict[str, tuple[str, ...]] = {
        name: (_("Unknown parameter."),) for name in set(request.GET) - {"q", "lang", "kind"}
    }
    kinds = tuple(dict.fromkeys(request.GET.getlist("kind")))
    if not sources().keys() >= set(kinds):
        errors["kind"] = (_("Unknown kind; known are: %(list)s.") % {"list": ", ".join(sources())},)
    if errors:
        return _bad_request(errors)
    found = catalogue.suggest(request.GET.get("q", ""), lang, kinds=kinds)
    body = {
        "suggestions": [
            {
                "text": one.text,
                "lang": one.lang,
                "kind": one.kind or None,
                "kind_label": catalogue.kind_label(one.kind, lang) if one.kind else None,
                "url": one.url or None,
            }
            for one in found
        ]
    }
    response = JsonResponse(body, json_dumps_params=_READABLE)
    response["Cache-Control"] = _CACHE_CONTROL
    return response


def _body(results: Results) -> dict[str, Any]:
    return {
        "total": results.total,
        "results": [_result(result) for result in results.results],
        "facets": {
            facet.name: [
                {
                    "value": choice.value,
                    "label": choice.label,
                    "count": choice.count,
                    "selected": choice.is_selected,
                }
                for choice in facet.choices
            ]
            for facet in results.facets
        },
        "suggestion": _suggestion(results),
    }


def _suggestion(results: Results) -> dict[str, str] | None:
    """The text that the results are of in place of `q`, or that may have been meant by it."""
    meant = results.rescue or results.suggestion
    return {"text": meant.text, "reason": meant.cause.value} if meant else None


def _result(result: Result) -> dict[str, Any]:
    hit = result.hit
    marked = [text for text in (hit.title, *hit.fragments) if text.ranges]
    return {
        "id": hit.key,
        "kind": hit.kind,
        "slug": hit.slug,
        "lang": hit.lang,
        "url": hit.url,
        "title": hit.title.text,
        "highlights": [marked_html(text) for text in marked],
        "passages": [
            {
                "anchor": passage.anchor,
                "label": passage.label,
                "url": passage.url,
                "highlight": marked_html(passage.fragment),
            }
            for passage in hit.passages
        ],
        "why": [
            {
                "cause": reason.name,
                "place": reason.place or None,
                "typed": reason.typed,
                "found": reason.found,
                "label": reason.label,
            }
            for reason in result.reasons
        ],
    }


def _links(request: HttpRequest, asked: Asked, total: int) -> str:
    """Neighbouring pages as web links (RFC 8288)."""
    address = Address(request.path, asked.query)
    last = max(-(-total // asked.query.limit), 1)
    links = []
    if asked.page > 1:
        links.append(f'<{address.page(min(asked.page - 1, last))}>; rel="prev"')
    if asked.page < last:
        links.append(f'<{address.page(asked.page + 1)}>; rel="next"')
    return ", ".join(links)


def _safely(
    view: Callable[[HttpRequest, str], HttpResponse], request: HttpRequest, lang: str
) -> HttpResponse:
    """The answer of a view, and a problem instead of a page where it fails."""
    try:
        return view(request, lang)
    except Exception:
        logger.exception("The API failed.")
        return problem(500, _("The portal could not answer; the failure was noted."))


def _too_many(wait: int) -> HttpResponse:
    detail = _("Wait %(seconds)s seconds.") % {"seconds": wait}
    response = problem(429, _("Too many requests"), detail)
    response["Retry-After"] = str(wait)
    return response


def _bad_request(errors: dict[str, tuple[str, ...]]) -> HttpResponse:
    names = ", ".join(errors)
    detail = _("These parameters cannot be used: %(names)s.") % {"names": names}
    return problem(400, _("Bad request"), detail, errors)
