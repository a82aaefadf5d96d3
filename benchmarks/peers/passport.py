"""A passport by a plain Django view: the same figures and members, row by row in one template."""

from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines

from clusters.models import ClusterPage, IndicatorValue, Membership


@cache
def _template() -> Any:
    path = Path(__file__).with_name("passport.html")
    return engines["django"].from_string(path.read_text(encoding="utf-8"))


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The passport with that slug in Russian."""
    passports = ClusterPage.objects.live().select_related("cluster", "region")
    found = get_object_or_404(passports, slug=slug, locale__language_code="ru")
    figures = IndicatorValue.objects.filter(cluster=found.cluster).select_related("indicator")
    members = Membership.objects.filter(cluster=found.cluster).select_related("organisation")
    context = {
        "page": found,
        "figures": figures.order_by("indicator__order", "year"),
        "members": members.order_by("organisation__name_ru"),
    }
    return HttpResponse(_template().render(context, request))
