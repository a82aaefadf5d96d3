"""The look of the administration: our colours over Wagtail's own design."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def admin_css() -> SafeString:
    """The style sheet of the administration (`insert_global_admin_css`)."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
