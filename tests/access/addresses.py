"""Every address pattern of the site, and real addresses made from it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.urls import URLResolver, get_resolver
from django.utils import translation

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def routes() -> list[str]:
    """Every pattern of the resolver in its order, without repeats."""
    with translation.override("ru"):
        return list(dict.fromkeys(_walk(get_resolver(), "")))


def _walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        elif not route.startswith(settings.MEDIA_URL.strip("/")):
            yield route


def parameters(route: str) -> list[str]:
    """Names of the parameters of a pattern, in order; "0", "1" … for groups without a name."""
    names = PARAMETER.findall(route)
    unnamed = re.findall(r"\((?!\?)", route)
    return names or [str(number) for number in range(len(unnamed))]


def address(route: str, values: Mapping[str, object]) -> str:
    """The address that a pattern matches with these values."""
    names = iter(parameters(route))
    text = _without_groups(route, lambda: str(values[next(names)]))
    text = re.sub(r"<(?:\w+:)?\w+>", lambda match: str(values[_name(match)]), text)
    return "/" + text.replace("^", "").replace("$", "").replace("\\.", ".").replace(".*", "nowhere")


def _name(match: re.Match[str]) -> str:
    return PARAMETER.fullmatch(match.group())[1]


def _without_groups(route: str, value) -> str:
    """Replace each group of a regular expression, nested ones with their outermost."""
    result, depth = [], 0
    for position, character in enumerate(route):
        if character == "(" and route[position - 1] != "\\":
            if depth == 0:
                result.append(value())
            depth += 1
        elif character == ")":
            depth -= 1
        elif depth == 0:
            result.append(character)
    return "".join(result)


def sorted_rows(rows: Sequence[str]) -> list[str]:
    """Rows in the order of the table: by address, methods that read first."""
    return sorted(rows, key=lambda row: (row.split(" ")[1], row))
