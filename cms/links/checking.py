"""Checks the links: which there are, how they answer, which have failed too often."""

import time
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.timezone import localdate
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from cms.links.asking import Reply, ask
from cms.links.finding import links_of_pages
from cms.models.links import ExternalLink
from cms.scheduling.retries import idempotent

RUN_SECONDS = 20
"""A task asks for so long and leaves the rest to another: letters do not wait for sites."""
AGAIN_AFTER = timedelta(hours=20)


def check_links(*, everything: bool = False) -> int:
    """Find the links of public pages and ask those whose time has come; gives how many were asked.

    Requests are made outside of any transaction, one host once in `LINK_CHECK_PAUSE` seconds.
    """
    collect_links()
    asked, _is_done = _ask(_links(everything=everything), None)
    return asked


def check_when_on() -> bool:
    """The job of the clock: put the check into the queue, unless it is off or under way."""
    if not settings.LINK_CHECK:
        return False
    is_under_way = DBTaskResult.objects.filter(
        task_path=check_in_turn.module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    if is_under_way.exists():
        return False
    check_in_turn.enqueue(find=True)
    return True


@idempotent
@task(priority=-10)
def check_in_turn(*, find: bool) -> int:
    """Ask for `RUN_SECONDS`, then let other tasks pass and go on; gives how many were asked."""
    if find:
        collect_links()
    asked, is_done = _ask(_links(), RUN_SECONDS)
    if not is_done:
        check_in_turn.enqueue(find=False)
    return asked


def _links(*, everything: bool = False) -> list[tuple[int, str]]:
    """Key and address of the links to be asked, the longest unasked first."""
    links = ExternalLink.objects.order_by(F("checked_at").asc(nulls_first=True), "pk")
    if not everything:
        links = links.exclude(checked_at__gt=timezone.now() - AGAIN_AFTER)
    return list(links.values_list("pk", "url"))


def _ask(links: Iterable[tuple[int, str]], seconds: float | None) -> tuple[int, bool]:
    """Ask one link after the other; gives how many were, and whether all."""
    asked, started = 0, time.monotonic()
    last: dict[str, float] = {}
    for pk, url in links:
        if asked and seconds is not None and time.monotonic() - started > seconds:
            return asked, False
        host = urlsplit(url).hostname or ""
        if (wait := last.get(host, 0) + settings.LINK_CHECK_PAUSE - time.monotonic()) > 0:
            time.sleep(wait)
        reply = ask(url)
        last[host] = time.monotonic()
        note(pk, reply)
        asked += 1
    return asked, True


@transaction.atomic
def collect_links() -> None:
    """Bring the table of links in line with the public pages; what stands nowhere any more goes."""
    found = links_of_pages()
    ExternalLink.objects.exclude(url__in=list(found)).delete()
    known = {link.url: link for link in ExternalLink.objects.all()}
    ExternalLink.objects.bulk_create(ExternalLink(url=url) for url in found if url not in known)
    through = ExternalLink.pages.through
    wanted = {
        (pk, page)
        for url, pk in ExternalLink.objects.values_list("url", "pk")
        for page in found[url]
    }
    there = set(through.objects.values_list("externallink_id", "page_id"))
    for link, page in there - wanted:
        through.objects.filter(externallink_id=link, page_id=page).delete()
    through.objects.bulk_create(
        through(externallink_id=link, page_id=page) for link, page in sorted(wanted - there)
    )


@transaction.atomic
def note(pk: int, reply: Reply) -> None:
    """Write down how a link answered; failures count once a day."""
    link = ExternalLink.objects.select_for_update().filter(pk=pk).first()
    if link is None:
        return
    today = localdate()
    link.checked_at = timezone.now()
    link.status, link.problem, link.moved_to = reply.status, reply.problem, reply.moved_to[:500]
    if reply.is_good:
        link.failures, link.failed_on, link.returned_at, link.reason = 0, None, None, ""
    elif link.failed_on != today:
        link.failures, link.failed_on = link.failures + 1, today
    if reply.sha256 and reply.sha256 != link.sha256:
        link.has_changed = bool(link.sha256)
        link.sha256, link.copied_at = reply.sha256, link.checked_at
    link.save()
