"""References to pages of the portal."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _


def citation(title: str, url: str) -> str:
    """The reference to a page of the portal by GOST R 7.0.100-2018 (electronic resource)."""
    return _("%(title)s // Pleiada : portal. – URL: %(url)s (accessed %(day)s).") % {
        "title": title.rstrip("."),
        "url": url,
        "day": f"{localdate():%d.%m.%Y}",
    }
