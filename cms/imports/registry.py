"""Which registers can be imported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_permission_codename
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst

from cms.imports.reading import Row
from cms.imports.resources import RegisterResource
from cms.models import ImportBatch


@dataclass(frozen=True)
class Importer:
    """How one register is imported.

    `key` stands in addresses and in the journal, `index_url_name` names the address of the
    register's list in the admin. `order` puts rows of a file into the order in
    which they can be saved (parents first).
    """

    key: str
    resource: type[RegisterResource]
    index_url_name: str
    order: Callable[[Sequence[Row]], Sequence[Row]] = list
    title: str | Promise = ""
    """Name of the import where it is not that of the register."""

    @property
    def model(self) -> type[Model]:
        """The model of the rows."""
        return self.resource._meta.model

    @property
    def label(self) -> str:
        """The name of the register, or of the part of it that is imported."""
        return str(self.title) or capfirst(str(self.model._meta.verbose_name_plural))

    def is_allowed(self, user: Any) -> bool:
        """Whether `user` may import: who may add and change rows may."""
        return self._has_right(user, "add") and self._has_right(user, "change")

    def may_undo(self, user: Any, batch: ImportBatch) -> bool:
        """Whether `user` may undo `batch`: an own one, or any with the right to delete rows."""
        return self.is_allowed(user) and (
            batch.user_id == user.pk or self._has_right(user, "delete")
        )

    def _has_right(self, user: Any, action: str) -> bool:
        options = self.model._meta
        codename = get_permission_codename(action, options)
        return bool(user.has_perm(f"{options.app_label}.{codename}"))


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Add a register; a second one with the same key is a mistake in the code."""
    if importer.key in _importers:
        raise ValueError(f"The import {importer.key!r} is registered twice.")
    _importers[importer.key] = importer


def importer(key: str) -> Importer | None:
    """The importer with this key."""
    return _importers.get(key)


def importer_of(model: type[Model]) -> Importer | None:
    """The importer of a model."""
    return next((one for one in _importers.values() if one.model is model), None)


def importers() -> Sequence[Importer]:
    """Every importer in the order of registration."""
    return tuple(_importers.values())
