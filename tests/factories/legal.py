"""Legal acts in the tree of the portal."""

from datetime import date
from itertools import count

from cms.sections import section_page
from library.enums import ActKind, ActLevel, RelationKind, Wording
from library.models import LegalActPage, LegalRelation
from tests.factories.foundation import OrganisationFactory

_numbers = count(1000)


def make_act(language="ru", *, published=True, relations=(), **fields):
    """An act of 6 March 2013 in the legal section, in force since 19 March of that year."""
    number = next(_numbers)
    defaults = {
        "title": f"О мерах поддержки {number}",
        "kind": ActKind.GOVERNMENT_RESOLUTION,
        "number": str(number),
        "adopted_on": date(2013, 3, 6),
        "in_force_from": date(2013, 3, 19),
        "level": ActLevel.FEDERAL,
        "live": False,
    }
    act = LegalActPage(**{**defaults, **fields})
    if act.issuer_id is None:
        act.issuer = OrganisationFactory()
    act.relations.add(*relations)
    section_page("legal", language).add_child(instance=act)
    if published:
        act.save_revision().publish()
    return LegalActPage.objects.get(pk=act.pk)


def make_translation(act, **fields):
    """The English page of a Russian act."""
    identity = {
        name: getattr(act, name)
        for name in (
            "kind",
            "number",
            "adopted_on",
            "issuer",
            "in_force_from",
            "repealed_on",
            "translation_key",
        )
    }
    return make_act("en", **{**identity, **fields})


def relation(kind, target, on, **fields):
    """An unsaved relation, to be given to `make_act`."""
    return LegalRelation(kind=RelationKind(kind), target=target, effective_on=on, **fields)


def provision(kind, number, text, **fields):
    """A provision of a text for `make_act(text=[…])`."""
    value = {"number": number, "text": text, "wording": Wording.OFFICIAL, **fields}
    return kind, value
