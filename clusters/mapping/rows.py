"""The rows of the map: public clusters, chosen and in order, with their values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.cache import cache
from django.utils.translation import gettext as _

from clusters.enums import IndicatorScope
from clusters.mapping.state import NUMBER, Choices, State
from clusters.models.figures import IndicatorValue
from clusters.models.members import Membership
from clusters.models.passport import ClusterPage
from clusters.models.registers import Indicator, Specialisation
from cms.models import Region
from cms.querysets import one_version_each, readable
from cms.validators import parse_point

_SECONDS = 60
_KEY = "clusters:map-choices"

Value = Decimal | None


@dataclass(frozen=True)
class Row:
    """One cluster; `number` is its place in the chosen order, from 1.

    `value` is None where the indicator has no figure, and always for indicators of regions.
    """

    page: ClusterPage
    specialisations: tuple[Specialisation, ...]
    value: Value = None
    is_demo: bool = False
    number: int = 0

    @property
    def region(self) -> Region:
        """The region it is drawn in."""
        return self.page.region

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude."""
        return parse_point(self.page.place) if self.page.place else None

    @property
    def main(self) -> Specialisation | None:
        """The specialisation whose glyph stands for it."""
        return self.specialisations[0] if self.specialisations else None

    @property
    def lang(self) -> str:
        """The language of its passport where it is not the reader's, set by `found`."""
        return self.page.other_language


@dataclass(frozen=True)
class RegionValue:
    """What the chosen indicator says of a region; `value` None where there are no data."""

    region: Region
    value: Value
    clusters: int = 0


@dataclass(frozen=True)
class Found:
    """The chosen rows with everything the page needs of the database."""

    rows: tuple[Row, ...]
    total: int
    regions: Mapping[str, RegionValue]
    """By ISO code: regions that have a chosen cluster or a figure of their own."""
    indicator: Indicator | None
    year: int | None
    years: tuple[int, ...]
    counts: Mapping[str, Mapping[str, int]]
    """For "specialisations", "groups", "districts": chosen clusters by value, that choice apart."""
    sources: tuple[str, ...]
    has_demo: bool

    @property
    def label(self) -> str:
        """Name of the indicator."""
        return self.indicator.name if self.indicator else _("Number of clusters")

    def shown(self, value: Value) -> str:
        """A value with its unit."""
        if self.indicator is not None:
            return self.indicator.shown(value)
        return "0" if value is None else str(value)


def choices() -> Choices:
    """The registers to choose from, from the cache."""
    known: Choices | None = cache.get(_KEY)
    if known is None:
        known = Choices(tuple(Indicator.objects.all()), tuple(Specialisation.objects.all()))
        cache.set(_KEY, known, _SECONDS)
    return known


def forget(**_kwargs: object) -> None:
    """Read the registers anew."""
    cache.delete(_KEY)


def found(state: State, options: Choices, language: str) -> Found:
    """Rows, regions and counts of a state.

    Three queries whatever the number of clusters, one more where words are looked for.
    """
    everything = _all_rows(options, language)
    indicator = options.indicator(state.indicator)
    figures = _figures(indicator)
    years = tuple(sorted({figure.year for figure in figures}))
    year = state.year if state.year in years else (years[-1] if years else None)
    of_year = [figure for figure in figures if figure.year == year]
    by_cluster = {figure.cluster_id: figure for figure in of_year if figure.cluster_id}
    valued = [_with_value(row, by_cluster, state) for row in everything]
    texts = _texts(valued, state)
    chosen = [row for row in valued if _fits(row, state, texts)]
    ordered = _ordered(chosen, state)
    regions = _regions(ordered, of_year, indicator)
    return Found(
        rows=tuple(replace(row, number=place) for place, row in enumerate(ordered, start=1)),
        total=len(everything),
        regions=regions,
        indicator=indicator,
        year=year,
        years=years,
        counts=_counts(valued, state, texts),
        sources=tuple(dict.fromkeys(figure.source for figure in of_year)),
        has_demo=any(figure.is_demo for figure in of_year)
        or (indicator is None and any(row.page.is_demo for row in ordered)),
    )


def _all_rows(options: Choices, language: str) -> list[Row]:
    pages = readable(ClusterPage.objects.select_related("cluster", "region")).order_by(
        "translation_key", "pk"
    )
    shown = one_version_each(pages, language)
    by_id = {one.pk: one for one in options.specialisations}
    of_page: dict[int, list[Specialisation]] = defaultdict(list)
    links = ClusterPage.specialisations.through.objects.filter(
        clusterpage__in=[page.pk for page in shown]
    )
    for page_id, key in links.values_list("clusterpage_id", "specialisation_id"):
        if key in by_id:
            of_page[page_id].append(by_id[key])
    for page in shown:
        own = page.locale.language_code
        page.other_language = "" if own == language else own
    order = {one.pk: place for place, one in enumerate(options.specialisations)}
    return [
        Row(page, tuple(sorted(of_page[page.pk], key=lambda one: order[one.pk]))) for page in shown
    ]


