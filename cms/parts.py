"""Rows of a page read in the page's own query, in place of one more query for each kind of them.

A page that shows its topics, regions and child rows asks for each apart. `with_parts` adds them to
the page's query as JSON; `hold_parts` gives them to the page that was read, as its form gives it
what an editor changed. `page.topics.all()` then answers without a query and the page's code does
not know the difference. For pages that are read to be shown.
"""

from functools import cache
from typing import Any, TypeVar

from django.db.models import JSONField, ManyToManyField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from wagtail.models import Page

_PREFIX = "part_"
_Pages = TypeVar("_Pages", bound=QuerySet[Any])


class _Rows(Subquery):
    """The rows of a query with the single column `part`, as one JSON array."""

    output_field = JSONField()
    template = "(SELECT COALESCE(JSONB_AGG(r.part), '[]'::jsonb) FROM (%(subquery)s) r)"
    on_sqlite = "(SELECT JSON_GROUP_ARRAY(JSON(r.part)) FROM (%(subquery)s) r)"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite has another name for the same."""
        return self.as_sql(compiler, connection, template=self.on_sqlite, **extra)


def with_parts(pages: _Pages, *names: str) -> _Pages:
    """Read many-to-many fields and child rows (without files and moments) with the pages."""
    return pages.annotate(**{f"{_PREFIX}{name}": _rows(pages.model, name) for name in names})


def hold_parts(page: Page) -> None:
    """Make what `with_parts` read the page's own, in the order of the rows' models."""
    for key in [key for key in vars(page) if key.startswith(_PREFIX)]:
        name = key.removeprefix(_PREFIX)
        model = page._meta.get_field(name).related_model
        setattr(page, name, [_row(model, values, page._state.db) for values in vars(page).pop(key)])


@cache
def _rows(model: type[Model], name: str) -> _Rows:
    field = model._meta.get_field(name)
    if isinstance(field, ManyToManyField):
        rows = field.remote_field.through._default_manager.filter(
            **{field.m2m_field_name(): OuterRef("pk")}
        )
        prefix = f"{field.m2m_reverse_field_name()}__"
    else:
        rows = field.related_model._default_manager.filter(**{field.field.name: OuterRef("pk")})
        prefix = ""
    columns = field.related_model._meta.concrete_fields
    part = JSONObject(**{one.attname: f"{prefix}{one.attname}" for one in columns})
    return _Rows(rows.order_by().values(part=part))


def _row(model: type[Model], values: dict[str, Any], alias: str | None) -> Model:
    columns = model._meta.concrete_fields
    names = [one.attname for one in columns]
    return model.from_db(alias, names, [one.to_python(values[one.attname]) for one in columns])
