"""`manage.py publish_scheduled`: Wagtail's name for `publish_due`.

Wagtail's own command stops at the first bad page and publishes twice when run twice at once, so
its name leads to ours: whoever follows Wagtail's handbook gets the safe one.
"""

from cms.management.commands.publish_due import Command

__all__ = ["Command"]
