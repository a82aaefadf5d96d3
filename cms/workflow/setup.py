"""Workflows of the sections, made from their pages and groups; safe to run again."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from cms.workflow.models import ModerationTask

# Some texts are read by a specialist before the section's moderator sees them.
FIRST_STEPS = {"legal": ("legal-editors",), "platforms": ("platform-specialists",)}


def steps_of(section: str) -> tuple[str, ...]:
    """Names of the groups that approve pages of `section`, in their order."""
    return (*FIRST_STEPS.get(section, ()), f"moderators-{section}")


@transaction.atomic
def setup_section(section: str, title: str, pages: Iterable[Page]) -> Workflow:
    """Give the section's pages (one a language) their workflow; `title` names it for people.

    The groups of `steps_of` are made where they are missing. What an administrator changed since
    (names, days, priorities, further groups) stays; missing steps are added and put in order.
    """
    pages = list(pages)
    groups = [Group.objects.get_or_create(name=name)[0] for name in steps_of(section)]
    known = WorkflowPage.objects.filter(page__in=pages).select_related("workflow").first()
    with override("ru"):
        workflow = known.workflow if known else _new_workflow(title)
        _put_in_order(workflow, [_task_of(group, title) for group in groups])
    for page in pages:
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
    return workflow


def _new_workflow(title: str) -> Workflow:
    return Workflow.objects.create(name=_("Moderation: %(section)s") % {"section": title})


def _task_of(group: Group, title: str) -> ModerationTask:
    task = ModerationTask.objects.filter(groups=group, parallelapprovaltask=None).first()
    if task is None:
        names = {
            "legal-editors": _("Legal review: %(section)s"),
            "platform-specialists": _("Specialist review: %(section)s"),
        }
        name = names.get(group.name, _("Approval: %(section)s")) % {"section": title}
        task = ModerationTask.objects.create(name=name)
        task.groups.add(group)
    return task


def _put_in_order(workflow: Workflow, tasks: Sequence[ModerationTask]) -> None:
    for order, task in enumerate(tasks):
        WorkflowTask.objects.update_or_create(
            workflow=workflow, task=task, defaults={"sort_order": order}
        )
