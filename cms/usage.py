"""Where rows of a register are used: foreign keys, many-to-many fields and blocks of pages.

Wagtail's reference index knows foreign keys and blocks but not many-to-many fields, such as the
topics of a page, so both are asked.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex

_CHUNK = 500


@dataclass(frozen=True)
class Use:
    """A thing that refers to a row."""

    instance: Model

    @property
    def kind(self) -> str:
        """The name of the thing's model."""
        return capfirst(str(self.instance._meta.verbose_name))

    @property
    def title(self) -> str:
        """The name of the thing."""
        if isinstance(self.instance, Page):
            return self.instance.get_admin_display_title()
        return str(self.instance)


def uses_of(model: type[Model], keys: Collection[Any]) -> dict[Any, list[Use]]:
    """Things that refer to the rows with these keys; a row nobody refers to is left out."""
    found: dict[Any, dict[tuple[type[Model], Any], None]] = defaultdict(dict)
    ordered = list(keys)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        for target, source in [*_from_index(model, chunk), *_from_fields(model, chunk)]:
            found[target][source] = None
    wanted = {source for sources in found.values() for source in sources}
    things = _things(wanted)
    uses = {
        target: [Use(things[source]) for source in sources if source in things]
        for target, sources in found.items()
    }
    return {target: users for target, users in uses.items() if users}


def uses_with_links(row: Model, user: Any) -> list[tuple[Use, str | None]]:
    """Things that refer to a row, with the address where `user` may edit each."""
    finder = AdminURLFinder(user)
    uses = uses_of(type(row), [row.pk]).get(row.pk, [])
    return [(use, finder.get_edit_url(use.instance)) for use in uses]


def _from_index(model: type[Model], keys: list[Any]) -> list[tuple[Any, tuple[type[Model], Any]]]:
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=[str(key) for key in keys],
    ).values_list("to_object_id", "content_type", "object_id")
    pairs = []
    for target, content_type, source in rows:
        source_model = ContentType.objects.get_for_id(content_type).model_class()
        if source_model is not None:
            pairs.append(
                (
                    model._meta.pk.to_python(target),
                    (_base(source_model), source_model._meta.pk.to_python(source)),
                )
            )
    return pairs


def _from_fields(model: type[Model], keys: list[Any]) -> list[tuple[Any, tuple[type[Model], Any]]]:
    pairs = []
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not (relation.auto_created and not relation.concrete and relation.is_relation):
            continue
        source, field = relation.related_model, relation.field
        if source._meta.auto_created:  # the table between the two sides of a many-to-many field
            continue
        if getattr(source, "PART_OF", "") == field.name:  # goes with the row it is a part of
            continue
        rows = source._base_manager.filter(**{f"{field.name}__in": keys})
        owner = _owner_of(source)
        shown, column = (owner.related_model, owner.attname) if owner else (source, "pk")
        pairs += [
            (target, (_base(shown), pk)) for target, pk in rows.values_list(field.name, column)
        ]
    return pairs


def _owner_of(model: type[Model]) -> ParentalKey | None:
    """The field by which a line of a page's form belongs to its page."""
    fields = (field for field in model._meta.fields if isinstance(field, ParentalKey))
    return next(fields, None)


def _base(model: type[Model]) -> type[Model]:
    """Pages of every type count as pages, so that one page is named once."""
    return Page if issubclass(model, Page) else model


def _things(sources: set[tuple[type[Model], Any]]) -> dict[tuple[type[Model], Any], Model]:
    keys: dict[type[Model], list[Any]] = defaultdict(list)
    for model, pk in sources:
        keys[model].append(pk)
    return {
        (model, pk): instance
        for model, pks in keys.items()
        for pk, instance in model._base_manager.in_bulk(pks).items()
    }
