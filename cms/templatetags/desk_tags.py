"""Words and addresses of the desk's pages."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.desk.translations import untranslated, why_locked
from cms.numbers import rounded

register = template.Library()


@register.filter
def due_in_words(due_at: datetime | None) -> str:
    """When a decision is due: "overdue by 2 days", "due today at 14:00", "due in 3 days"."""
    if due_at is None:
        return _("no date")
    now = timezone.now()
    if due_at <= now:
        return _("overdue by %(time)s") % {"time": timesince(due_at, now, depth=1)}
    local = timezone.localtime(due_at)
    if local.date() == timezone.localdate():
        return _("due today at %(time)s") % {"time": local.strftime("%H:%M")}
    return _("due in %(time)s") % {"time": timesince(now, due_at, depth=1)}


@register.filter
def age_in_words(since: datetime) -> str:
    """How long ago: "2 days", "5 hours", "less than a minute"."""
    now = timezone.now()
    if now - since < timedelta(minutes=1):
        return _("less than a minute")
    return timesince(since, now, depth=1)


@register.filter
def hours_in_words(hours: float) -> str:
    """A length of time given in hours: "45 min", "5.5 h", "3.2 days"."""
    if hours < 1:
        return _("%(number)d min") % {"number": round(hours * 60)}
    if hours < 48:
        return _("%(number)s h") % {"number": rounded(hours, 1)}
    return _("%(number)s days") % {"number": rounded(hours / 24, 1)}


@register.filter
def account_name(user: Any) -> str:
    """The name of an account, its login where it has none, a dash where there is no account."""
    return (user.get_full_name() or user.get_username()) if user else "—"


@register.inclusion_tag("cms/desk/translation.html", takes_context=True)
def translation_desk(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """The way of a translation to the desk, for the translation editor."""
    translation = context["translation"]
    return {
        "csrf_token": context.get("csrf_token"),
        "source": context["source_translation"],
        "target": translation.target_locale.get_display_name(),
        "waiting": page.workflow_in_progress,
        "missing": untranslated(translation),
        "refusal": why_locked(context["request"].user, page),
    }
