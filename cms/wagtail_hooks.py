"""What the foundation adds to Wagtail's admin."""

from wagtail import hooks

from cms import choosers


@hooks.register("register_admin_viewset")
def register_choosers() -> list:
    """Dialogues that choose rows of the registers."""
    return [choosers.regions, choosers.topics, choosers.organisations]
