"""Facets that things of every kind have: kind, topic, region, year, language."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from cms.models import Region, Topic
from search.labels import names_of
from search.registry import Facet, register_facet, sources


def register_common() -> None:
    """Register the common facets, in the order in which they are shown."""
    register_facet(Facet("kind", _("Kind"), _kinds, names=("вид", "тип", "type")))
    register_facet(Facet("topic", _("Topic"), _topics, names=("тема",)))
    register_facet(Facet("region", _("Region"), _regions, names=("регион",)))
    register_facet(Facet("year", _("Year"), _years, order="-value", names=("год", "годы", "years")))
    register_facet(Facet("language", _("Language"), _languages, names=("язык",)))


def _kinds(values: Iterable[str], lang: str) -> Mapping[str, str]:
    with override(lang):
        return {
            value: str(sources()[value].label) if value in sources() else value for value in values
        }


def _topics(values: Iterable[str], lang: str) -> Mapping[str, str]:
    return names_of(Topic, "slug", values, lang)


def _regions(values: Iterable[str], lang: str) -> Mapping[str, str]:
    return names_of(Region, "code", values, lang)


def _years(values: Iterable[str], lang: str) -> Mapping[str, str]:
    return {value: value for value in values}


def _languages(values: Iterable[str], lang: str) -> Mapping[str, str]:
    names = dict(settings.LANGUAGES)
    with override(lang):
        return {value: gettext(str(names.get(value, value))) for value in values}
