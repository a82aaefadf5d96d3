"""Real objects for the parameters of every address: a section's own and another's."""

from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    UploadedFile,
)
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.models import ImportBatch, LetterState, ModerationTaskState, SuggestedCorrection
from cms.models import Letter as OutgoingLetter
from cms.sections import section_page
from cms.workflow.links import create_link
from home.models import EventPage
from platforms.models import Profile, RelayedMessage, Ruling
from search.models import Letter, Period, SavedSearch, Term
from tests.factories import (
    OrganisationFactory,
    PortalDocumentFactory,
    PortalImageFactory,
    RegionFactory,
    TopicFactory,
    UserFactory,
)
from tests.factories.accounts import make_consent_text
from tests.factories.clusters import (
    make_cluster,
    make_figure,
    make_indicator,
    make_member,
    make_specialisation,
)
from tests.factories.discussions import make_contribution, make_topic
from tests.factories.instruments import make_instrument
from tests.factories.legal import make_act
from tests.factories.moderation import make_news, submit
from tests.factories.platforms import join, make_platform

SECTIONS = ("news", "legal")

ROLES = {
    "anonymous": None,
    "reader": (),
    "editors-news": ("editors-news",),
    "moderators-news": ("moderators-news",),
    "editors-library": ("editors-library",),
    "editors-legal": ("editors-legal",),
    "legal-editors": ("legal-editors",),
    "moderators-legal": ("moderators-legal",),
    "platform-specialists": ("platform-specialists",),
    "moderators-clusters": ("moderators-clusters",),
    "representative": ("cluster-world",),
    "coordinator": ("platform-world",),
    "administrators": ("administrators",),
}
"""Columns of the table: groups of each account; None is a visitor without one."""

MODELS = {"news": ("home", "newspage"), "legal": ("library", "legalactpage")}


@dataclass
class World:
    """Objects of nobody whom the table names; `pages` and `waiting` by section."""

    pages: dict[str, Page] = field(default_factory=dict)
    waiting: dict[str, Page] = field(default_factory=dict)
    states: dict[str, ModerationTaskState] = field(default_factory=dict)
    translations: dict[str, Translation] = field(default_factory=dict)
    sessions: dict[str, EditingSession] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict)


def build() -> World:
    """Make the objects; the author belongs to no group, so nothing is anybody's own."""
    world = World()
    author = UserFactory(username="author", is_superuser=True)
    judge = UserFactory(username="judge", is_superuser=True)
    english = Locale.objects.get(language_code="en")
    for section in SECTIONS:
        world.pages[section] = page = _page(section, "Готовая", author)
        page.save_revision(user=author)
        world.waiting[section] = waiting = _page(section, "На проверке", author)
        waiting.save_revision(user=author)
        world.states[section] = state = submit(waiting, author)
        world.tokens[section] = create_link(
            user=judge, state=state, label="Эксперт", days=3, may_decide=True
        )[1]
        source, _created = TranslationSource.update_or_create_from_instance(waiting)
        world.translations[section] = Translation.objects.create(
            source=source, target_locale=english
        )
        _translate(world.translations[section])
        world.sessions[section] = EditingSession.objects.create(
            user=author, content_object=page, last_seen_at=timezone.now()
        )
    world.shared = _shared(author, world)
    return world


def _translate(translation: Translation) -> None:
    """Give every text a translation: nothing but the account's rights stops publication."""
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data="Text",
        )
    translation.save_target(publish=False)


def _page(section: str, title: str, author: Any) -> Page:
    if section == "news":
        return make_news(section_page("news", "ru"), title=title, owner=author, live=True)
    act = make_act(title=title, owner=author)
    act.save_revision(user=author).publish(user=author, skip_permission_checks=True)
    return type(act).objects.get(pk=act.pk)


def _event() -> EventPage:
    parent, now = section_page("events", "ru"), timezone.now()
    event = EventPage(title="Встреча", starts_at=now, ends_at=now, locale=parent.locale)
    return parent.add_child(instance=event)


def _term(author: Any) -> Term:
    term = Term.objects.create(term="ОЭЗ", meanings="особая экономическая зона")
    term.save_revision(user=author)
    return term


def _cluster() -> dict[str, Any]:
    page = make_cluster("world", languages=("ru",))
    indicator = make_indicator()
    return {
        "cluster": page.cluster,
        "indicator": indicator,
        "specialisation": make_specialisation(),
        "figure": make_figure(page.cluster, indicator, 2012, 1),
        "membership": make_member(page.cluster),
    }


