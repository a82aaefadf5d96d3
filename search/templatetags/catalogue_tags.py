"""Tags and filters of the catalogue's templates."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from search.engines.base import Marked
from search.markup import marked_html
from search.related import related_to

register = template.Library()


@register.filter
def marked(text: Marked) -> SafeString:
    """A text with its found words in `<mark>`, everything else escaped."""
    return marked_html(text)


@register.inclusion_tag("search/partials/related.html")
def related_things(page: Page, *, alike: bool = True, but: str = "") -> dict[str, Any]:
    """Panels of things like a page and of pages that link to it; nothing where there are none.

    `but` names fields, with blanks between them, whose links the page shows itself.
    """
    return {"related": related_to(page, alike=alike, but=but.split()), "page": page}
