"""Model fields of our own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import FieldComparison, register_comparison_class
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


class ChoicesField(models.JSONField):
    """Several values of a closed list, in the order of the list; edited as ticks.

    `values` are the choices as pairs. They stay out of migrations: the column is the same JSON
    whatever they are.
    """

    def __init__(self, *args: Any, values: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        self.values = tuple(values)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """The field as plain JSON, without its choices."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse what is not of the list."""
        super().validate(value, model_instance)
        known = dict(self.values)
        if not isinstance(value, list) or not all(one in known for one in value):
            raise ValidationError(_("Choose from the list."))

    def formfield(self, **kwargs: Any) -> forms.MultipleChoiceField:
        """Ticks."""
        return forms.MultipleChoiceField(
            choices=self.values,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )

    def words(self, value: Iterable[str]) -> str:
        """The chosen values as people read them: "university, company"."""
        names = dict(self.values)
        return ", ".join(str(names.get(one, one)) for one in value)


class ChoicesComparison(FieldComparison):
    """Two versions of a choice of several, in words."""

    def __init__(self, field: ChoicesField, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a = field.words(self.val_a or ())
        self.val_b = field.words(self.val_b or ())


register_comparison_class(ChoicesField, comparison_class=ChoicesComparison)