def _message(organisation: Any) -> Any:
    """A message of nobody's own, about an organisation that somebody speaks for."""
    sender, speaker = UserFactory(username="sender"), UserFactory(username="speaker")
    Profile.objects.create(user=speaker, organisation=organisation)
    return RelayedMessage.objects.create(
        organisation=organisation, sender=sender, recipient=speaker, text="…"
    )


def _platform() -> dict[str, Any]:
    page = make_platform("world", languages=("ru",))
    topic = make_topic(page.platform)
    contribution = make_contribution(topic)
    return {
        "discussion": topic,
        "ruling": Ruling.objects.create(contribution=contribution, verdict="hidden", rule="spam"),
        "platform": page.platform,
        "direction": page.direction,
        "platform_membership": (membership := join(page)),
        "relayed": _message(membership.organisation),
    }


def _shared(author: Any, world: World) -> dict[str, Any]:
    closed = section_page("about", "ru")
    restricted = Collection.get_first_root_node().add_child(name="Закрытая")
    Site.objects.create(hostname="other.example", port=80, root_page=section_page("about", "ru"))
    return {
        "document": PortalDocumentFactory(uploaded_by_user=author),
        "image": PortalImageFactory(uploaded_by_user=author),
        "collection": restricted,
        "collection_restriction": restricted.view_restrictions.create(
            restriction_type=PageViewRestriction.PASSWORD, password="sesame"
        ),
        "page_restriction": PageViewRestriction.objects.create(
            page=closed, restriction_type=PageViewRestriction.PASSWORD, password="sesame"
        ),
        "event": _event(),
        "instrument": (card := make_instrument()),
        "correction": SuggestedCorrection.objects.create(
            page_id=card.pk, field="website", value="https://fund.example/"
        ),
        **_cluster(),
        "consent_text": make_consent_text(),
        "security_key": Authenticator.objects.create(
            user=author, type=Authenticator.Type.WEBAUTHN, data={"name": "USB"}
        ),
        **_platform(),
        "region": RegionFactory(),
        "topic": TopicFactory(),
        "organisation": OrganisationFactory(),
        "redirect": Redirect.objects.create(old_path="/old", redirect_link="/ru/"),
        "query": Query.get("закон"),
        "term": _term(author),
        "site": Site.objects.get(is_default_site=False),
        "user": UserFactory(username="somebody"),
        "group": Group.objects.create(name="guests"),
        "locale": Locale.objects.get(language_code="en"),
        "batch": ImportBatch.objects.create(
            register="organisations", user=author, file_name="a.csv", file_sha256="0" * 64
        ),
        "upload": UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(get_document_model()),
            uploaded_by_user=author,
        ),
        "workflow": world.pages["news"].get_workflow(),
        "letter": Letter.objects.create(
            search=SavedSearch.objects.create(
                address="known@example.org", lang="ru", period=Period.DAILY
            ),
            kind=Letter.Kind.CONFIRM,
            period="1",
            state=Letter.State.FAILED,
        ),
        "outgoing": OutgoingLetter.objects.create(
            kind="cms.desk.overdue",
            recipient="known@example.org",
            subject="Тема",
            text="Текст",
            html="<p>Текст</p>",
            keeps_text=True,
            state=LetterState.FAILED,
        ),
    }


# Which object the parameter `pk` of an address names, by the beginning of the address.
KEYS = {
    "ru/accounts/2fa": "security_key",
    "admin/api/main/^documents": "document",
    "admin/api/main/^images": "image",
    "admin/collections": "collection",
    "admin/imports": "batch",
    "admin/settings": "site",
    "admin/region_chooser": "region",
    "admin/topic_chooser": "topic",
    "admin/organisation_chooser": "organisation",
    "admin/sites": "site",
    "admin/users": "user",
    "admin/groups": "group",
    "admin/locales": "locale",
    "admin/documents": "document",
    "admin/images": "image",
    "admin/localize/submit/snippet": "topic",
    "admin/localize/api/snippets": "topic",
    "admin/snippets/cms/consenttext": "consent_text",
    "admin/snippets/choose/cms/consenttext": "consent_text",
    "ru/accounts/consents": "consent_text",
    "ru/people/messages": "relayed",
    "admin/snippets/search/term": "term",
    "admin/snippets/choose/search/term": "term",
    "admin/workflows": "workflow",
    "admin/^registers/regions": "region",
    "admin/^registers/topics": "topic",
    "admin/^registers/organisations": "organisation",
    "admin/^clusters/figures": "figure",
    "admin/^clusters/members": "membership",
    "admin/^clusters/indicators": "indicator",
    "admin/^clusters/specialisations": "specialisation",
    "admin/^platforms/members": "platform_membership",
    "admin/^platforms/settings": "platform",
    "admin/^platforms/directions": "direction",
}


