"""Periodic jobs of the foundation."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command

from cms import periodic
from cms.audit.verification import note_head
from cms.links.checking import check_when_on
from cms.mailing.pruning import prune_letters
from cms.scheduling.publication import publish_due
from cms.scheduling.retries import reap, retry_failed
from cms.workflow.reminders import remind_overdue

MINUTE = 60
DAY = 24 * 60 * MINUTE


def register_jobs() -> None:
    """Tell the worker what the foundation does by the clock."""
    periodic.register("publish-due", 30, publish_due)
    periodic.register("reap-tasks", MINUTE, reap)
    periodic.register("retry-tasks", MINUTE, retry_failed)
    periodic.register("remind-overdue", 10 * MINUTE, remind_overdue)
    periodic.register("prune-tasks", DAY, prune_tasks)
    periodic.register("verify-audit", DAY, note_head)
    periodic.register("prune-letters", DAY, prune_letters)
    periodic.register("clear-sessions", DAY, clear_sessions)
    periodic.register("check-links", 60 * MINUTE, check_when_on)


def prune_tasks() -> None:
    """Delete rows of tasks finished two weeks ago, of failed ones three months ago."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=14, failed_min_age_days=90)


def clear_sessions() -> None:
    """Delete sessions that have ended, and from where they were opened."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
