"""Text of readers in templates."""

from django import template
from django.utils.safestring import SafeString

from cms.written_text import cleaned

register = template.Library()


@register.filter
def written(html: str) -> SafeString:
    """The HTML of a reader's text, cleaned once more whatever the database holds."""
    return SafeString(cleaned(html))
