"""Sums in millions of roubles as readers see them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def million(value: Decimal) -> str:
    """A sum with its unit and without needless zeros: "0,4 млн ₽", "1 300 млн ₽"."""
    number = number_format(value.normalize() if value else 0, force_grouping=True)
    unit = _("m ₽").replace(" ", "\u00a0")
    return f"{number}\u00a0{unit}"


def limits_label(least: Decimal | None, most: Decimal | None) -> str:
    """ "from 50 to 700 million roubles"; empty where there is no limit."""
    if least is not None and most is not None:
        return _("from %(least)s to %(most)s") % {"least": million(least), "most": million(most)}
    if least is not None:
        return _("from %(least)s") % {"least": million(least)}
    return _("up to %(most)s") % {"most": million(most)} if most is not None else ""
