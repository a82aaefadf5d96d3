"""The connections of one thing, live and public ones only, in both directions.

A link to or from anything that a reader may not open neither appears nor counts. Language versions
of a page are one thing, shown in the reader's language where it has one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from clusters.models import ClusterPage, IndicatorValue, Membership
from cms.addresses import section_addresses
from cms.models import Organisation, Region
from cms.models.memberships import DatedQuerySet
from cms.querysets import one_version_each, public
from home.connections.names import MEMBER, MENTION, names_of
from home.models import EventPage, NewsPage
from platforms.models import PlatformMembership, PlatformPage
from search.catalogue import kind_label
from search.registry import sources

_MOST = 2000
_REGISTERS = (Organisation, Region)


@dataclass(frozen=True)
class Node:
    """A thing: its name, kind, own page ("" where it has none) and page of connections."""

    name: str
    kind: str
    url: str
    connections_url: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Group:
    """Things connected in one way."""

    label: str | Promise
    is_outgoing: bool
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Connections:
    """A thing with everything it is connected with."""

    node: Node
    groups: tuple[Group, ...] = field(default=())

    @property
    def total(self) -> int:
        """How many connections there are; a thing connected in two ways counts twice."""
        return sum(len(group.nodes) for group in self.groups)


def of_page(key: UUID, language: str) -> Connections | None:
    """Connections of the page with that translation key; None where it is not public.

    A fixed number of queries.
    """
    versions = list(_public(Page.objects.filter(translation_key=key)))
    if not versions:
        return None
    shown = one_version_each(versions, language)[0]
    pages = ContentType.objects.get_for_model(Page)
    keys = _keys(Page.objects.filter(translation_key=key))
    outgoing = ReferenceIndex.objects.filter(base_content_type=pages, object_id__in=keys)
    incoming = _incoming(pages, keys)
    groups = _collected(outgoing, incoming, key, language)
    match shown.specific_class.__name__:
        case "ClusterPage":
            cluster = ClusterPage.objects.values_list("cluster", flat=True).get(pk=shown.pk)
            _add_members(groups, Membership.objects.filter(cluster=cluster))
            _add_indicators(groups, cluster)
        case "PlatformPage":
            platform = PlatformPage.objects.values_list("platform", flat=True).get(pk=shown.pk)
            _add_members(groups, PlatformMembership.objects.filter(platform=platform))
            _add_told(groups, platform, language)
        case "NewsPage" | "EventPage":
            _add_platforms(groups, shown, language)
    return Connections(_page_node(shown, language), _sorted(groups))


def of_organisation(organisation: Organisation, language: str) -> Connections:
    """What an organisation issues, publishes, gives, co-ordinates and is a member of."""
    content_type = ContentType.objects.get_for_model(Organisation)
    incoming = _incoming(content_type, [str(organisation.pk)])
    groups = _collected(ReferenceIndex.objects.none(), incoming, None, language)
    clusters = Membership.objects.current().filter(organisation=organisation)
    platforms = PlatformMembership.objects.current().filter(organisation=organisation)
    for pages in (
        ClusterPage.objects.filter(cluster__in=clusters.values("cluster")),
        PlatformPage.objects.filter(platform__in=platforms.values("platform")),
    ):
        for page in one_version_each(_public(pages), language):
            groups[MEMBER[1], False].append(_page_node(page, language))
    return Connections(_register_node(organisation, language), _sorted(groups))


def _keys(pages: Any) -> Any:
    # The index keeps keys of every model as text.
    return pages.annotate(key=Cast("pk", CharField())).values("key")


def _incoming(content_type: ContentType, keys: Any) -> Any:
    pages = ContentType.objects.get_for_model(Page)
    return ReferenceIndex.objects.filter(
        base_content_type=pages, to_content_type=content_type, to_object_id__in=keys
    )


def _public(pages: Any) -> Any:
    readable = public(pages.filter(alias_of__isnull=True)).select_related("locale", "content_type")
    return readable.order_by("translation_key", "pk")


Found = dict[tuple[str | Promise, bool], list[Node]]


def _collected(outgoing: Any, incoming: Any, own: UUID | None, language: str) -> Found:
    columns = ("content_type", "model_path", "to_content_type", "to_object_id")
    rows = list(outgoing.values_list(*columns)[:_MOST])
    back = list(incoming.values_list("content_type", "model_path", "object_id")[:_MOST])
    page_type = ContentType.objects.get_for_model(Page)
    wanted = {int(pk) for _type, _path, to, pk in rows if to == page_type.pk}
    wanted |= {int(pk) for _type, _path, pk in back}
    pages = _pages_by_pk(wanted, own, language)
    registers = _register_rows(rows)
    groups: Found = defaultdict(list)
    for source, path, to, pk in rows:
        label = names_of(_label(source), _field(path))[0]
        if to == page_type.pk:
            if page := pages.get(int(pk)):
                groups[label, True].append(_page_node(page, language))
        elif row := registers.get((to, pk)):
            groups[label, True].append(_register_node(row, language))
    for source, path, pk in back:
        if page := pages.get(int(pk)):
            label = names_of(_label(source), _field(path))[1]
            groups[label, False].append(_page_node(page, language))
    return groups


def _label(content_type: int) -> str:
    model = ContentType.objects.get_for_id(content_type)
    return f"{model.app_label}.{model.model}"


def _field(path: str) -> str:
    return path.split(".", 1)[0]


def _pages_by_pk(pks: set[int], own: UUID | None, language: str) -> dict[int, Page]:
    """The public page in the reader's language for each page of any language."""
    keys = Page.objects.filter(pk__in=pks).values("translation_key")
    versions = list(_public(Page.objects.filter(Q(translation_key__in=keys))))
    by_key = {page.translation_key: page for page in one_version_each(versions, language)}
    named = Page.objects.filter(pk__in=pks).values_list("pk", "translation_key")
    return {pk: by_key[key] for pk, key in named if key in by_key and key != own}


