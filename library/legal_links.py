"""Acts that something rests on, as links that anybody may follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from cms.querysets import one_version_each, public
from library.models import LegalActPage


@dataclass(frozen=True)
class ActLink:
    """An act of the legal basis that anybody may read, or its provision."""

    act: LegalActPage
    anchor: str = ""

    @property
    def url(self) -> str:
        """Address of the act, at the provision where one is named."""
        return f"{self.act.get_url()}#{self.anchor}" if self.anchor else str(self.act.get_url())


def act_links(wanted: Sequence[tuple[int, str]], language: str) -> list[ActLink]:
    """Links to acts by (primary key, anchor of a provision), in that order; one query.

    The act in the reader's language stands for the one that was chosen in another; acts that not
    everybody may read are left out.
    """
    if not wanted:
        return []
    keys = [key for key, _anchor in wanted]
    chosen = LegalActPage.objects.filter(pk__in=keys).values("translation_key")
    acts = public(LegalActPage.objects.filter(Q(pk__in=keys) | Q(translation_key__in=chosen)))
    versions = list(acts.select_related("locale", "issuer").defer_streamfields())
    by_key = {act.translation_key: act for act in one_version_each(versions, language)}
    of_pk = {act.pk: by_key[act.translation_key] for act in versions}
    return [ActLink(of_pk[key], anchor) for key, anchor in wanted if key in of_pk]
