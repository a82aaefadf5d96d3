"""How a reader wants pages shown: the version for the visually impaired (GOST R 52872-2019).

The choice is kept in one cookie for a year and, for signed-in users, in their profile. The server
writes it on `<html>`, so a page never flashes in the usual look first.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

COOKIE = "display"
COOKIE_AGE = 365 * 24 * 60 * 60

SIZES = {"1": _("Usual size"), "2": _("Twice as large"), "3": _("Three times as large")}
SPACINGS = {"1": _("Usual spacing"), "2": _("Wider spacing"), "3": _("Widest spacing")}
SCHEMES = {
    "usual": _("Usual colours"),
    "black-on-white": _("Black on white"),
    "white-on-black": _("White on black"),
    "blue": _("Dark blue on light blue"),
    "beige": _("Brown on beige"),
    "green-on-brown": _("Green on dark brown"),
}
IMAGES = {"on": _("Show"), "off": _("Hide")}
PANEL = {"closed": "", "open": ""}
CHOICES: Mapping[str, Mapping[str, Any]] = {
    "size": SIZES,
    "spacing": SPACINGS,
    "scheme": SCHEMES,
    "images": IMAGES,
    "panel": PANEL,
}


@dataclass(frozen=True)
class Display:
    """One choice of each kind; the values are keys of `CHOICES`."""

    size: str = "1"
    spacing: str = "1"
    scheme: str = "usual"
    images: str = "on"
    panel: str = "closed"

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """The known values among `values`; whatever is unknown or damaged is the usual one."""
        known = {
            name: value
            for name, value in values.items()
            if isinstance(value, str) and value in CHOICES.get(name, ())
        }
        return cls(**known)

    @classmethod
    def from_cookie(cls, text: str) -> Self:
        """The choice written by `cookie`; a damaged cookie gives the usual look."""
        return cls.of(dict(zip(CHOICES, text.split("."), strict=False)))

    @property
    def cookie(self) -> str:
        """The choice as text of a cookie: values in the order of `CHOICES`, joined by dots."""
        return ".".join(getattr(self, name) for name in CHOICES)

    @property
    def shows_images(self) -> bool:
        """Whether pictures are sent, or their alternative texts instead."""
        return self.images == "on"

    @property
    def attributes(self) -> dict[str, str]:
        """The `data-` attributes of `<html>`, only those that differ from the usual look."""
        usual = Display()
        return {
            f"data-{name}": value
            for name, value in self.as_dict().items()
            if name != "panel" and value != getattr(usual, name)
        }

    def changed(self, values: Mapping[str, Any]) -> Self:
        """This choice with the known ones of `values` put in."""
        known = {
            name: values[name]
            for name in CHOICES
            if name in values and values[name] in CHOICES[name]
        }
        return replace(self, **known)

    def as_dict(self) -> dict[str, str]:
        """Names and values, as the profile keeps them."""
        return asdict(self)


def display_of(request: HttpRequest) -> Display:
    """The reader's choice: the profile of a signed-in user, else the cookie, else the usual."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.display:
        return Display.of(user.display)
    return Display.from_cookie(request.COOKIES.get(COOKIE, ""))


def remember(request: HttpRequest, response: HttpResponse, display: Display) -> None:
    """Keep the choice in a cookie for a year and in the profile of a signed-in user.

    The usual look with a closed panel needs no cookie: it is removed.
    """
    user = request.user
    if user.is_authenticated:
        user.display = display.as_dict()
        user.save(update_fields=["display"])
    if display == Display():
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        display.cookie,
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class DisplayMiddleware:
    """Give every request its `display`, read only when a template asks for it.

    Stands after the authentication middleware. Every page depends on the cookie, which caches learn
    from `Vary`; a reader who never opened the panel has no such cookie.
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer the request with the display at hand."""
        request.display = SimpleLazyObject(lambda: display_of(request))
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response
