"""The contacts of a centre as a vCard 4.0 (RFC 6350)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cms.validators import parse_point

if TYPE_CHECKING:
    from clusters.models.centres import DevelopmentCentrePage

_OCTETS = 75
_BREAK = "\r\n"


def vcard(centre: "DevelopmentCentrePage", url: str) -> str:
    """The card of a centre; `url` is the full address of its page."""
    lang = centre.locale.language_code
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:org",
        f"UID:urn:uuid:{centre.translation_key}",
        f"FN;LANGUAGE={lang}:{escaped(centre.title)}",
        f"ORG;LANGUAGE={lang}:{escaped(centre.title)}",
        *_contacts(centre),
        f"URL;TYPE=work:{url}",
    ]
    if centre.last_published_at:
        lines.append(f"REV:{centre.last_published_at:%Y%m%dT%H%M%SZ}")
    return _BREAK.join(folded(line) for line in (*lines, "END:VCARD")) + _BREAK


def _contacts(centre: "DevelopmentCentrePage") -> Iterable[str]:
    region = centre.region.name_in(centre.locale.language_code)
    # Post office box, extended address, street, locality, region, code, country.
    parts = ["", "", centre.address, centre.city, region, "", ""]
    yield "ADR;TYPE=work:" + ";".join(escaped(part) for part in parts)
    if centre.phone:
        yield f"TEL;TYPE=work:{escaped(centre.phone)}"
    if centre.email:
        yield f"EMAIL;TYPE=work:{escaped(centre.email)}"
    if centre.website:
        yield f"URL:{centre.website}"
    if centre.place:
        longitude, latitude = parse_point(centre.place)
        yield f"GEO:geo:{_degrees(latitude)},{_degrees(longitude)}"
    if centre.hours:
        yield f"NOTE:{escaped(centre.hours)}"


def _degrees(number: float) -> str:
    """Degrees as a geo URI has them (RFC 5870): no exponent, to the centimetre at most."""
    return f"{number:.7f}".rstrip("0").rstrip(".")


def escaped(text: str) -> str:
    """A value with the characters that mean something in a card escaped (section 3.4)."""
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return "\\n".join(text.splitlines())


def folded(line: str) -> str:
    """A line of at most 75 octets, continued on lines that begin with a space (section 3.2).

    No character is split between lines.
    """
    parts: list[str] = []
    current, size = "", 0
    for character in line:
        length = len(character.encode())
        if size + length > _OCTETS:
            parts.append(current)
            current, size = " ", 1
        current += character
        size += length
    return _BREAK.join([*parts, current])
