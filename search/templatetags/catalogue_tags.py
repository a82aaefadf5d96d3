"""Tags and filters of the catalogue's templates."""

from django import template
from django.utils.safestring import SafeString

from search.engines.base import Marked
from search.markup import marked_html

register = template.Library()


@register.filter
def marked(text: Marked) -> SafeString:
    """A text with its found words in `<mark>`, everything else escaped."""
    return marked_html(text)