def _figures(indicator: Indicator | None) -> list[IndicatorValue]:
    if indicator is None:
        return []
    figures = IndicatorValue.objects.filter(indicator=indicator)
    return list(figures.select_related("region").order_by("year", "pk"))


def _with_value(row: Row, figures: Mapping[int, IndicatorValue], state: State) -> Row:
    if state.indicator == NUMBER:
        return replace(row, value=Decimal(1))
    figure = figures.get(row.page.cluster_id)
    return replace(row, value=figure.value, is_demo=figure.is_demo) if figure else row


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _fits(row: Row, state: State, texts: Mapping[int, str], apart: str = "") -> bool:
    """Whether the row is chosen; the choice named `apart` is not asked."""
    asked = {
        "specialisations": (state.specialisations, {one.slug for one in row.specialisations}),
        "groups": (state.groups, {row.page.group}),
        "districts": (state.districts, {row.region.federal_district}),
    }
    for name, (wanted, own) in asked.items():
        if name != apart and wanted and own.isdisjoint(wanted):
            return False
    text = texts.get(row.page.cluster_id, "")
    return all(word in text for word in _plain(state.q).split())


def _texts(rows: Sequence[Row], state: State) -> dict[int, str]:
    """What the words of the search are looked for in, by cluster; nothing without words."""
    if not state.q:
        return {}
    members: dict[int, list[str]] = defaultdict(list)
    names = Membership.objects.current().values_list(
        "cluster_id", "organisation__name_ru", "organisation__name_en"
    )
    for cluster_id, name_ru, name_en in names:
        members[cluster_id] += [name_ru, name_en]
    texts = {}
    for row in rows:
        page, region = row.page, row.region
        parts = [
            *(page.title, page.city, region.name_ru, region.name_en),
            *(page.cluster.name_ru, page.cluster.name_en),
            *(name for one in row.specialisations for name in (one.name_ru, one.name_en)),
            *members[page.cluster_id],
        ]
        texts[page.cluster_id] = _plain(" ".join(parts))
    return texts


def _ordered(rows: Iterable[Row], state: State) -> list[Row]:
    by_name = sorted(rows, key=lambda row: _plain(row.page.title))
    key, backwards = state.sort.removeprefix("-"), state.sort.startswith("-")
    if key == "name":
        return by_name[::-1] if backwards else by_name
    if key == "value":
        known = [row for row in by_name if row.value is not None]
        # What has no data stands last whichever way the table is sorted.
        known.sort(key=lambda row: row.value or Decimal(0), reverse=backwards)
        return known + [row for row in by_name if row.value is None]
    return sorted(by_name, key=lambda row: _plain(row.region.name), reverse=backwards)


def _regions(
    rows: Sequence[Row], figures: Iterable[IndicatorValue], indicator: Indicator | None
) -> dict[str, RegionValue]:
    """Sums over the chosen clusters, or the regions' own figures."""
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        members[row.region.code].append(row)
    found: dict[str, RegionValue] = {}
    if indicator is not None and indicator.scope == IndicatorScope.REGION:
        for figure in figures:
            if figure.region is not None:
                code = figure.region.code
                found[code] = RegionValue(figure.region, figure.value, len(members[code]))
    for code, of_region in members.items():
        if code not in found and of_region:
            found[code] = RegionValue(
                of_region[0].region, _sum(of_region, indicator), len(of_region)
            )
    return found


def _sum(rows: Sequence[Row], indicator: Indicator | None) -> Value:
    """The sum of what is known; None where nothing is, or where figures do not add up."""
    known = [row.value for row in rows if row.value is not None]
    if indicator is not None and not indicator.is_summable and len(rows) > 1:
        return None
    return sum(known, Decimal(0)) if known else None


def _counts(
    rows: Sequence[Row], state: State, texts: Mapping[int, str]
) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {
        name: defaultdict(int) for name in ("specialisations", "groups", "districts")
    }
    for row in rows:
        if _fits(row, state, texts, "specialisations"):
            for one in row.specialisations:
                counts["specialisations"][one.slug] += 1
        if _fits(row, state, texts, "groups"):
            counts["groups"][row.page.group] += 1
        if _fits(row, state, texts, "districts"):
            counts["districts"][row.region.federal_district] += 1
    return counts
