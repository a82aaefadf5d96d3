"""Publication and expiry at the set time.

Wagtail's own loop stops at the first page that fails and publishes twice when run twice at once;
here each object is one transaction under its row's lock, and a failure is logged and passed over.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from cms.scheduling.locks import exclusive

logger = logging.getLogger(__name__)


@dataclass
class Report:
    """What one run did: names of what was published and expired, and what failed."""

    published: list[str] = field(default_factory=list)
    expired: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    skipped: bool = False
    """Another process is doing it."""


def publish_due() -> Report:
    """Publish approved revisions whose time has come, withdraw what has expired.

    Ends with a report and never raises for one bad object. A revision whose end came before its
    beginning is published and withdrawn in one transaction, so nobody sees it.
    """
    report = Report()
    with exclusive("publish-due") as held:
        if not held:
            report.skipped = True
            return report
        for pk in _due_revisions():
            _attempt(report, f"revision {pk}", lambda pk=pk: _publish(pk, report))
        for model, pk in _expired_objects():
            _attempt(
                report,
                f"{model._meta.label} {pk}",
                lambda model=model, pk=pk: _expire(model, pk, report),
            )
    return report


def _attempt(report: Report, name: str, work: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            work()
    except Exception:
        logger.exception("Scheduled change failed: %s", name)
        report.failed.append(name)


def _due_revisions() -> list[int]:
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now())
    return list(due.order_by("approved_go_live_at", "pk").values_list("pk", flat=True))


def _publish(pk: int, report: Report) -> None:
    revision = (
        Revision.objects.select_for_update()
        .filter(pk=pk, approved_go_live_at__lte=timezone.now())
        .first()
    )
    if revision is None:
        return
    revision.publish(log_action="wagtail.publish.scheduled")
    published = revision.content_object
    report.published.append(str(published))
    if published.live and published.expire_at and published.expire_at <= timezone.now():
        _withdraw(published, report)


def _draft_state_models() -> Iterable[type[models.Model]]:
    yield Page
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def _expired_objects() -> list[tuple[type[models.Model], int]]:
    return [
        (model, pk)
        for model in _draft_state_models()
        for pk in model.objects.filter(live=True, expire_at__lte=timezone.now())
        .order_by("expire_at", "pk")
        .values_list("pk", flat=True)
    ]


def _expire(model: type[models.Model], pk: int, report: Report) -> None:
    found = (
        model.objects.select_for_update()
        .filter(pk=pk, live=True, expire_at__lte=timezone.now())
        .first()
    )
    if found is not None:
        _withdraw(found.specific if isinstance(found, Page) else found, report)


def _withdraw(published: models.Model, report: Report) -> None:
    published.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    report.expired.append(str(published))
