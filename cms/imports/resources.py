"""Resources: how columns of a file become fields of a register's rows."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _
from import_export import resources, widgets
from import_export.instance_loaders import CachedInstanceLoader
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from cms.models import Organisation, Region, Topic
from cms.validators import typed_point, validate_point

NATURAL_KEYS: dict[type[models.Model], str] = {Region: "code", Topic: "slug", Organisation: "slug"}
"""By which field a file names a row of a register; applications add theirs."""

# More than the largest column of whole numbers holds.
_DIGITS = 19


class TextWidget(widgets.CharWidget):
    """A text as it is typed."""

    def __init__(self) -> None:
        super().__init__(coerce_to_string=True, allow_blank=True)


class PointWidget(TextWidget):
    """A point typed as latitude and longitude."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """The point as it is kept in the database."""
        return typed_point(str(value or ""))


class WholeNumberWidget(widgets.Widget):
    """A whole number, with or without spaces between thousands."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        """The number; None for an empty cell."""
        text = "".join(str(value or "").split())
        if not text:
            return None
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation as error:
            raise ValueError(_("“%(value)s” is not a whole number.") % {"value": value}) from error
        # Before the number is written out: 1e999999999 is four signs here and a gigabyte there.
        is_small = number.is_finite() and number.adjusted() < _DIGITS
        if not is_small or number != number.to_integral_value():
            raise ValueError(_("“%(value)s” is not a whole number.") % {"value": value})
        return int(number)


class ChoiceWidget(widgets.Widget):
    """One of a closed list, by its key or by its name in the reader's language."""

    def __init__(self, field: models.Field) -> None:
        super().__init__()
        self.field = field

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """The key."""
        text = str(value or "").strip()
        if not text:
            return self.field.get_default() or ""
        for key, label in self.field.flatchoices:
            if text.casefold() in (str(key).casefold(), str(label).casefold()):
                return str(key)
        keys = ", ".join(str(key) for key, _label in self.field.flatchoices)
        raise ValueError(
            _("“%(value)s” is not in the list. Allowed: %(keys)s.") % {"value": text, "keys": keys}
        )


