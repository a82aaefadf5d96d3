"""Support instruments in the tree of the portal."""

from datetime import date
from itertools import count
from uuid import uuid4

from wagtail.models import Locale

from clusters.enums import InstrumentKind
from clusters.models import (
    InstrumentBasis,
    InstrumentCondition,
    InstrumentIndexPage,
    SupportInstrumentPage,
)

_numbers = count(1)


def instrument_index(language="ru"):
    """The list of support instruments of a language."""
    return InstrumentIndexPage.objects.get(locale__language_code=language)


def make_instrument(
    language="ru", *, basis=(), conditions=(), topics=(), regions=(), published=True, **fields
):
    """A grant for companies, open since 2014, checked on 1 June 2015.

    `basis` are acts or pairs of an act and an anchor; `conditions` dictionaries of fields.
    """
    number = next(_numbers)
    defaults = {
        "title": f"Мера {number}" if language == "ru" else f"Measure {number}",
        "slug": f"mera-{number}",
        "kind": InstrumentKind.GRANT,
        "provider_name": "Фонд" if language == "ru" else "Fund",
        "recipients": ["company"],
        "open_from": date(2014, 1, 1),
        "verified_on": date(2015, 6, 1),
        "translation_key": uuid4(),
        "live": False,
    }
    page = SupportInstrumentPage(**{**defaults, **fields})
    page.locale = Locale.objects.get(language_code=language)
    for order, row in enumerate(basis):
        act, anchor = row if isinstance(row, tuple) else (row, "")
        page.legal_basis.add(InstrumentBasis(sort_order=order, act=act, anchor=anchor))
    for order, condition in enumerate(conditions):
        page.conditions.add(InstrumentCondition(sort_order=order, **condition))
    page.topics = list(topics)
    page.regions = list(regions)
    instrument_index(language).add_child(instance=page)
    if published:
        page.save_revision().publish()
    return SupportInstrumentPage.objects.get(pk=page.pk)


def make_pair(**fields):
    """The same instrument in both languages."""
    shared = {"translation_key": uuid4(), "slug": f"para-{next(_numbers)}", **fields}
    return [make_instrument(language, **shared) for language in ("ru", "en")]
