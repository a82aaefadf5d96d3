"""Errors of the API as problem details (RFC 9457)."""

from collections.abc import Iterable, Mapping

from django.http import JsonResponse


def problem(
    status: int, title: str, detail: str = "", errors: Mapping[str, Iterable[str]] | None = None
) -> JsonResponse:
    """A problem+json response; `errors` maps a parameter's name to what is wrong with it."""
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status}
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = [
            {"field": name, "detail": message}
            for name, messages in errors.items()
            for message in messages
        ]
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
