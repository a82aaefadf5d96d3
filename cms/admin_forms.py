"""The form of images in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.forms import BaseImageForm
from wagtail.images.utils import find_image_duplicates
from wagtail.utils.file import hash_filelike

_ALTERNATIVES = ("alt_ru", "alt_en")


class PortalImageForm(BaseImageForm):
    """Asks for a description in both languages and refuses a picture that is already here.

    Wagtail's own notice of a duplicate appears only for pictures that pass the form at once; a
    picture that is still to be described takes another way, so the form itself looks.
    """

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.uploader = user

    def clean(self) -> dict[str, Any]:
        """Require both descriptions unless the picture is decorative."""
        data = super().clean()
        if not all(name in self.fields for name in ("is_decorative", *_ALTERNATIVES)):
            return data
        missing = [name for name in _ALTERNATIVES if not (data.get(name) or "").strip()]
        # Without any description the model complains at the Russian one itself.
        if data.get("is_decorative") or not missing:
            return data
        for name in missing if len(missing) == 1 else missing[1:]:
            if name not in self.errors:
                self.add_error(
                    name, _("Describe the picture in this language too, or mark it as decorative.")
                )
        return data

    def clean_file(self) -> Any:
        """Refuse a newly sent picture that the account can already choose."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile) and self.uploader is not None:
            self._refuse_duplicate(file)
        return file

    def _refuse_duplicate(self, file: UploadedFile) -> None:
        sent = get_image_model()(pk=self.instance.pk, file_hash=hash_filelike(file))
        file.seek(0)
        twin = find_image_duplicates(sent, self.uploader, self.permission_policy).first()
        if twin is not None:
            raise ValidationError(
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("The same picture is already kept; use it:"),
                    reverse("wagtailimages:edit", args=[twin.pk]),
                    twin.title,
                ),
                code="duplicate",
            )
