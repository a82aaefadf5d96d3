"""Requests that change something: what each sends, and how a change is noticed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Revision, Site, TaskState
from wagtail_localize.models import Translation, TranslationSource

from clusters.models import Admission, FigureEdition, Membership, Proposal, Specialisation
from cms.corrections.desk import version_of as version_of_correction
from cms.desk.pages import version_of
from cms.models import ImportBatch, Organisation, Region, SuggestedCorrection, Topic, User
from cms.models import Letter as OutgoingLetter
from home.models import Navigation
from platforms.models import Appeal, Contribution, Discussion, Flag
from search.models import Letter
from tests.access.world import SECTIONS, World
from tests.cms.corrections.test_corrections import moment
from tests.factories import UserFactory

Data = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """A request to `route`; `data` makes what is sent, from the world and the section."""

    name: str
    route: str
    data: Callable[[World, str], Data] = lambda _world, _section: {}
    sections: tuple[str, ...] = ("",)

    @property
    def row(self) -> str:
        """Name of the row in the table, without the section."""
        return f"POST {self.route} ({self.name})"


API_ACTION = "admin/api/main/^pages/<int:pk>/action/<str:action_name>/"
TRANSLATION = "admin/pages/<int:translated_page_id>/edit/"
EDIT = "admin/pages/<int:page_id>/edit/"


def _edited(world: World, section: str, **extra: Any) -> Data:
    """What the edit form of a section's page sends, with another title."""
    return {**world.shared["form", section], "title": "Изменено", **extra}


def read_forms(world: World) -> None:
    """Keep what the edit forms hold, as a superuser's browser would send it."""
    client = Client()
    client.force_login(UserFactory(username="typist", is_superuser=True))
    for section in SECTIONS:
        html = client.get(f"/admin/pages/{world.pages[section].pk}/edit/").content
        world.shared["form", section] = _fields(BeautifulSoup(html, "html.parser"))


def _fields(page: BeautifulSoup) -> Data:
    form = page.find("form", id="page-edit-form")
    data: Data = {}
    for item in form.find_all(["input", "textarea", "select"]):
        name, kind = item.get("name"), item.get("type", "")
        if not name or kind in {"submit", "file"} or name.startswith("action-"):
            continue
        if kind in {"checkbox", "radio"} and not item.has_attr("checked"):
            continue
        if item.name == "select":
            chosen = [option.get("value", "") for option in item.find_all("option", selected=True)]
            data[name] = chosen if item.has_attr("multiple") else (chosen or [""])[0]
        else:
            data[name] = item.text if item.name == "textarea" else item.get("value", "")
    # Blocks of a stream are drawn by a script: an empty stream is sent in their place.
    for stream in form.find_all(attrs={"data-w-block-data-value": True}):
        data[f"{stream['id']}-count"] = "0"
    return data


def _decision(world: World, section: str, decision: str) -> Data:
    state = world.states[section]
    version = version_of(state.revision)
    return {"do": "decide", "decision": decision, "version": version, "reason": "Дата."}


def _file(_world: World, _section: str) -> Data:
    return {"file": SimpleUploadedFile("orgs.csv", b"slug;name_ru;name_en\n", "text/csv")}


def _proposal(world: World, _section: str) -> Data:
    return {
        "indicator": world.shared["indicator"].pk,
        "year": "2012",
        "value": "2",
        "source_ru": "Отчёт",
        "source_en": "",
        "reason": "",
    }


def _correction(_world: World, _section: str) -> Data:
    return {"field": "website", "value": "https://fund.example/", "started": moment()}


def _turn_down(world: World, _section: str) -> Data:
    version = version_of_correction(world.shared["correction"])
    return {"do": "decide", "decision": "return", "version": version, "reason": "Всё верно."}


def _bulk(world: World, section: str) -> Data:
    return {"id": world.pages[section].pk, "include_descendants": "", "next": "/admin/"}


def _written(_world: World, _section: str) -> dict[str, Any]:
    return {
        "text": "Слово",
        "language": "ru",
        "do": "send",
        "platform": "world",
        "title": "Тема",
    }


