"""What the page of an act shows."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from cms.linked_data import as_script
from library.enums import FORCE_TAGS
from library.legal.citation import gost_reference
from library.legal.force import force_on, requested_day
from library.legal.linked_data import legislation
from library.legal.provisions import provisions_of
from library.legal.relations import Link, changes_of, relation_groups
from library.legal.timeline import timeline

if TYPE_CHECKING:
    from library.models import LegalActPage


def act_context(
    act: "LegalActPage",
    links: Iterable[Link],
    acts: Mapping[UUID, "LegalActPage"],
    *,
    asked_day: str,
    url: str,
) -> dict[str, Any]:
    """Force on the day asked for, provisions, relations, timeline, citation and linked data.

    `links` are the act's relations in both directions, `acts` the related pages the reader may
    open; `url` is the act's full address. No queries.
    """
    links = list(links)
    today = timezone.localdate()
    day, is_day_refused = requested_day(asked_day, today)
    changes = changes_of(act.translation_key, links)
    groups = relation_groups(act.translation_key, links, acts, act.language)
    force, force_today = (force_on(each, act.dates, changes) for each in (day, today))
    provisions = provisions_of(act.text)
    return {
        "force": force,
        "force_tag": FORCE_TAGS[force.state],
        "repealing_act": acts.get(force.by) if force.is_repealed and force.by else None,
        "is_other_day": day != today,
        "is_day_refused": is_day_refused,
        "asked_day": asked_day,
        "today": today,
        "provisions": provisions,
        "contents": [provision for provision in provisions if provision.is_top],
        "has_summaries": any(not provision.is_official for provision in provisions),
        "relation_groups": groups,
        "timeline": timeline(
            act.dates,
            changes,
            acts,
            language=act.language,
            today=today,
            published_on=act.published_on,
            start_is_approximate=act.in_force_from_is_approximate,
        ),
        "citation": gost_reference(
            title=act.full_title,
            kind=act.kind,
            number=act.number,
            adopted_on=act.adopted_on,
            issuer=act.issuer.name,
            publication=act.publication,
            url=url,
            accessed_on=today,
        ),
        "full_url": url,
        "linked_data": as_script(legislation(act, force_today, groups, url)),
    }
