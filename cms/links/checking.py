"""Checks the links: which there are, how they answer, which have failed too often."""

import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from cms.links.asking import Reply, ask
from cms.links.finding import links_of_pages
from cms.models.links import ExternalLink

AT_ONCE = 300
"""Links asked in one run; the others follow in the next, the longest unasked first."""
RUN_SECONDS = 20
"""A run ends after so long: the worker has other work by the clock."""
AGAIN_AFTER = timedelta(hours=20)


def check_links(*, everything: bool = False) -> int:
    """Find the links of public pages and ask those whose time has come; gives how many were asked.

    Requests are made outside of any transaction, one host once in `LINK_CHECK_PAUSE` seconds.
    """
    collect_links()
    links = ExternalLink.objects.order_by("checked_at", "pk")
    if not everything:
        since = timezone.now() - AGAIN_AFTER
        links = links.exclude(checked_at__gt=since)[:AT_ONCE]
    asked = 0
    last: dict[str, float] = {}
    ends = None if everything else time.monotonic() + RUN_SECONDS
    for link in list(links):
        if ends is not None and time.monotonic() > ends:
            break
        host = urlsplit(link.url).hostname or ""
        if (wait := last.get(host, 0) + settings.LINK_CHECK_PAUSE - time.monotonic()) > 0:
            time.sleep(wait)
        reply = ask(link.url)
        last[host] = time.monotonic()
        note(link.pk, reply)
        asked += 1
    return asked


def check_when_on() -> int:
    """The job of the worker; nothing where the check is switched off."""
    return check_links() if settings.LINK_CHECK else 0


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