POSTS = (
    Post("save", EDIT, _edited, SECTIONS),
    Post("publish", EDIT, lambda w, s: _edited(w, s, **{"action-publish": "1"}), SECTIONS),
    Post("submit", EDIT, lambda w, s: _edited(w, s, **{"action-submit": "1"}), SECTIONS),
    Post("unpublish", "admin/pages/<int:page_id>/unpublish/", sections=SECTIONS),
    Post("delete", "admin/pages/<int:page_id>/delete/", sections=SECTIONS),
    Post(
        "copy",
        "admin/pages/<int:page_id>/copy/",
        lambda w, s: {
            "new_title": "Копия",
            "new_slug": "kopiya",
            "new_parent_page": w.pages[s].get_parent().pk,
        },
        SECTIONS,
    ),
    Post(
        "move",
        "admin/pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/",
        sections=SECTIONS,
    ),
    Post("unpublish", API_ACTION, sections=SECTIONS),
    Post("lock", "admin/pages/<int:page_id>/lock/", sections=SECTIONS),
    Post(
        "restrict",
        "admin/pages/<int:page_id>/privacy/",
        lambda _w, _s: {"restriction_type": PageViewRestriction.LOGIN},
        SECTIONS,
    ),
    Post("bulk", "admin/bulk/wagtailcore/page/delete/?id={page}", _bulk, SECTIONS),
    Post("bulk", "admin/bulk/wagtailcore/page/publish/?id={page}", _bulk, SECTIONS),
    Post("bulk", "admin/bulk/wagtailcore/page/unpublish/?id={page}", _bulk, SECTIONS),
    Post(
        "approve",
        "admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        lambda _w, _s: {"comment": ""},
        SECTIONS,
    ),
    Post(
        "cancel",
        "admin/pages/workflow/confirm_cancellation/<int:page_id>/",
        sections=SECTIONS,
    ),
    Post(
        "approve",
        "admin/desk/<slug:queue>/<str:key>/",
        lambda w, s: _decision(w, s, "approve"),
        SECTIONS,
    ),
    Post(
        "return",
        "admin/desk/<slug:queue>/<str:key>/",
        lambda w, s: _decision(w, s, "return"),
        SECTIONS,
    ),
    Post(
        "ask",
        "ru/search/follow/",
        lambda _w, _s: {"address": "reader@example.org", "period": "daily", "lang": "ru"},
    ),
    Post("report", "ru/clusters/instruments/<str:card>/correct/", _correction),
    Post("turn down", "admin/desk/corrections/<int:correction>/", _turn_down),
    Post("send", "ru/discussions/<int:topic>/reply/", _written),
    Post("send", "ru/discussions/new/", _written),
    Post(
        "report",
        "ru/discussions/<int:topic>/<int:number>/report/",
        lambda _w, _s: {"rule": "spam"},
    ),
    Post(
        "close",
        "ru/discussions/<int:topic>/moderate/",
        lambda _w, _s: {"do": "close"},
    ),
    Post(
        "hide",
        "ru/discussions/<int:topic>/<int:number>/moderate/",
        lambda _w, _s: {"do": "hide", "rule": "spam"},
    ),
    Post("remove", "ru/discussions/<int:topic>/<int:number>/remove/"),
    Post(
        "appeal",
        "ru/discussions/appeals/<int:ruling>/",
        lambda _w, _s: {"text": "Несогласие", "do": "send"},
    ),
    Post("resend", "admin/reports/letters/<uuid:letter>/"),
    Post("resend", "admin/reports/mail/<uuid:letter>/resend/"),
    Post("undo", "admin/imports/batch/<int:pk>/undo/"),
    Post("upload", "admin/imports/<slug:key>/", _file),
    Post(
        "create",
        "admin/^registers/organisations/create/$",
        lambda _w, _s: {
            "slug": "new",
            "name_ru": "Новая",
            "name_en": "New",
            "kind": "other",
        },
    ),
    Post("delete", "admin/^registers/regions/delete/(?P<instance_pk>[-\\w]+)/$"),
    Post("delete", "admin/^registers/topics/delete/(?P<instance_pk>[-\\w]+)/$"),
    Post("delete", "admin/^registers/organisations/delete/(?P<instance_pk>[-\\w]+)/$"),
    Post(
        "tick",
        "admin/clusters/admission/<int:cluster_id>/",
        lambda _w, _s: {"has_team": "on"},
    ),
    Post("propose", "admin/clusters/mine/<int:cluster_id>/<str:kind>/", _proposal),
    Post(
        "correct",
        "admin/^clusters/figures/edit/(?P<instance_pk>[-\\w]+)/$",
        lambda w, _s: {**_proposal(w, ""), "cluster": w.shared["cluster"].pk, "region": ""},
    ),
    Post("delete", "admin/^clusters/figures/delete/(?P<instance_pk>[-\\w]+)/$"),
    Post("delete", "admin/^clusters/members/delete/(?P<instance_pk>[-\\w]+)/$"),
    Post("delete", "admin/^clusters/specialisations/delete/(?P<instance_pk>[-\\w]+)/$"),
    Post("delete", "admin/documents/delete/<int:document_id>/"),
    Post("delete", "admin/images/<int:image_id>/delete/"),
    Post("delete", "admin/users/delete/<int:pk>/"),
    Post("delete", "admin/groups/delete/<int:pk>/"),
    Post("delete", "admin/sites/delete/<int:pk>/"),
    Post("delete", "admin/collections/<int:pk>/delete/"),
    Post(
        "translate",
        "admin/localize/submit/page/<int:page_id>/",
        lambda w, _s: {"locales": [w.shared["locale"].pk]},
        SECTIONS,
    ),
    Post(
        "publish",
        "admin/localize/update/<int:translation_source_id>/",
        lambda _w, _s: {"publish_translations": "on"},
        SECTIONS,
    ),
    Post("publish", TRANSLATION, lambda _w, _s: {"action": "publish"}, SECTIONS),
    Post("create", "admin/users/new/"),
    Post("create", "admin/groups/new/", lambda _w, _s: {"name": "new"}),
    Post("stop", "admin/localize/translate/<int:translation_id>/disable/", sections=SECTIONS),
)


