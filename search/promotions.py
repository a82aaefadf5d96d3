"""What the editors put above the results of a query (Wagtail's promoted search results)."""

from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from cms.querysets import public
from search import register
from search.query import ParsedText


@dataclass(frozen=True)
class Promoted:
    """A promoted page of the portal, or an address elsewhere; `lang` is that of its title."""

    title: str
    url: str
    description: str
    lang: str
    is_elsewhere: bool = False


def promoted(parsed: ParsedText, lang: str) -> tuple[Promoted, ...]:
    """What was promoted for exactly these words, as far as anybody may read it now."""
    if parsed.phrases or parsed.excluded or parsed.filters or not parsed.words:
        return ()
    keys = register.promoted(parsed.words)
    if not keys:
        return ()
    rows = SearchPromotion.objects.select_related("page").in_bulk(keys)
    chosen = [rows[key] for key in keys if key in rows]
    pages = _public_versions([row.page for row in chosen if row.page], lang)
    found = []
    for row in chosen:
        if row.page is None:
            if row.external_link_url:
                title = row.external_link_text or row.external_link_url
                shown = Promoted(title, row.external_link_url, row.description, lang, True)
                found.append(shown)
        elif (page := pages.get(str(row.page.translation_key))) and (url := page.get_url()):
            code = page.locale.language_code
            found.append(Promoted(page.title, url, row.description, code))
    return tuple(dict.fromkeys(found))


def _public_versions(pages: list[Page], lang: str) -> dict[str, Page]:
    """By translation key, the version in the reader's language, else the one chosen."""
    if not pages:
        return {}
    keys = {page.translation_key for page in pages}
    chosen = {page.pk for page in pages}
    versions = public(Page.objects.filter(translation_key__in=keys, alias_of__isnull=True))
    found: dict[str, Page] = {}
    for page in versions.select_related("locale").order_by("pk"):
        if page.locale.language_code == lang:
            found[str(page.translation_key)] = page
        elif page.pk in chosen:
            found.setdefault(str(page.translation_key), page)
    return found
