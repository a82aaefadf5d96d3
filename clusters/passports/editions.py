"""The figures of a cluster as they were published, with every correction."""

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from clusters.models.figures import FigureEdition, IndicatorValue

if TYPE_CHECKING:
    from clusters.models.passport import ClusterPage


@dataclass(frozen=True)
class Editions:
    """One figure: its editions from the newest to the oldest; the first is in force."""

    figure: IndicatorValue
    editions: tuple[FigureEdition, ...]

    @property
    def anchor(self) -> str:
        """The name of the figure in the address: it stays the same whatever is corrected."""
        return f"{self.figure.indicator.slug}-{self.figure.year}"

    @property
    def is_corrected(self) -> bool:
        """Whether something else was published before."""
        return len(self.editions) > 1


def editions_of(page: "ClusterPage") -> list[Editions]:
    """Every figure of the passport's cluster with its editions, corrected ones too; one query."""
    rows = FigureEdition.objects.filter(figure__cluster=page.cluster_id)
    ordered = rows.select_related("figure__indicator").order_by(
        "figure__indicator__order", "figure__indicator__name_ru", "figure__year", "-pk"
    )
    return [
        Editions(editions[0].figure, editions)
        for _key, group in groupby(ordered, key=lambda row: row.figure_id)
        if (editions := tuple(group))
    ]
