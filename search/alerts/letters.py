"""The texts of letters: plain and HTML, in the language of the search."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from cms.mailing.kinds import SAMPLE_ADDRESS, LetterKind, register_kind
from search import catalogue
from search.alerts.links import CONFIRM_DAYS, Purpose, absolute, link
from search.alerts.queries import page_of, query_of
from search.catalogue import Result
from search.models import Letter, Period, SavedSearch
from search.naming import name_of
from search.query import Query, Sort

_SUBJECT_CHARACTERS = 200


class IndexAway(Exception):  # noqa: N818 -- says a state; the letter is tried again
    """The index cannot tell what a letter lists."""


@dataclass(frozen=True)
class Item:
    """A thing in a letter; `lang` is empty where it is the letter's own."""

    title: str
    url: str
    kind_label: str
    note: str
    lang: str


def compose(letter: Letter) -> EmailMultiAlternatives | None:
    """The letter as it would leave now; None where nothing it tells of is public any more."""
    search = letter.search
    query = query_of(search)
    with override(search.lang):
        context = _context(search, query)
        if letter.kind == Letter.Kind.NEWS:
            results = _results(letter, query)
            if not results:
                return None
            shown = results[: settings.ALERTS_ITEMS]
            context |= {
                "items": [_item(result, search.lang) for result in shown],
                "number": len(results),
                "more": len(results) - len(shown),
            }
        return _render(_template(letter), context, search.address, _headers(letter))


def sample(name: str) -> EmailMultiAlternatives:
    """The letter `name` (confirm, known, news) with made-up particulars."""
    home = absolute(f"/{get_language()}/")
    addresses = dict.fromkeys(("search_url", "confirm_url", "manage_url", "leave_url"), home)
    item = Item(gettext("A page"), home, gettext("News"), gettext("What it says."), "")
    context = {
        **addresses,
        "home_url": home,
        "lang": get_language(),
        "name": gettext("“laser”"),
        "period": Period.DAILY.label,
        "days": CONFIRM_DAYS,
        "saved_at": localtime(),
        "items": [item],
        "number": 3,
        "more": 2,
    }
    return _render(name, context, SAMPLE_ADDRESS, {})


def _render(
    name: str, context: dict[str, Any], address: str, headers: dict[str, str]
) -> EmailMultiAlternatives:
    subject = " ".join(render_to_string(f"search/mail/{name}_subject.txt", context).split())
    body = render_to_string(f"search/mail/{name}.txt", context)
    message = EmailMultiAlternatives(
        subject[:_SUBJECT_CHARACTERS], body, to=[address], headers=headers
    )
    message.attach_alternative(render_to_string(f"search/mail/{name}.html", context), "text/html")
    return message


def _context(search: SavedSearch, query: Query | None) -> dict[str, Any]:
    return {
        "lang": search.lang,
        "name": name_of(query) if query else search.parameters,
        "period": search.get_period_display(),
        "search_url": absolute(page_of(search)),
        "confirm_url": link(search, Purpose.CONFIRM),
        "manage_url": link(search, Purpose.MANAGE),
        "leave_url": link(search, Purpose.LEAVE),
        "home_url": absolute(f"/{search.lang}/"),
        "days": CONFIRM_DAYS,
        "saved_at": localtime(search.created_at),
    }


def _template(letter: Letter) -> str:
    if letter.kind == Letter.Kind.NEWS:
        return "news"
    return "confirm" if letter.search.confirmed_at is None else "known"


def _results(letter: Letter, query: Query | None) -> tuple[Result, ...]:
    """The things of a letter that fit its search and are public now."""
    keys = tuple(letter.keys)
    asked = query or Query(lang=letter.search.lang)
    found = catalogue.search(replace(asked, keys=keys, sort=Sort.NEWEST, limit=len(keys)))
    if found.is_degraded:
        raise IndexAway
    return found.results


def _item(result: Result, lang: str) -> Item:
    hit = result.hit
    fragment = hit.fragments[0].text if hit.fragments else ""
    return Item(
        title=hit.title.text,
        url=absolute(hit.url),
        kind_label=result.kind_label,
        note=hit.note or fragment,
        lang="" if hit.lang == lang else hit.lang,
    )


def _headers(letter: Letter) -> dict[str, str]:
    """The number stays through attempts; leaving takes one click (RFC 8058)."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{letter.pk.hex}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if letter.kind == Letter.Kind.NEWS:
        headers["List-Unsubscribe"] = f"<{link(letter.search, Purpose.LEAVE)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def register_kinds() -> None:
    """Put the letters among those that the office can preview; their log is one of their own."""
    for name, label in (
        ("confirm", _("Saved search: confirmation")),
        ("known", _("Saved search: known already")),
        ("news", _("Saved search: new things")),
    ):
        register_kind(LetterKind(f"search.{name}", label, partial(sample, name), keeps_text=False))
