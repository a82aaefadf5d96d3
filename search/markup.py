"""The one place where found words become HTML."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.engines.base import Marked


def marked_html(marked: Marked) -> SafeString:
    """The text escaped, its marked ranges in `<mark>`."""
    parts, end = [], 0
    for start, stop in marked.ranges:
        parts += [escape(marked.text[end:start]), "<mark>", escape(marked.text[start:stop])]
        parts.append("</mark>")
        end = stop
    parts.append(escape(marked.text[end:]))
    return mark_safe("".join(parts))