def values(world: World, route: str, section: str) -> dict[str, Any]:
    """A value for every parameter that an address may have."""
    page = world.waiting[section] if "workflow" in route else world.pages[section]
    state, translation = world.states[section], world.translations[section]
    shared = world.shared
    app, model = MODELS[section]
    key = next((name for start, name in KEYS.items() if route.startswith(start)), None)
    revision = page.latest_revision.pk
    source = translation.source
    found = {
        "rest": "nowhere/",
        "pk": shared[key].pk if key else page.pk,
        "instance_pk": shared[key].pk if key else page.pk,
        "page_id": page.pk,
        "translated_page_id": translation.get_target_instance().pk,
        "page_pk": page.pk,
        "page_to_move_id": page.pk,
        "page_to_copy_id": page.pk,
        "destination_id": section_page(section, "en").pk,
        "parent_page_id": page.get_parent().pk,
        "revision_id": revision,
        "revision_id_a": page.revisions.order_by("pk").first().pk,
        "revision_id_b": revision,
        "content_type_app_name": app,
        "content_type_model_name": model,
        "app_label": app,
        "app_name": "home" if "settings" in route else "taggit",
        "model_name": "navigation" if "settings" in route else model,
        "object_id": page.pk,
        "session_id": world.sessions[section].pk,
        "task_state_id": state.pk,
        "task_id": state.task_id,
        "workflow_pk": shared["workflow"].pk,
        "workflow_state_id": state.workflow_state_id,
        "action_name": "approve" if "workflow" in route else "unpublish",
        "action": "publish",
        "queue": "pages",
        "key": state.pk if "desk" in route else "organisations",
        "letter": shared["letter"].pk,
        "token": world.tokens[section] if "review" in route else "set-password",
        "uidb64": "MQ",
        "uidb36": "1",
        "document_id": shared["document"].pk,
        "doc_id": shared["document"].pk,
        "image_id": shared["image"].pk,
        "filter_spec": "max-100x100",
        "uploaded_file_id": shared["upload"].pk,
        "collection_id": shared["collection"].pk,
        "redirect_id": shared["redirect"].pk,
        "query_id": shared["query"].pk,
        "translation_id": translation.pk,
        "translation_source_id": source.pk,
        "string_segment_id": _first(StringSegment, source),
        "overridable_segment_id": _first(OverridableSegment, source),
        "restriction_id": shared["collection_restriction"].pk,
        "page_view_restriction_id": shared["page_restriction"].pk,
        "mode": "",
        "type_name": "home_newspage",
        "language": "ru",
        "number": 1,
        "slug": shared["event"].slug,
        "card": shared["instrument"].slug,
        "correction": shared["correction"].pk,
        "cluster_id": shared["cluster"].pk,
        "topic": shared["discussion"].pk,
        "ruling": shared["ruling"].pk,
        "kind": "figure",
        "purpose": "account",
        "0": shared["document"].pk,
        "1": shared["document"].filename,
    }
    if route.startswith("admin/reports/mail/"):
        found.update(letter=shared["outgoing"].pk, kind="cms.desk.overdue")
    if "connections" in route:
        found["key"] = shared["event"].translation_key
    if "organisations/<slug" in route:
        found["slug"] = shared["membership"].organisation.slug
    if "people/" in route:
        found.update(slug=shared["platform_membership"].organisation.slug, pk=shared["relayed"].pk)
    if "wagtail" in route or route.startswith("ru/^"):
        found["0"] = page.get_url_parts()[2].removeprefix("/ru/")
    if "tasks" in route:
        found.update(app_label="cms", model_name="moderationtask", pk=state.task_id)
    if "snippet" in route:
        found.update(app_label="cms", model_name="topic")
    if "tag-autocomplete" in route:
        found.update(app_name="taggit", model_name="tag")
    return found


def _first(model: Any, source: Any) -> int:
    row = model.objects.filter(source=source).first()
    return row.pk if row else 0


OF_A_PAGE = {
    "page_id",
    "parent_page_id",
    "page_to_move_id",
    "page_pk",
    "task_state_id",
    "content_type_model_name",
    "session_id",
    "translation_id",
    "translation_source_id",
    "token",
    "queue",
}
"""Parameters that make an address one of a section: it gets a row for each section."""


def sections_of(route: str, names: list[str]) -> tuple[str, ...]:
    """Sections for which a pattern has a row; one where its objects belong to no section."""
    is_page_key = "pk" in names and not any(route.startswith(start) for start in KEYS)
    if OF_A_PAGE & set(names) or is_page_key or route.startswith("ru/^"):
        return SECTIONS
    return ("",)