def public() -> list[Any]:
    """What readers see of the pages."""
    live = Page.objects.filter(live=True).order_by("pk")
    return [*live.values_list("pk", "title", "url_path", "live_revision"), *_restrictions()]


def _restrictions() -> list[Any]:
    return list(PageViewRestriction.objects.order_by("pk").values_list("page", "restriction_type"))


def hidden() -> tuple[Any, ...]:
    """Everything else that a request of `POSTS` could change."""
    pages = Page.objects.order_by("pk").values_list("pk", "path", "locked", "draft_title")
    return (
        list(pages),
        list(TaskState.objects.order_by("pk").values_list("pk", "status")),
        list(Translation.objects.order_by("pk").values_list("pk", "enabled")),
        list(TranslationSource.objects.order_by("pk").values_list("pk", "last_updated_at")),
        list(SuggestedCorrection.objects.order_by("pk").values_list("pk", "state")),
        list(Letter.objects.order_by("pk").values_list("pk", "state")),
        list(OutgoingLetter.objects.order_by("pk").values_list("pk", "state")),
        list(Admission.objects.order_by("pk").values_list("pk", "has_team")),
        list(Contribution.objects.order_by("pk").values_list("pk", "state")),
        list(Discussion.objects.order_by("pk").values_list("pk", "state")),
        list(ImportBatch.objects.order_by("pk").values_list("pk", "undone_at")),
        *(
            model.objects.count()
            for model in (
                Revision,
                User,
                Group,
                Site,
                Region,
                Topic,
                Organisation,
                Proposal,
                FigureEdition,
                Membership,
                Specialisation,
                Navigation,
                Appeal,
                Flag,
                get_document_model(),
                get_image_model(),
            )
        ),
    )
