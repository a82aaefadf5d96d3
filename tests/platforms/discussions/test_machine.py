"""A machine that does whatever people may do, in any order: some things always hold."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cms.workflow.rules import DecisionRefused
from platforms.enums import CONTRIBUTION_ARROWS, ContributionState, Verdict
from platforms.models import Appeal, Contribution, Ruling
from platforms.services import appeals, moderation, taking_part
from platforms.states import TransitionError
from tests.factories import UserFactory
from tests.factories.discussions import make_topic

REFUSALS = (DecisionRefused, ValidationError, TransitionError)
PEOPLE = st.sampled_from(("author", "first", "second"))
VERDICTS = st.sampled_from(list(Verdict))


class Discussing(RuleBasedStateMachine):
    """One contribution, its author, and two moderators."""

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.topic = make_topic()
        self.people = {name: UserFactory() for name in ("author", "first", "second")}
        group = Group.objects.get(name="moderators-platforms")
        for name in ("first", "second"):
            self.people[name].groups.add(group)
        self.row = taking_part.reply(
            self.topic, author=self.people["author"], typed="Слово", capacity="", language="ru"
        )
        self.before = self.row.state

    def teardown(self):
        """Take everything back, so that the next run begins with nothing."""
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def attempt(self, step, *arguments, **named):
        """Do it, or be refused with nothing changed."""
        state = Contribution.objects.get(pk=self.row.pk).state
        try:
            with transaction.atomic():
                step(*arguments, **named)
        except REFUSALS:
            assert Contribution.objects.get(pk=self.row.pk).state == state

    def fresh(self):
        return Contribution.objects.select_related("discussion__platform").get(pk=self.row.pk)

    @rule(verdict=VERDICTS, who=PEOPLE)
    def decide(self, verdict, who):
        self.attempt(
            moderation.decide, self.fresh(), verdict, actor=self.people[who], rule="off_topic"
        )

    @rule(who=PEOPLE)
    def undo(self, who):
        ruling = Ruling.objects.filter(undone_at=None).first()
        if ruling:
            self.attempt(moderation.undo, ruling, actor=self.people[who])

    @rule()
    def wait(self):
        Ruling.objects.update(at=timezone.now() - timedelta(minutes=11))

    @rule(number=st.integers(0, 99))
    def edit(self, number):
        author = self.people["author"]
        self.attempt(taking_part.edit_own, self.fresh(), author=author, typed=f"Слово {number}")

    @rule(really=st.integers(0, 5))
    def remove(self, really):
        if really == 0:
            self.attempt(taking_part.remove_own, self.fresh(), author=self.people["author"])

    @rule(who=st.sampled_from(("first", "second")))
    def report(self, who):
        self.attempt(moderation.report, self.fresh(), rule="spam", reporter=self.people[who])

    @rule(who=PEOPLE)
    def appeal(self, who):
        ruling = Ruling.objects.filter(undone_at=None).first()
        if ruling:
            self.attempt(appeals.appeal, ruling, author=self.people[who], text="Не согласен")

    @rule(who=PEOPLE, granted=st.booleans())
    def decide_on_appeal(self, who, granted):
        appeal = Appeal.objects.filter(state="waiting").first()
        if appeal:
            self.attempt(
                appeals.decide, appeal, actor=self.people[who], granted=granted, remark="Так"
            )

    @invariant()
    def counts_agree(self):
        self.topic.refresh_from_db()
        shown = self.topic.contributions.filter(state=ContributionState.SHOWN).count()
        assert self.topic.shown_number == shown

    @invariant()
    def state_is_one_that_can_be_reached(self):
        state = self.fresh().state
        assert state in CONTRIBUTION_ARROWS
        if self.before == ContributionState.REMOVED:
            assert state == ContributionState.REMOVED
        self.before = state

    @invariant()
    def what_is_kept_from_readers_has_a_rule(self):
        row = self.fresh()
        if row.state in (ContributionState.REJECTED, ContributionState.HIDDEN):
            ruling = row.rulings.filter(undone_at=None).first()
            assert ruling.verdict == row.state
            assert ruling.rule

    @invariant()
    def nobody_decides_twice_or_on_the_own(self):
        author = self.people["author"]
        assert not Ruling.objects.filter(by=author).exists()
        for appeal in Appeal.objects.exclude(decided_by=None):
            assert appeal.decided_by_id not in (appeal.ruling.by_id, author.pk)
        for ruling in Ruling.objects.all():
            assert Appeal.objects.filter(ruling=ruling).count() <= 1


@pytest.mark.django_db
def test_discussing_in_any_order():
    run_state_machine_as_test(
        Discussing,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
