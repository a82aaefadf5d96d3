"""Two moderators at the same moment, in real threads on the real database."""

import threading

import pytest
from django.db import connections

from cms.desk.pages import PageQueue, version_of
from cms.desk.queues import Decision
from cms.models import ModerationTaskState
from cms.workflow.links import LinkRefused, answer_link, create_link
from cms.workflow.rules import DecisionRefused
from tests.factories.moderation import make_news, submit

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads that start together; gives what each returned or raised."""
    barrier = threading.Barrier(len(calls))
    results = [None] * len(calls)

    def run(index, call):
        barrier.wait()
        try:
            results[index] = call()
        except Exception as error:  # noqa: BLE001 -- the outcome is what is tested
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.fixture
def state(section, make_user):
    editor = make_user("editors-news")
    return submit(make_news(section("news"), title="Одна на двоих", owner=editor), editor)


def test_one_of_two_decisions_counts(state, make_user):
    version = version_of(state.revision)

    def decide(user, decision):
        return lambda: PageQueue().decide(user, str(state.pk), version, decision, "Причина.")

    results = at_once(
        decide(make_user("moderators-news"), Decision.APPROVE),
        decide(make_user("moderators-news"), Decision.RETURN),
    )

    refused = [result for result in results if isinstance(result, DecisionRefused)]
    assert [result for result in results if result is None] == [None]
    assert len(refused) == 1
    state.refresh_from_db()
    page = state.workflow_state.content_object
    assert page.live == (state.status == "approved")
    assert ModerationTaskState.objects.filter(finished_by__isnull=False).count() == 1


def test_one_of_two_claims_counts(state, make_user):
    first, second = make_user("moderators-news"), make_user("moderators-news")

    results = at_once(
        lambda: PageQueue().claim(first, str(state.pk)),
        lambda: PageQueue().claim(second, str(state.pk)),
    )

    assert sum(isinstance(result, DecisionRefused) for result in results) == 1
    state.refresh_from_db()
    assert state.claimed_by == (first if results[0] is None else second)


def test_link_is_answered_once(state, make_user):
    from cms.enums import Opinion

    moderator = make_user("moderators-news")
    link, token = create_link(
        user=moderator, state=state, label="Читатель", days=1, may_decide=False
    )

    results = at_once(
        lambda: answer_link(token, Opinion.APPROVE, ""),
        lambda: answer_link(token, Opinion.RETURN, "Против."),
    )

    assert sum(isinstance(result, LinkRefused) for result in results) == 1
    assert results.count(False) == 1
    link.refresh_from_db()
    assert link.opinion in {"approve", "return"}
