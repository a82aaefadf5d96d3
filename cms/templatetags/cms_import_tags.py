"""Template tags of the import pages."""

from collections.abc import Mapping
from typing import Any

from django import template

from cms.imports import Importer
from cms.imports.resources import field_label

register = template.Library()


@register.inclusion_tag("cms/imports/changes.html")
def import_changes(importer: Importer, row: Any) -> dict[str, Any]:
    """What a line changes: label, value before (None for an added row) and after."""
    if row.before is None:
        changes = [(name, None, value) for name, value in row.after.items() if value]
    else:
        changes = [(name, "" if was is None else was, now) for name, was, now in row.changes]
    return {
        "changes": [
            {"label": field_label(importer.model, name), "was": was, "now": now}
            for name, was, now in changes
        ]
    }


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """The value of a key; the key itself when there is none."""
    return mapping.get(key, key)
