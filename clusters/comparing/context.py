"""What the comparison shows: the chosen clusters or regions, read from the computed statistics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from clusters.comparing.cells import Cell, Statistics, Subject
from clusters.comparing.drawing import bars, finding, lines, profile, profile_finding
from clusters.enums import IndicatorScope
from clusters.figures.reading import base_of, indicators_for, public_clusters
from clusters.mapping.rows import choices
from clusters.models.registers import Indicator
from clusters.models.statistics import IndicatorStatistic
from cms.models import Region

MOST = 10


@dataclass(frozen=True)
class Asked:
    """What an address asks to compare, with complaints about what it asks in vain."""

    scope: str
    subjects: tuple[Subject, ...]
    indicator: Indicator | None
    year: int | None
    errors: tuple[str, ...] = ()
    options: tuple[Subject, ...] = field(default=(), repr=False)

    @property
    def parameter(self) -> str:
        """The name under which subjects stand in the address."""
        return "cluster" if self.scope == IndicatorScope.CLUSTER else "region"

    def query(self, keys: Iterable[str], **more: Any) -> str:
        """A query string for other subjects, year or indicator."""
        pairs = [(self.parameter, key) for key in keys]
        values = {
            "indicator": self.indicator.slug if self.indicator else "",
            "year": self.year or "",
            **more,
        }
        pairs += [(name, str(value)) for name, value in values.items() if value]
        return f"?{urlencode(pairs)}"


def comparison_context(params: QueryDict, language: str) -> dict[str, Any]:
    """Everything of one comparison; a fixed number of queries."""
    registers = choices().indicators
    asked = _read(params, language, registers)
    indicators = indicators_for(asked.scope, registers)
    statistics = _statistics(asked, indicators)
    years = sorted({year for _subject, _indicator, year in statistics}, reverse=True)
    shown = [asked.indicator] if asked.indicator else indicators
    tables = [_table(one, asked, statistics) for one in shown]
    keys = [one.key for one in asked.subjects]
    base = base_of(registers, asked.scope)
    drawn = profile(tables)
    return {
        "statistics": statistics,
        "profile": drawn,
        "profile_title": profile_finding(tables) if drawn else "",
        "asked": asked,
        "indicators": indicators,
        "years": years,
        "tables": [table for table in tables if table["has_values"]],
        "base": base,
        "subjects": [
            {"subject": one, "without": asked.query(key for key in keys if key != one.key)}
            for one in asked.subjects
        ],
        "groups": _grouped(asked, keys),
        "is_full": len(keys) >= MOST,
        "most": MOST,
        "share_query": asked.query(keys),
        "has_demo": any(one.is_demo for one in statistics.values()),
        "is_regional": asked.scope == IndicatorScope.REGION,
    }


def _read(params: QueryDict, language: str, registers: Sequence[Indicator]) -> Asked:
    errors: list[str] = []
    is_regional = params.get("of") == "regions" or ("region" in params and "cluster" not in params)
    scope = IndicatorScope.REGION if is_regional else IndicatorScope.CLUSTER
    options = _regions() if is_regional else _clusters(language)
    by_key = {one.key: one for one in options}
    wanted = list(dict.fromkeys(params.getlist("region" if is_regional else "cluster")))
    if is_regional:
        wanted = [key.upper() for key in wanted]
    unknown = [key for key in wanted if key not in by_key]
    if unknown:
        errors.append(
            _("There is nothing public to compare: %(keys)s.") % {"keys": ", ".join(unknown)}
        )
    subjects = [by_key[key] for key in wanted if key in by_key]
    if len(subjects) > MOST:
        names = ", ".join(one.name for one in subjects[MOST:])
        errors.append(
            _("At most %(most)s are compared at once; left out: %(names)s.")
            % {"most": MOST, "names": names}
        )
    allowed = {one.slug: one for one in indicators_for(scope, registers)}
    slug = params.get("indicator", "")
    if slug and slug not in allowed:
        errors.append(_("There is no indicator “%(value)s”.") % {"value": slug})
    text = params.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
    if text and year is None:
        errors.append(_("“%(value)s” is not a year.") % {"value": text})
    return Asked(
        scope, tuple(subjects[:MOST]), allowed.get(slug), year, tuple(errors), tuple(options)
    )


def _clusters(language: str) -> list[Subject]:
    pages = public_clusters(language).items()
    rows = [
        Subject(pk, page.cluster.slug, page.title, page.get_url() or "", page.region.name)
        for pk, page in pages
    ]
    return sorted(rows, key=lambda one: (one.group.casefold(), one.name.casefold()))


def _regions() -> list[Subject]:
    rows = [
        Subject(one.pk, one.code, one.name, "", one.get_federal_district_display())
        for one in Region.objects.all()
    ]
    return sorted(rows, key=lambda one: (one.group, one.name.casefold()))


def _statistics(asked: Asked, indicators: Sequence[Indicator]) -> Statistics:
    if not asked.subjects:
        return {}
    field_name = f"{asked.parameter}_id"
    rows = IndicatorStatistic.objects.filter(
        **{f"{field_name}__in": [one.pk for one in asked.subjects]},
        indicator__in=[one.pk for one in indicators],
    )
    return {(getattr(row, field_name), row.indicator_id, row.year): row for row in rows}


def _table(
    indicator: Indicator,
    asked: Asked,
    statistics: Statistics,
) -> dict[str, Any]:
    """One indicator: its year, a row a subject, a line or bars of the values."""
    years = sorted({year for _subject, key, year in statistics if key == indicator.pk})
    year = asked.year if asked.year in years else (years[-1] if years else None)
    cells = [
        (
            one,
            Cell(
                indicator,
                statistics.get((one.pk, indicator.pk, year or 0)),
                statistics.get((one.pk, indicator.pk, (year or 0) - 1)),
            ),
        )
        for one in asked.subjects
    ]
    return {
        "indicator": indicator,
        "year": year,
        "cells": cells,
        "has_values": any(cell.statistic for _one, cell in cells),
        "is_demo": any(cell.statistic and cell.statistic.is_demo for _one, cell in cells),
        "title": finding(indicator, year, cells),
        "years": years,
        "bars": bars(cells, indicator.decimals),
        "lines": lines(indicator, asked.subjects, years, statistics),
    }


def _grouped(asked: Asked, keys: Sequence[str]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in asked.options:
        groups.setdefault(one.group, []).append({"subject": one, "is_on": one.key in keys})
    return [
        {"label": label, "options": options, "is_open": any(one["is_on"] for one in options)}
        for label, options in groups.items()
    ]
