"""Versions of pages on their way to the readers."""

from datetime import date

from home.models import NewsPage


def make_news(parent, *, title="Новость", owner=None, live=False, **fields):
    """A piece of news under an index page; a draft unless `live`."""
    page = NewsPage(
        title=title,
        lead=fields.pop("lead", "Коротко о главном."),
        published_on=date(2012, 9, 1),
        owner=owner,
        live=live,
        has_unpublished_changes=not live,
        locale=parent.locale,
        **fields,
    )
    parent.add_child(instance=page)
    if live:
        page.save_revision(user=owner).publish(user=owner, skip_permission_checks=True)
    else:
        page.save_revision(user=owner)
    return NewsPage.objects.get(pk=page.pk)


def submit(page, user):
    """Send the page's newest version to the desk; gives the waiting state."""
    page.refresh_from_db()
    page.get_workflow().start(page, user)
    return waiting_state(page)


def waiting_state(page):
    """The moderation state that waits for a decision on the page."""
    from cms.models import ModerationTaskState

    return ModerationTaskState.objects.get(
        status="in_progress", workflow_state__object_id=str(page.pk)
    )
