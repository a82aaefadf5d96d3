"""The description of the public API (OpenAPI 3.1), made from what the catalogue has registered."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from search.causes import FORMS, Cause, Place
from search.forms import MAX_PAGE, MAX_TEXT_CHARACTERS, SORTS, WITHOUT
from search.registry import facets, sources

Schema = dict[str, Any]

LIST_PATH = "/api/v1/catalogue/"
SUGGEST_PATH = "/api/v1/catalogue/suggest/"
_LANGUAGES = [code for code, _name in settings.LANGUAGES]


def document(server: str) -> Schema:
    """The whole description in the active language; `server` is the address of the site."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Catalogue of the portal"),
            "version": "1",
            "description": _(
                "Everything public on the portal: search, conditions, suggestions. Answers are "
                "JSON; errors are problem details (RFC 9457). No key is needed."
            ),
        },
        "servers": [{"url": server}],
        "paths": {
            LIST_PATH: {"get": _list_operation()},
            SUGGEST_PATH: {"get": _suggest_operation()},
        },
        "components": {"schemas": _schemas(), "headers": _headers(), "responses": _errors()},
    }


def _list_operation() -> Schema:
    facet_parameters = [
        _parameter(
            facet.name,
            _("%(label)s: any of the values. See `facets` of an answer.")
            % {"label": str(facet.label)},
            {"type": "array", "items": {"type": "string"}},
        )
        for facet in facets().values()
    ]
    return {
        "operationId": "search",
        "summary": _("Things found, with counts of conditions"),
        "parameters": [
            *_common(),
            _parameter("sort", _("Order."), {"type": "string", "enum": [*map(str, SORTS)]}),
            _parameter(
                "page",
                _("Page of the results, ten a page."),
                {"type": "integer", "minimum": 1, "maximum": MAX_PAGE},
            ),
            _parameter("date_from", _("First day."), {"type": "string", "format": "date"}),
            _parameter("date_to", _("Last day."), {"type": "string", "format": "date"}),
            _parameter(
                "without",
                _("Reasons for which nothing may be found."),
                {"type": "array", "items": {"type": "string", "enum": sorted(WITHOUT)}},
            ),
            _parameter(
                "literal",
                _("1: take the words as typed even where they find nothing."),
                {"type": "string", "enum": ["0", "1"]},
            ),
            *facet_parameters,
        ],
        "responses": _responses("Answer", more_headers=("Link",)),
    }


def _suggest_operation() -> Schema:
    return {
        "operationId": "suggest",
        "summary": _("Titles and words that begin like the text; without one, the newest titles"),
        "parameters": [*_common(), _parameter("kind", _("Of these kinds only."), _kinds())],
        "responses": _responses("Suggestions"),
    }


def _kinds() -> Schema:
    return {"type": "array", "items": {"type": "string", "enum": [*sources()]}}


def _common() -> list[Schema]:
    return [
        _parameter(
            "q",
            _("The words, as on the search page; of longer texts the beginning counts."),
            {"type": "string"},
            example=_("cluster policy"),
        )
        | {"x-counted-characters": MAX_TEXT_CHARACTERS},
        _parameter(
            "lang",
            _("Language of titles, labels and messages."),
            {"type": "string", "enum": _LANGUAGES, "default": _LANGUAGES[0]},
        ),
    ]


def _parameter(name: str, text: str, schema: Schema, **more: Any) -> Schema:
    return {"name": name, "in": "query", "description": text, "schema": schema, **more}


def _responses(name: str, more_headers: tuple[str, ...] = ()) -> Schema:
    headers = ("ETag", "Cache-Control", *more_headers)
    return {
        "200": {
            "description": _("The answer."),
            "headers": {one: {"$ref": f"#/components/headers/{one}"} for one in headers},
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}},
        },
        "304": {"description": _("Nothing changed since the answer with that ETag.")},
        "400": {"$ref": "#/components/responses/BadRequest"},
        "429": {"$ref": "#/components/responses/TooManyRequests"},
    }


def _headers() -> Schema:
    return {
        "ETag": _header(_("Send it back as If-None-Match.")),
        "Cache-Control": _header(_("An answer may be kept for some seconds.")),
        "Link": _header(_("Neighbouring pages (RFC 8288).")),
        "Retry-After": _header(_("Seconds to wait.")),
    }


def _header(text: str) -> Schema:
    return {"description": text, "schema": {"type": "string"}}


def _errors() -> Schema:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    wait = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return {
        "BadRequest": {
            "description": _("A parameter is unknown or wrong; `errors` names it."),
            "content": content,
        },
        "TooManyRequests": {
            "description": _("Too many requests from one address."),
            "headers": wait,
            "content": content,
        },
    }


def _schemas() -> Schema:
    text: Schema = {"type": "string"}
    number: Schema = {"type": "integer", "minimum": 0}
    perhaps: Schema = {"type": ["string", "null"]}
    language: Schema = {"type": "string", "enum": _LANGUAGES}
    kind: Schema = {"type": "string", "enum": [*sources()]}
    causes = [*map(str, Place), FORMS, *(str(one) for one in Cause if one is not Cause.TYPED)]
    reason = _object(
        cause={"type": "string", "enum": causes},
        place={"enum": [*map(str, Place), None]},
        typed=text,
        found=text,
        label=text,
    )
    passage = _object(anchor=text, label=text, url=text, highlight=text)
    result = _object(
        id={"type": "string", "format": "uuid"},
        kind=kind,
        slug=text,
        lang=language,
        url=text,
        title=text,
        highlights=_list(text),
        passages=_list(passage),
        why=_list(reason),
    )
    choice = _object(value=text, label=text, count=number, selected={"type": "boolean"})
    meant = _object(
        text=text, reason={"type": "string", "enum": ["spelling", "layout", "translit"]}
    )
    problem = _object(type=text, title=text, status=number)
    problem["properties"] |= {
        "detail": text,
        "errors": _list(_object(field=text, detail=text)),
    }
    return {
        "Answer": _object(
            total=number,
            results=_list({"$ref": "#/components/schemas/Result"}),
            facets={"type": "object", "additionalProperties": _list(choice)},
            suggestion={"anyOf": [meant, {"type": "null"}]},
        ),
        "Result": result,
        "Suggestions": _object(
            suggestions=_list(
                _object(text=text, lang=language, kind=perhaps, kind_label=perhaps, url=perhaps)
            )
        ),
        "Problem": problem | {"additionalProperties": True},
    }


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}
