"""Imports of registers from CSV and XLSX files: check first, then all or nothing, undone as one.

An application registers an `Importer` in its `apps.py: ready()` and gets the upload, the report,
the journal and the undoing.
"""

from cms.imports.registry import Importer, importer, importer_of, importers, register

__all__ = ["Importer", "importer", "importer_of", "importers", "register"]
