"""How urgent a text on the desk is: who reported it, how often they were right, how old it is."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Count

from cms.enums import Priority
from platforms.enums import FlagState
from platforms.models import Flag

NEW = 0.5
"""Score of what waits for its first decision."""
ANONYMOUS = 0.3
"""Weight of a report without an account."""
PER_DAY = 0.25
"""What each day of waiting adds: whatever its score, everything becomes urgent within ten days."""
_STEPS = ((2.5, Priority.URGENT), (1.25, Priority.HIGH), (0.5, Priority.NORMAL))


def weight(upheld: int, dismissed: int) -> float:
    """How much a reader's report counts, from 0 to 1: 0.5 for whoever never reported before."""
    return (upheld + 1) / (upheld + dismissed + 2)


def weights_of(reporters: Iterable[int]) -> Mapping[int, float]:
    """Weights by the reporter's primary key; one query."""
    counted: dict[int, dict[str, int]] = {key: {} for key in reporters}
    rows = (
        Flag.objects.filter(reporter__in=list(counted))
        .exclude(state=FlagState.WAITING)
        .order_by()
        .values_list("reporter", "state")
        .annotate(number=Count("pk"))
    )
    for reporter, state, number in rows:
        counted[reporter][state] = number
    return {
        key: weight(numbers.get(FlagState.UPHELD, 0), numbers.get(FlagState.DISMISSED, 0))
        for key, numbers in counted.items()
    }


def score(reports: Iterable[float], *, waited: timedelta, is_new: bool) -> float:
    """The score of an item from the weights of its reports and the time it has waited."""
    days = max(waited / timedelta(days=1), 0.0)
    return sum(reports) + (NEW if is_new else 0.0) + PER_DAY * days


def priority_of(value: float) -> Priority:
    """The priority on the desk that a score comes to."""
    return next((priority for least, priority in _STEPS if value >= least), Priority.LOW)