class KeyWidget(widgets.Widget):
    """A row of another register by its natural key."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__()
        self.model, self.key = model, NATURAL_KEYS[model]
        self.found: dict[str, Any] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """The primary key of the row; raises ValueError when there is none."""
        text = str(value or "").strip()
        if not text:
            return None
        if text not in self.found:
            rows = self.model._base_manager.filter(**{self.key: text})
            match = rows.values_list("pk", flat=True).first()
            if match is None:
                raise ValueError(
                    _("There is no “%(value)s” in the register “%(register)s”.")
                    % {"value": text, "register": self.model._meta.verbose_name_plural}
                )
            self.found[text] = match
        return self.found[text]


class RegisterResource(resources.ModelResource):
    """Rows of a register by their natural key; remembers each row before and after.

    A check writes past the models' signals and is rolled back. An import saves rows one by one, or,
    where `inserts_in_bulk`, adds new rows at once: nothing can refer to them yet, so only Wagtail's
    own indexes need to hear of them.
    """

    inserts_in_bulk = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.before: dict[str, Any] | None = None
        self.added: list[models.Model] = []

    class Meta:
        skip_diff = True
        store_instance = True
        clean_model_instances = True
        instance_loader_class = CachedInstanceLoader

    @classmethod
    def widget_from_django_field(cls, f: models.Field, default: Any = widgets.Widget) -> Any:
        """The widget of a field, whose complaints name the value and what is allowed."""
        if isinstance(f, models.ForeignKey):
            return lambda **_options: KeyWidget(f.related_model)
        if f.choices:
            return lambda **_options: ChoiceWidget(f)
        if validate_point in f.validators:
            return lambda **_options: PointWidget()
        if isinstance(f, models.IntegerField):
            return lambda **_options: WholeNumberWidget()
        if isinstance(f, (models.CharField, models.TextField)):
            return lambda **_options: TextWidget()
        return super().widget_from_django_field(f, default)

    @classmethod
    def columns(cls) -> dict[str, models.Field]:
        """Columns of a file and the fields they fill."""
        fields = cls._meta.model._meta
        return {name: fields.get_field(name) for name in cls._meta.fields}

    @classmethod
    def key_columns(cls) -> tuple[str, ...]:
        """The columns that together name a row."""
        return tuple(cls._meta.import_id_fields)

    @classmethod
    def known_keys(cls) -> set[tuple[str, ...]]:
        """The keys of the rows that are there, as files write them."""
        columns = cls.columns()
        paths = [
            f"{name}__{NATURAL_KEYS[columns[name].related_model]}"
            if columns[name].related_model
            else name
            for name in cls.key_columns()
        ]
        rows = cls._meta.model._base_manager.values_list(*paths)
        return {tuple(str(part) for part in row) for row in rows}

    @classmethod
    def required_columns(cls) -> list[str]:
        """Columns that a new row needs."""
        return [
            name
            for name, field in cls.columns().items()
            if not field.blank and not field.null and not field.has_default()
        ]

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[models.Model, bool]:
        """The row to change or to add, remembered as it was."""
        instance, new = super().get_or_init_instance(instance_loader, row)
        self.before = None if new else snapshot(instance)
        return instance, new

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """A row that changes nothing is not saved."""
        return not errors and self.before is not None and snapshot(instance) == self.before

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Save a row; a check saves it without signals, to be rolled back."""
        if kwargs["dry_run"] and is_create:
            self._meta.model._base_manager.bulk_create([instance])
        elif kwargs["dry_run"]:
            values = {
                field.attname: field.value_from_object(instance)
                for field in _editable(type(instance))
            }
            self._meta.model._base_manager.filter(pk=instance.pk).update(**values)
        elif is_create and self.inserts_in_bulk:
            self.added.append(instance)
        else:
            instance.save(force_insert=is_create)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Add the rows that were put off, and index them."""
        if not self.added or result.has_errors() or result.has_validation_errors():
            return
        model = self._meta.model
        model._base_manager.bulk_create(self.added, batch_size=500)
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, self.added)
        for instance in self.added:
            ReferenceIndex.create_or_update_for_object(instance)

    def after_import_row(self, row: Any, row_result: Any, **kwargs: Any) -> None:
        """Keep both states for the report and the journal."""
        row_result.before = self.before
        row_result.after = snapshot(row_result.instance)


def snapshot(instance: models.Model) -> dict[str, Any]:
    """The editable values of a row by column, as JSON keeps them."""
    encoder = DjangoJSONEncoder()
    return {
        field.attname: _plain(field.value_from_object(instance), encoder)
        for field in _editable(type(instance))
    }


def restore(instance: models.Model, values: dict[str, Any]) -> None:
    """Put the values of a snapshot back into a row, without saving it."""
    for field in _editable(type(instance)):
        if field.attname in values:
            setattr(instance, field.attname, field.to_python(values[field.attname]))


def field_label(model: type[models.Model], column: str) -> str:
    """The name of a column for people."""
    try:
        model_field: Any = model._meta.get_field(column.removesuffix("_id"))
    except FieldDoesNotExist:
        return column
    return str(model_field.verbose_name)


def messages_of(error: ValidationError) -> dict[str, list[str]]:
    """Messages of an error by column; "" for the whole row."""
    if not hasattr(error, "error_dict"):
        return {"": list(error.messages)}
    return {
        "" if name == "__all__" else name: list(messages)
        for name, messages in error.message_dict.items()
    }


def _plain(value: Any, encoder: DjangoJSONEncoder) -> Any:
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return encoder.default(value)


def _editable(model: type[models.Model]) -> list[models.Field]:
    return [
        field for field in model._meta.concrete_fields if field.editable and not field.primary_key
    ]


class RegionResource(RegisterResource):
    """Subjects of the federation by ISO code."""

    class Meta(RegisterResource.Meta):
        model = Region
        import_id_fields = ("code",)
        fields = (
            "code",
            "okato",
            "name_ru",
            "name_en",
            "federal_district",
            "capital_ru",
            "capital_en",
            "place",
            "population_thousand",
            "area_km2",
        )


class TopicResource(RegisterResource):
    """Topics by key; the parent by its key."""

    class Meta(RegisterResource.Meta):
        model = Topic
        import_id_fields = ("slug",)
        fields = ("slug", "name_ru", "name_en", "parent")


class OrganisationResource(RegisterResource):
    """Organisations by key; the region by its code."""

    inserts_in_bulk = True

    class Meta(RegisterResource.Meta):
        model = Organisation
        import_id_fields = ("slug",)
        fields = (
            "slug",
            "name_ru",
            "name_en",
            "kind",
            "region",
            "place",
            "address_ru",
            "address_en",
            "website",
            "email",
            "phone",
        )
