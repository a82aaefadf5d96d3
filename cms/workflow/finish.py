"""What happens when the last step of a workflow has approved a page."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish the revision that was approved.

    Replaces Wagtail's closing action, which publishes the newest revision whatever it is: one
    saved between the decision and the publication would become public without having been read.
    A revision with a future date of publication is scheduled, as in any publication.
    """
    revision = workflow_state.current_task_state.revision
    revision.publish(user=user, skip_permission_checks=True)
