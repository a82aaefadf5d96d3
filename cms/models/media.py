"""Images and documents with what a public portal must know of them."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from cms.enums import ExtractionProblem, ExtractionState
from cms.storage import document_storage

# Formats whose text is taken page by page.
EXTRACTED_EXTENSIONS = frozenset({"docx", "odt", "pdf", "pptx", "txt"})


class PortalImage(AbstractImage):
    """An image that has a text alternative in both languages or is marked decorative."""

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The picture adds nothing to the text and is skipped by screen readers."),
    )
    alt_ru = models.CharField(_("alternative text in Russian"), max_length=255, blank=True)
    alt_en = models.CharField(_("alternative text in English"), max_length=255, blank=True)
    source = models.CharField(_("source or author"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "is_decorative",
        "alt_ru",
        "alt_en",
        "source",
        "licence",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def clean(self) -> None:
        """Require an alternative text unless the image is decorative."""
        super().clean()
        if not self.is_decorative and not (self.alt_ru or self.alt_en):
            raise ValidationError(
                {"alt_ru": _("Describe the picture in words or mark it as decorative.")}
            )

    @property
    def default_alt_text(self) -> str:
        """The alternative text in the reader's language; empty for a decorative image."""
        if self.is_decorative:
            return ""
        if (get_language() or "ru").startswith("en"):
            return self.alt_en or self.alt_ru
        return self.alt_ru or self.alt_en


class PortalRendition(AbstractRendition):
    """A resized copy of an image."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
        verbose_name = _("image rendition")


class PortalDocument(AbstractDocument):
    """A file with its hash, language and the text of its pages."""

    file = models.FileField(_("file"), upload_to="documents", storage=document_storage)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("ru", _("Russian")), ("en", _("English"))],
        default="ru",
    )
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False, db_index=True)
    extraction_state = models.CharField(
        _("text extraction"),
        max_length=12,
        choices=ExtractionState,
        default=ExtractionState.WAITING,
        editable=False,
        db_index=True,
    )
    extraction_error = models.CharField(
        _("why there is no text"),
        max_length=20,
        choices=ExtractionProblem,
        blank=True,
        editable=False,
    )
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)

    admin_form_fields = ("title", "file", "language", "collection", "tags")

    search_fields = [*Document.search_fields, index.FilterField("extraction_state")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """Check the name's extension, unless the form has refused the file already."""
        if self.file:
            super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Hash a new file before it is stored."""
        if self.file and not self.file._committed:
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    def _set_document_file_metadata(self) -> None:
        # Wagtail calls this wherever it takes a new file. Other bytes mean that the text waits
        # to be extracted again; the same bytes keep their text.
        super()._set_document_file_metadata()
        with self.open_file() as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self.file.seek(0)
        if digest != self.sha256:
            self.sha256 = digest
            self.reset_extraction()

    def reset_extraction(self) -> None:
        """Let the text wait for extraction; a format without text is told at once. Not saved."""
        extracted = self.file_extension.lower() in EXTRACTED_EXTENSIONS
        self.extraction_state = (
            ExtractionState.WAITING if extracted else ExtractionState.UNSUPPORTED
        )
        self.extraction_error = ""
        self.page_count = None


class DocumentPage(models.Model):
    """Text of one page of a document; `number` counts from 1."""

    document = models.ForeignKey(PortalDocument, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField(_("page"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("page text")
        verbose_name_plural = _("page texts")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_text_per_page")
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"
