"""The portal's skeleton: languages, home pages, sections, site, groups and workflows.

Runs after every migration (and after a test has emptied the database), so it looks first and
writes only what differs from `cms.sections` and `cms.roles`.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site, Workflow, WorkflowPage

from cms.sections import HOME_DEPTH, SECTION_DEPTH, SECTIONS, SUBSECTIONS, Section
from cms.workflow.setup import setup_section
from home.services.rights import grant_roles

LANGUAGES = ("ru", "en")
HOME_TYPE = "home.HomePage"
HOME_TITLES = {"ru": "Главная", "en": "Home"}

Tree = Mapping[str, tuple[Page, ...]]
"""Index pages of each section, one a language."""


@transaction.atomic
def setup_portal() -> None:
    """Bring the portal's skeleton in line with the tables; safe to run again at any time.

    Pages, titles, workflows and accounts that editors changed stay. The rights of the portal's
    own groups are reset to the table, and the address of the default site to `BASE_URL`.
    """
    locales = _locales()
    root = _root_page(locales["ru"])
    homes = _home_pages(root, locales)
    _default_site(homes["ru"])
    tree = _section_pages(homes, locales)
    _subsection_pages(tree)
    grant_roles(root, tree, _root_collection())
    _workflows(tree)


def _locales() -> dict[str, Locale]:
    known = {locale.language_code: locale for locale in Locale.objects.all()}
    for code in LANGUAGES:
        if code not in known:
            known[code] = Locale.objects.create(language_code=code)
    return known


def _root_page(locale: Locale) -> Page:
    root = Page.objects.filter(depth=1).first()
    return root or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))


def _root_collection() -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def _home_pages(root: Page, locales: Mapping[str, Locale]) -> dict[str, Page]:
    model = apps.get_model(HOME_TYPE)
    homes = {page.locale.language_code: page for page in model.objects.select_related("locale")}
    if not homes:
        _remove_stock_content()
        root.refresh_from_db()
    original = homes.get("ru")
    for code in LANGUAGES:
        if code in homes:
            continue
        page = model(title=HOME_TITLES[code], slug=code, locale=locales[code])
        if original is not None:
            page.translation_key = original.translation_key
        homes[code] = _published(root, page)
        original = original or homes[code]
    return homes


def _remove_stock_content() -> None:
    # What Wagtail's own migrations leave: a welcome page with its site, two groups, a workflow.
    Site.objects.all().delete()
    for page in Page.objects.filter(depth=HOME_DEPTH, slug="home"):
        page.delete()
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    for workflow in Workflow.objects.filter(name="Moderators approval"):
        for task in workflow.tasks:
            task.delete()
        workflow.delete()


def _published(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _default_site(home: Page) -> None:
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    wanted = {"hostname": address.hostname or "localhost", "port": port, "root_page_id": home.pk}
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(is_default_site=True, site_name=settings.SITE_NAME)
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()


def _section_pages(homes: Mapping[str, Page], locales: Mapping[str, Locale]) -> Tree:
    known = {
        (page.locale_id, page.slug): page
        for page in Page.objects.filter(depth=SECTION_DEPTH, slug__in=SECTIONS)
    }
    tree = {}
    for section in SECTIONS.values():
        if (
            section.page_type.split(".")[1].lower()
            not in apps.all_models[section.page_type.split(".")[0]]
        ):
            continue
        pages: list[Page] = []
        for code in LANGUAGES:
            page = known.get((locales[code].pk, section.slug))
            pages.append(page or _new_section(section, homes[code], code, pages))
        tree[section.slug] = tuple(pages)
    return tree


def _subsection_pages(tree: Tree) -> None:
    """Pages of the sections' own parts; one that editors moved or renamed is not made again."""
    types = ContentType.objects.get_for_models(
        *(apps.get_model(one.page_type) for one in SUBSECTIONS)
    )
    types_of = {model._meta.label: content_type.pk for model, content_type in types.items()}
    made = set(
        Page.objects.filter(content_type__in=types.values()).values_list(
            "content_type_id", "locale_id"
        )
    )
    for subsection in SUBSECTIONS:
        pages: list[Page] = []
        for parent in tree[subsection.parent]:
            if (types_of[subsection.page_type], parent.locale_id) not in made:
                language = parent.locale.language_code
                pages.append(_new_section(subsection, parent, language, pages))


def _new_section(section: Section, home: Page, language: str, others: Iterable[Page]) -> Page:
    model = apps.get_model(section.page_type)
    page = model(title=section.title_in(language), slug=section.slug, locale=home.locale)
    for other in others:
        page.translation_key = other.translation_key
    page.show_in_menus = True
    return _published(home, page)


def _workflows(tree: Tree) -> None:
    ready = set(WorkflowPage.objects.values_list("page_id", flat=True))
    for slug, pages in tree.items():
        if not ready.issuperset(page.pk for page in pages):
            setup_section(slug, SECTIONS[slug].title_ru, pages)
