"""Technology platforms with their pages and members."""

from itertools import count
from uuid import uuid4

from platforms.models import (
    Direction,
    Platform,
    PlatformIndexPage,
    PlatformMembership,
    PlatformPage,
)
from tests.factories.foundation import OrganisationFactory

_numbers = count(1)


def make_direction(slug="photonics", **fields):
    """A direction of technologies, one of a key."""
    names = {"name_ru": f"Направление {slug}", "name_en": f"Direction {slug}"}
    return Direction.objects.get_or_create(slug=slug, defaults={**names, **fields})[0]


def make_platform(slug="", *, languages=("ru", "en"), live=True, direction=None, **fields):
    """A platform with a page in each language; gives the first page."""
    slug = slug or f"platform-{next(_numbers)}"
    key, direction = uuid4(), direction or make_direction()
    names = {"ru": f"Платформа {slug}", "en": f"Platform {slug}"}
    Platform.objects.create(key=key, slug=slug, name_ru=names["ru"], name_en=names["en"])
    pages = []
    for language in languages:
        parent = PlatformIndexPage.objects.get(locale__language_code=language)
        values = {"title": names[language], "slug": slug, "direction": direction, "live": False}
        values |= {"translation_key": key, "locale": parent.locale, **fields}
        page = PlatformPage(**values)
        page.platform = Platform.objects.get(key=key)
        parent.add_child(instance=page)
        if live:
            page.save_revision().publish()
        pages.append(page)
    return pages[0]


def join(page, organisation=None, **fields):
    """Make an organisation a member of the page's platform."""
    organisation = organisation or OrganisationFactory()
    return PlatformMembership.objects.create(
        platform=page.platform, organisation=organisation, **fields
    )
