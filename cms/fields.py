"""Model fields of our own."""

from typing import Any

from wagtail.fields import StreamField


class StoryField(StreamField):
    """A StreamField whose block list stays out of migrations.

    Replaces `StreamField.deconstruct`, which writes every block into the migration although the
    database column is the same JSON whatever the blocks are. In migrations the field is an
    empty StreamField; data migrations that read blocks must work on the raw JSON.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The field without its blocks."""
        name, _path, _args, kwargs = super().deconstruct()
        # Not dropped: a StreamField read back from a migration names an empty lookup, and the two
        # must compare as equal.
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs
