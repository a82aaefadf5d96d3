"""Whether the process lives, and whether it is ready to serve."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import health


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing outside of it is asked."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """State of what the process needs; 503 takes it out of service."""
    state, outcomes = health.report()
    checks = {name: "ok" if passed else "failed" for name, passed in outcomes.items()}
    return JsonResponse(
        {"status": state, "checks": checks}, status=503 if state == "failed" else 200
    )
