"""Bibliographic references to acts."""

from datetime import date

from django.utils.translation import gettext as _

from library.enums import ActKind

_ISSUER_IN_KIND = {
    ActKind.FEDERAL_LAW,
    ActKind.PRESIDENTIAL_DECREE,
    ActKind.GOVERNMENT_RESOLUTION,
    ActKind.GOVERNMENT_ORDER,
}


def gost_reference(
    *,
    title: str,
    kind: str,
    number: str,
    adopted_on: date,
    issuer: str,
    publication: str,
    url: str,
    accessed_on: date,
) -> str:
    """The reference to an act on the portal by GOST R 7.0.100-2018 (electronic resource).

    The issuer follows the slash of responsibility unless the form of the act names it.
    """
    form = ActKind(kind)
    act = _("%(title)s : %(form)s of %(date)s No. %(number)s") % {
        "title": title.rstrip("."),
        "form": form.label,
        "date": f"{adopted_on:%d.%m.%Y}",
        "number": number,
    }
    if form not in _ISSUER_IN_KIND:
        act = f"{act} / {issuer}"
    source = f" // {publication.rstrip('.')}" if publication else ""
    where = _("Text : electronic // Pleiada : portal. – URL: %(url)s (accessed %(day)s).") % {
        "url": url,
        "day": f"{accessed_on:%d.%m.%Y}",
    }
    return f"{act}{source}. – {where}"
