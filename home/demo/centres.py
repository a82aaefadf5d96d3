"""Cluster development centres of 22 regions, and a correction a reader might suggest."""

from typing import Any

from clusters.models import CentreService, DevelopmentCentrePage
from cms.models import Organisation, SuggestedCorrection
from home.demo.context import LANGUAGES, DemoContext

SOURCES = {
    "ru": "Название и место — по открытым сведениям, не сверены с документами; услуги и адрес "
    "электронной почты составлены для демонстрации портала.",
    "en": "Name and place are from open sources and not checked against documents; services and "
    "the e-mail address were made to demonstrate the portal.",
}
LEADS = {
    "ru": "Помогает кластерам региона: {services}.",
    "en": "Helps the clusters of the region: {services}.",
}
SUGGESTED = {
    "field": "hours",
    "value": "Пн–Пт 10:00–19:00",
    "remark": "Так написано на двери.",
}


def load(context: DemoContext) -> None:
    """Add the centres that are not there; suggest a correction where nobody has."""
    parents = context.subsection("clusters", "centres")
    there = context.pages_under(parents["ru"])
    rows = [row for row in context.facts("centres") if row["slug"] not in there]
    hosts = {one.name_ru: one for one in Organisation.objects.all()}
    for row in rows:
        pages = [_page(context, row, language, hosts) for language in LANGUAGES]
        context.add_page(parents["ru"], parents["en"], *pages)
    context.say(f"{len(rows)} development centres")
    _suggest(context)


def _page(
    context: DemoContext, row: dict[str, Any], language: str, hosts: dict[str, Organisation]
) -> DevelopmentCentrePage:
    region = context.regions[row["region_code"]]
    host = hosts.get(row["host_organisation_ru"])
    services = row[f"services_{language}"]
    shown = ", ".join(f"{service[0].lower()}{service[1:]}" for service in services[:2])
    page = DevelopmentCentrePage(
        slug=row["slug"],
        title=row[f"name_{language}"],
        lead=LEADS[language].format(services=shown),
        region=region,
        host=host,
        host_name="" if host else row[f"host_organisation_{language}"],
        city=row[f"address_city_{language}"],
        email=row["email"],
        place=f"SRID=4326;POINT({row['lng']} {row['lat']})",
        opened_year=row["opened_year"],
        sources=SOURCES[language],
        is_demo=True,
    )
    page.regions = [region]
    page.topics = context.topics_of(["clusters", "infrastructure"])
    page.services = [CentreService(name=name) for name in services]
    return page


def _suggest(context: DemoContext) -> None:
    centres = DevelopmentCentrePage.objects.filter(locale=context.locales["ru"])
    if SuggestedCorrection.objects.filter(page__in=centres.values("pk")).exists():
        return
    if (page := centres.order_by("slug").first()) is not None:
        SuggestedCorrection.objects.create(page_id=page.pk, **SUGGESTED)
