"""States of topics and contributions: only arrows lead from one to another."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from platforms.enums import CONTRIBUTION_ARROWS, DISCUSSION_ARROWS, ContributionState
from platforms.models import Contribution, ContributionEdition, Discussion
from platforms.services import discussions
from platforms.states import TransitionError
from tests.factories.discussions import make_contribution, make_topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("before", CONTRIBUTION_ARROWS)
@pytest.mark.parametrize("after", CONTRIBUTION_ARROWS)
def test_contribution_follows_arrows_only(before, after):
    contribution = make_contribution(make_topic(), state=before)
    assert contribution.state == before
    contribution.state = after
    contribution.shown_at = contribution.shown_at or contribution.created_at
    if after == before or after in CONTRIBUTION_ARROWS[before]:
        contribution.save()
        assert Contribution.objects.get(pk=contribution.pk).state == after
    else:
        with pytest.raises(TransitionError):
            contribution.save()
        assert Contribution.objects.get(pk=contribution.pk).state == before


@pytest.mark.parametrize("before", DISCUSSION_ARROWS)
@pytest.mark.parametrize("after", DISCUSSION_ARROWS)
def test_topic_follows_arrows_only(before, after):
    topic = make_topic(state=before)
    topic.state = after
    topic.opened_at = topic.closed_at = topic.created_at
    if after == before or after in DISCUSSION_ARROWS[before]:
        topic.save()
        assert Discussion.objects.get(pk=topic.pk).state == after
    else:
        with pytest.raises(TransitionError):
            topic.save()


def test_new_contribution_cannot_be_removed_or_hidden():
    for state in ("removed", "hidden", "rejected"):
        contribution = Contribution(discussion=make_topic(), number=1, text="x", state=state)
        with pytest.raises(TransitionError):
            contribution.save()


@pytest.mark.parametrize(
    "values",
    [{"state": "shown", "shown_at": None}, {"state": "hidden"}, {"state": "lost"}, {"thread": 9}],
)
def test_database_refuses_impossible_contributions(values):
    contribution = make_contribution(make_topic(), state="pending")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "open"},
        {"state": "lost"},
        {"answer_status": "accepted"},
        {"answer": "Да", "answer_status": "accepted"},
    ],
)
def test_database_refuses_impossible_topics(values):
    topic = make_topic(state="pending")
    with pytest.raises(IntegrityError), transaction.atomic():
        Discussion.objects.filter(pk=topic.pk).update(**values)


@pytest.mark.parametrize("state", ["pending", "closed", "hidden", "rejected"])
def test_nothing_is_written_where_the_topic_is_not_open(state):
    topic = make_topic(state=state)
    with pytest.raises(ValidationError):
        make_contribution(topic)
    assert not Contribution.objects.exists()


def test_nothing_is_written_where_the_platform_takes_nothing():
    topic = make_topic()
    topic.platform.is_open = False
    topic.platform.save()
    with pytest.raises(ValidationError):
        make_contribution(topic)


def test_answer_of_another_discussion_is_refused():
    elsewhere = make_contribution(make_topic())
    with pytest.raises(ValidationError):
        make_contribution(make_topic(), reply_to=elsewhere)


def test_numbers_and_threads():
    topic = make_topic()
    first, second = make_contribution(topic), make_contribution(topic)
    answer = make_contribution(topic, reply_to=first)
    deeper = make_contribution(topic, reply_to=answer)
    assert [one.number for one in (first, second, answer, deeper)] == [1, 2, 3, 4]
    assert [one.thread for one in (first, second, answer, deeper)] == [1, 2, 1, 1]
    assert [one.number for one in topic.contributions.placed()] == [1, 3, 4, 2]


def test_counts_follow_what_is_shown():
    topic = make_topic()
    kept, lost = make_contribution(topic), make_contribution(topic)
    make_contribution(topic, state="pending")
    discussions.hide(lost)
    topic.refresh_from_db()
    assert (topic.shown_number, topic.last_number) == (1, 3)
    assert topic.active_at == kept.shown_at
    discussions.show(lost)
    topic.refresh_from_db()
    assert topic.shown_number == 2


def test_edit_keeps_what_was_said_and_returns_to_the_queue():
    contribution = make_contribution(make_topic(), text="Было")
    discussions.edit(contribution, text="<p>Стало</p>", shown=False)
    contribution.refresh_from_db()
    assert contribution.text == "<p>Стало</p>"
    assert contribution.state == ContributionState.PENDING
    assert contribution.edited_at is not None
    assert ContributionEdition.objects.get().text == "<p>Было</p>"


def test_text_is_cleaned_when_it_is_saved():
    contribution = make_contribution(make_topic())
    contribution.text = "<p onclick=x>a<script>alert(1)</script></p>"
    contribution.save()
    assert Contribution.objects.get().text == "<p>a</p>"