def _register_rows(rows: Sequence[tuple[int, str, int, str]]) -> dict[tuple[int, str], Any]:
    found: dict[tuple[int, str], Any] = {}
    for model in _REGISTERS:
        content_type = ContentType.objects.get_for_model(model)
        keys = {pk for _source, _path, to, pk in rows if to == content_type.pk}
        for row in model._default_manager.filter(pk__in=keys):
            found[content_type.pk, str(row.pk)] = row
    return found


def _page_node(page: Page, language: str) -> Node:
    model = page.specific_class
    kind = next((kind for kind, one in sources().items() if model in one.models), "page")
    own = page.locale.language_code
    return Node(
        name=page.title,
        kind=kind_label(kind, language),
        url=page.get_url() or "",
        connections_url=reverse("front:connections", args=[page.translation_key]),
        lang="" if own == language else own,
    )


def _register_node(row: Any, language: str) -> Node:
    if isinstance(row, Organisation):
        address = reverse("front:organisation", args=[row.slug])
        return Node(row.name_in(language), _("Organisation"), address)
    regions = section_addresses("clusters", language)["regions"]
    address = f"{regions}{row.code.lower()}/" if regions else ""
    return Node(row.name_in(language), _("Region"), address)


def _add_members(groups: Found, memberships: DatedQuerySet) -> None:
    """Members of a cluster or a platform, which are no links of its page."""
    for member in memberships.current().select_related("organisation"):
        organisation = member.organisation
        address = reverse("front:organisation", args=[organisation.slug])
        groups[MEMBER[0], True].append(Node(organisation.name, _("Organisation"), address))


def _add_told(groups: Found, platform: int, language: str) -> None:
    """News and events about a platform: a choice among many is no link of the index."""
    for model in (NewsPage, EventPage):
        pages = one_version_each(_public(model.objects.filter(platforms=platform)), language)
        for page in pages:
            groups[MENTION[1], False].append(_page_node(page, language))


def _add_platforms(groups: Found, page: Page, language: str) -> None:
    """Platforms that a piece of news or an event is about."""
    chosen = page.specific_deferred.platforms.values("pk")
    pages = _public(PlatformPage.objects.filter(platform__in=chosen))
    for one in one_version_each(pages, language):
        groups[MENTION[0], True].append(_page_node(one, language))


def _add_indicators(groups: Found, cluster: int) -> None:
    """What a cluster is measured by."""
    figures = IndicatorValue.objects.filter(cluster=cluster).select_related("indicator")
    for indicator in dict.fromkeys(figure.indicator for figure in figures):
        groups[_("Measured by"), True].append(Node(indicator.name, _("Indicator"), ""))


def _sorted(groups: Found) -> tuple[Group, ...]:
    ordered = sorted(groups.items(), key=lambda item: (not item[0][1], str(item[0][0])))
    return tuple(
        Group(label, is_outgoing, tuple(sorted(_once(nodes), key=lambda one: one.name.casefold())))
        for (label, is_outgoing), nodes in ordered
    )


def _once(nodes: Iterable[Node]) -> Iterable[Node]:
    return dict.fromkeys(nodes)
