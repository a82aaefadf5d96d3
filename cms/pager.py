"""Numbered pages below a long list."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict


def pages(total: int, size: int, current: int, address: Callable[[int], str]) -> dict[str, Any]:
    """Context of `components/pager.html` for `total` things, `size` a page.

    `pages` holds the numbers around the current page with the first and the last; a number None
    marks a gap; it is empty where one page is enough. `address` gives the address of a page.
    """
    last = max(-(-total // size), 1)
    near = {1, last, *(number for number in range(current - 2, current + 3) if 1 <= number <= last)}
    shown: list[dict[str, Any]] = []
    before = 0
    for number in sorted(near):
        if number > before + 1:
            shown.append({"number": None})
        shown.append({"number": number, "url": address(number), "is_current": number == current})
        before = number
    return {
        "pages": shown if last > 1 else [],
        "is_beyond_end": current > last,
        "first_page_url": address(1),
        "previous_url": address(min(current - 1, last)) if current > 1 else "",
        "next_url": address(current + 1) if current < last else "",
    }


def page_number(params: QueryDict) -> int:
    """The page an address asks for, from 1; the first one where it asks for nonsense."""
    text = params.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def page_address(params: QueryDict, number: int) -> str:
    """The query string of another page of the same list."""
    others = params.copy()
    others.pop("page", None)
    if number > 1:
        others["page"] = str(number)
    return f"?{others.urlencode()}"
