"""What the section does when something is saved or published."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published

from platforms import reindexing
from platforms.models import Direction, PlatformPage
from platforms.services.moderators import let_moderators_edit
from search.labels import forget


def connect() -> None:
    """Connect the receivers; called when the application is ready."""
    post_save.connect(open_to_moderators, PlatformPage, dispatch_uid="platforms.moderators")
    page_published.connect(name_platform, PlatformPage, dispatch_uid="platforms.name")
    reindexing.connect()
    for signal in (post_save, post_delete):
        signal.connect(forget, sender=Direction, dispatch_uid="platforms.forget_names")


def open_to_moderators(instance: PlatformPage, created: bool, **_kwargs: Any) -> None:
    """Let the moderators of its platform edit a new page."""
    if created and not instance.alias_of_id:
        let_moderators_edit(instance)


def name_platform(instance: PlatformPage, **_kwargs: Any) -> None:
    """Name the platform as its published page of that language does."""
    instance.platform.take_name(instance)
