"""The 25 pilot clusters: registers, passports, members, and three years of made-up figures."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.text import slugify

from clusters.enums import ClusterGroup, Glyph, IndicatorScope, MemberRole
from clusters.models import (
    Admission,
    Cluster,
    ClusterPage,
    FigureEdition,
    Indicator,
    IndicatorValue,
    Membership,
    PassportAct,
    Specialisation,
)
from clusters.models.figures import FigureContent
from clusters.services.statistics import compute_statistics
from cms.models import Organisation, Region
from home.demo.context import DemoContext, stable_key
from home.demo.story import paragraphs
from library.models import LegalActPage

LIST_ACT = "list-pilot-clusters-2012"
SUPPORT_ACTS = ("res-188-2013", "order-2128r-2013")
KEY_INDICATORS = ("employees", "participants_total", "output_bln_rub")
POPULATION_YEAR = 2012
CHECKED_ON = date(2013, 12, 20)

DEMO_SOURCE = {
    "ru": "Демонстрационное значение, составлено для портала; не является статистикой",
    "en": "Demonstration value made for the portal; not statistics",
}
POPULATION_SOURCE = {
    "ru": "Росстат, оценка на 1 января 2012 года, округлено до тысяч",
    "en": "Rosstat, estimate of 1 January 2012, rounded to thousands",
}
SOURCES = {
    "ru": "Состав и описание — по открытым сведениям 2012 года; показатели составлены для "
    "демонстрации портала.",
    "en": "Composition and description are from open sources of 2012; the figures were made to "
    "demonstrate the portal.",
}
PROGRAMME = {
    "ru": "Программа развития инновационного территориального кластера",
    "en": "Development programme of the innovative territorial cluster",
}


def load(context: DemoContext) -> None:
    """Add what is not there; rows and pages editors may have changed are left alone."""
    _specialisations(context)
    _indicators(context)
    rows = context.facts("clusters")
    parents = context.subsection("clusters", "passports")
    there = context.pages_under(parents["ru"])
    new = [row for row in rows if row["slug"] not in there]
    organisations = _organisations(context, new)
    acts = {
        language: {page.slug: page for page in LegalActPage.objects.filter(locale=locale)}
        for language, locale in context.locales.items()
    }
    specialisations = {row.slug: row for row in Specialisation.objects.all()}
    for row in new:
        pages = [
            _passport(context, row, language, specialisations, acts[language], organisations)
            for language in ("ru", "en")
        ]
        _admit(row, stable_key(f"{parents['ru'].slug}/{row['slug']}"))
        ru, _en = context.add_page(parents["ru"], parents["en"], *pages)
        _members(ru.cluster, row, organisations)
    context.say(f"{len(new)} passports of clusters")
    _figures(context, new)
    _population(context)
    context.say(f"{compute_statistics()} statistics")


def _specialisations(context: DemoContext) -> None:
    known = set(Specialisation.objects.values_list("slug", flat=True))
    glyphs = list(Glyph)
    Specialisation.objects.bulk_create(
        Specialisation(
            slug=row["slug"],
            name_ru=row["name_ru"],
            name_en=row["name_en"],
            glyph=glyphs[number % len(glyphs)],
            # Thirteen directions, six glyphs: the second round has other colours.
            tint=1 + (number // len(glyphs)) * 2 + number % 2,
            order=number,
        )
        for number, row in enumerate(context.facts("industries"))
        if row["slug"] not in known
    )


def _indicators(context: DemoContext) -> None:
    known = set(Indicator.objects.values_list("slug", flat=True))
    rows = [
        Indicator(
            slug=row["slug"].removesuffix("_bln_rub").replace("_", "-"),
            name_ru=row["name_ru"],
            name_en=row["name_en"],
            unit_ru=row["unit_ru"],
            unit_en=row["unit_en"],
            decimals=1 if row["slug"].endswith("_bln_rub") else 0,
            is_key=row["slug"] in KEY_INDICATORS,
            is_base=row["slug"] == "employees",
            order=number,
        )
        for number, row in enumerate(context.facts("indicators"))
    ]
    rows.append(
        Indicator(
            slug="population",
            name_ru="Численность населения",
            name_en="Population",
            unit_ru="тыс. чел.",
            unit_en="thousand",
            scope=IndicatorScope.REGION,
            is_base=True,
            order=50,
        )
    )
    Indicator.objects.bulk_create(row for row in rows if row.slug not in known)


def _organisations(context: DemoContext, rows: list[dict[str, Any]]) -> dict[str, Organisation]:
    """Members by Russian name, those that the register lacks added to it."""
    known = {one.name_ru: one for one in Organisation.objects.all()}
    slugs = {one.slug for one in known.values()}
    for row in rows:
        for facts in row["anchor_organisations"]:
            if facts["name_ru"] in known:
                continue
            slug = slugify(facts["name_en"])[:110]
            slug = f"{slug}-2" if slug in slugs else slug
            slugs.add(slug)
            known[facts["name_ru"]] = Organisation.objects.create(
                slug=slug,
                name_ru=facts["name_ru"],
                name_en=facts["name_en"],
                kind=facts["kind"],
                region=context.regions[row["region_code"]],
            )
    return known


def _passport(
    context: DemoContext,
    row: dict[str, Any],
    language: str,
    specialisations: dict[str, Specialisation],
    acts: dict[str, LegalActPage],
    organisations: dict[str, Organisation],
) -> ClusterPage:
    region: Region = context.regions[row["region_code"]]
    coordinator = next(
        (one for one in row["anchor_organisations"] if one["kind"] == "infrastructure"), None
    )
    page = ClusterPage(
        slug=row["slug"],
        title=row[f"name_{language}"],
        lead=row[f"summary_{language}"].split(". ")[0].rstrip(".") + ".",
        body=paragraphs(row[f"summary_{language}"].split("\n")),
        group=ClusterGroup.FIRST if row["group"] == 1 else ClusterGroup.SECOND,
        region=region,
        city=row[f"city_{language}"],
        place=f"SRID=4326;POINT({row['lng']} {row['lat']})",
        founded_year=row["founded_year"],
        approved_year=row["approved_year"],
        approved_by=acts.get(LIST_ACT),
        coordinator=organisations[coordinator["name_ru"]] if coordinator else None,
        programme=PROGRAMME[language],
        programme_years="2012–2016",
        sources=SOURCES[language],
        verified_on=CHECKED_ON,
        is_demo=True,
    )
    page.regions = [region]
    page.topics = context.topics_of(["clusters", "pilot clusters"])
    page.specialisations = [specialisations[slug] for slug in row["specialisation"]]
    page.legal_basis = [PassportAct(act=acts[slug]) for slug in SUPPORT_ACTS if slug in acts]
    return page


def _admit(row: dict[str, Any], key: UUID) -> None:
    """Let the passport be published: its cluster stands on the official list."""
    names = {"slug": row["slug"], "name_ru": row["name_ru"], "name_en": row["name_en"]}
    cluster, _made = Cluster.objects.get_or_create(key=key, defaults=names)
    Admission.objects.get_or_create(
        cluster=cluster, defaults={"waiver": "Перечень пилотных кластеров 2012 года"}
    )


def _members(cluster: Cluster, row: dict[str, Any], organisations: dict[str, Organisation]) -> None:
    Membership.objects.bulk_create(
        Membership(
            cluster=cluster,
            organisation=organisations[facts["name_ru"]],
            role=MemberRole.COORDINATOR if facts["kind"] == "infrastructure" else MemberRole.ANCHOR,
            since=date(2012, 8, 28),
            source=DEMO_SOURCE["ru"],
        )
        for facts in row["anchor_organisations"]
    )


def _figures(context: DemoContext, rows: list[dict[str, Any]]) -> None:
    clusters = {one.slug: one for one in Cluster.objects.all()}
    indicators = {one.slug: one for one in Indicator.objects.all()}
    figures = [
        IndicatorValue(
            cluster=clusters[row["slug"]],
            indicator=indicators[value["indicator"].removesuffix("_bln_rub").replace("_", "-")],
            year=value["year"],
            value=value["value"],
            source_ru=DEMO_SOURCE["ru"],
            source_en=DEMO_SOURCE["en"],
            is_demo=True,
        )
        for row in rows
        for value in row["indicators"]
    ]
    _add_with_editions(figures)
    context.say(f"{len(figures)} figures of clusters")


def _population(context: DemoContext) -> None:
    indicator = Indicator.objects.get(slug="population")
    if indicator.values.exists():
        return
    _add_with_editions(
        [
            IndicatorValue(
                region=region,
                indicator=indicator,
                year=POPULATION_YEAR,
                value=region.population_thousand,
                source_ru=POPULATION_SOURCE["ru"],
                source_en=POPULATION_SOURCE["en"],
            )
            for region in context.regions.values()
            if region.population_thousand
        ]
    )


def _add_with_editions(figures: list[IndicatorValue]) -> None:
    IndicatorValue.objects.bulk_create(figures)
    FigureEdition.objects.bulk_create(
        FigureEdition(
            figure=figure, **{name: getattr(figure, name) for name in FigureContent.CONTENT}
        )
        for figure in figures
    )
