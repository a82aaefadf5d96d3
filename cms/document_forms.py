"""The form of documents in the admin."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from cms.files import detect, matches_extension

KIND_LABELS = {
    "pdf": _("a PDF document"),
    "docx": _("a Word document"),
    "pptx": _("a PowerPoint presentation"),
    "xlsx": _("an Excel workbook"),
    "odt": _("an OpenDocument text"),
    "ods": _("an OpenDocument spreadsheet"),
    "odp": _("an OpenDocument presentation"),
    "zip": _("a ZIP archive"),
    "ole": _("an encrypted Office file or one of before 2007"),
    "txt": _("plain text"),
    "unknown": _("something else"),
}


class PortalDocumentForm(BaseDocumentForm):
    """Refuses a file that is not what its name says and one that is already in the library."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        # The uploader of many files sends a title only; the language is then set beside it.
        if "language" in self.fields and "file" in self.fields:
            self.fields["language"].required = False

    def clean_language(self) -> str:
        """The language chosen, or the one the document has."""
        return self.cleaned_data["language"] or self.instance.language

    def clean_file(self) -> Any:
        """Check a newly sent file by its bytes."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            self._refuse_other_content(file)
            self._refuse_duplicate(file)
        return file

    def _refuse_other_content(self, file: UploadedFile) -> None:
        extension = (file.name or "").rpartition(".")[2].lower()
        kind = detect(file)
        if not matches_extension(kind, extension):
            raise ValidationError(
                _(
                    "The name ends in .%(extension)s, but inside is %(found)s. "
                    "Save the file in the right format or correct its name."
                ),
                code="other_content",
                params={"extension": extension, "found": KIND_LABELS[kind]},
            )

    def _refuse_duplicate(self, file: UploadedFile) -> None:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        twins = self._meta.model.objects.filter(sha256=digest).exclude(pk=self.instance.pk)
        twin = twins.first()
        if twin is None:
            return
        if self.user is None or not twin.is_editable_by_user(self.user):
            raise ValidationError(
                _("The same file is already kept, in a collection you may not change."),
                code="duplicate",
            )
        raise ValidationError(
            format_html(
                '{} <a href="{}">{}</a>',
                _("The same file is already kept; use it:"),
                reverse("wagtaildocs:edit", args=[twin.pk]),
                twin.title,
            ),
            code="duplicate",
        )
