"""Topics in the catalogue; each contribution that is shown is a passage with its stable link."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.written_text import to_plain
from platforms.discussions.addresses import contribution_url, topic_url
from platforms.discussions.doors import public_languages
from platforms.enums import ContributionState
from platforms.models import Contribution, Discussion, Platform
from platforms.pages.public import public_platforms
from search.registry import CatalogueEntry, Passage, Version, register

LEAD_LENGTH = 300


class DiscussionSource:
    """Topics that anybody may read, of platforms with a public page.

    Nothing of a contribution that waits, is hidden, removed or turned down comes near an entry.
    """

    kind = "discussion"
    label = gettext_lazy("Discussions")
    weight = 1.0
    recency = True
    shows_day = True
    models: tuple[type, ...] = (Discussion, Contribution, Platform)

    def keys_of(self, instance: object) -> Iterable[UUID]:
        """The topic that a change touches, or all of a platform; receivers listen to pages."""
        match instance:
            case Discussion():
                return (instance.key,)
            case Contribution():
                return (instance.discussion.key,)
            case Platform():
                return _keys(Discussion.objects.filter(platform=instance))
        return ()

    def keys(self) -> list[UUID]:
        """Keys of all topics that anybody may read."""
        return _keys(_readable())

    def entries(self, keys: Iterable[UUID]) -> Iterator[CatalogueEntry]:
        """Entries of the readable topics among those, with their shown contributions."""
        shown = Contribution.objects.filter(state=ContributionState.SHOWN).order_by("number")
        topics = _readable().filter(key__in=list(keys)).select_related("platform", "author")
        for topic in topics.prefetch_related(Prefetch("contributions", shown, to_attr="shown")):
            yield _entry(topic)

    def titles(self, keys: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
        """Titles by key and language of topics that anybody may read at this moment."""
        topics = _readable().filter(key__in=[UUID(key) for key in keys])
        return {
            str(topic.key): {code: topic.title_in(code) for code in _languages()}
            for topic in topics
        }


def _readable() -> QuerySet[Discussion]:
    if not _languages():
        return Discussion.objects.none()
    platforms = public_platforms(settings.LANGUAGE_CODE)
    return Discussion.objects.readable().filter(platform__in=platforms).order_by("pk")


def _languages() -> list[str]:
    """Languages whose page of discussions anybody may open."""
    known = public_languages()
    return [code for code, _name in settings.LANGUAGES if code in known]


def _keys(topics: QuerySet[Discussion]) -> list[UUID]:
    return list(topics.order_by("pk").values_list("key", flat=True))


def _entry(topic: Any) -> CatalogueEntry:
    languages = _languages()
    return CatalogueEntry(
        key=str(topic.key),
        kind=DiscussionSource.kind,
        slug=str(topic.pk),
        versions=tuple(_version(topic, code) for code in languages),
        facets={
            "platform": (topic.platform.slug,),
            "year": (str(_day(topic).year),),
            "language": tuple(dict.fromkeys((topic.language, *_translated(topic, languages)))),
        },
        date=_day(topic),
    )


def _translated(topic: Discussion, languages: list[str]) -> Iterator[str]:
    return (code for code in languages if topic.is_translated_into(code))


def _day(topic: Discussion) -> date:
    return localdate(topic.opened_at or topic.created_at)


def _version(topic: Any, language: str) -> Version:
    text = to_plain(topic.text_in(language))
    with override(language):
        return Version(
            lang=language,
            url=topic_url(topic, language),
            title=topic.title_in(language),
            lead=text[:LEAD_LENGTH],
            text="\n".join(filter(None, (text, to_plain(topic.summary), to_plain(topic.answer)))),
            passages=tuple(_passage(row, topic, language) for row in topic.shown),
            note=f"{topic.platform.name_in(language)} · {topic.get_state_display()}",
        )


def _passage(row: Contribution, topic: Discussion, language: str) -> Passage:
    return Passage(
        anchor=row.anchor,
        label=_("contribution no. %(number)s") % {"number": row.number},
        url=contribution_url(topic, row.number, language),
        text=to_plain(row.text),
    )


def register_discussions() -> None:
    """Register the source."""
    source: Any = DiscussionSource()
    register(source)
