"""What a page type does to take corrections from readers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path

from cms.corrections.forms import CorrectionForm, started_now
from cms.headers import unlisted
from cms.models.corrections import OTHER, SuggestedCorrection
from cms.throttle import Limit, address_of, waiting_message

HOUR = 60 * 60
PER_CLIENT = Limit("corrections", 5, HOUR)
_WRITTEN_DIFFERENTLY = (models.DateField, models.DecimalField, models.IntegerField)


def kept(value: Any) -> str:
    """A value of a field as a row keeps it: days by ISO 8601, numbers with a full stop."""
    return "" if value is None else str(value)


class CorrectableMixin:
    """For a RoutablePage with `correctable_fields`, stands before it among the bases."""

    correctable_fields: tuple[str, ...] = ()
    """Fields, and names beginning with `OTHER` for what the page shows but does not keep."""
    correction_names: Mapping[str, Any] = {}
    """Names for people where that of the field would not do."""

    def fields_to_correct(self) -> Sequence[str]:
        """Those of the fields that this very page uses."""
        return self.correctable_fields

    @classmethod
    def field_name(cls, name: str) -> str:
        """The name of a field for people."""
        if name == OTHER:
            return _("something else")
        meta = cls._meta  # type: ignore[attr-defined]
        return str(cls.correction_names.get(name) or meta.get_field(name).verbose_name)

    def read_correction(self, name: str, text: str) -> str:
        """What a person typed, as a row keeps it; raises ValidationError where it does not fit.

        Days and numbers are read as people of the current language write them.
        """
        model_field = self._meta.get_field(name)  # type: ignore[attr-defined]
        typed: Any = text.strip()
        if isinstance(model_field, _WRITTEN_DIFFERENTLY):
            typed = model_field.formfield(localize=True, required=True).clean(typed)
        return kept(model_field.clean(typed, self))

    def cleaned_correction(self, name: str, value: str) -> Any:
        """A kept value as the field has it; raises ValidationError where it does not take it."""
        return self._meta.get_field(name).clean(value, self)  # type: ignore[attr-defined]

    @path("correct/")
    def correct(self: Any, request: HttpRequest) -> HttpResponse:
        """The form by which anybody tells of a mistake, without an account."""
        if request.method != "POST":
            return self._correction_page(request, CorrectionForm(page=self))
        form = CorrectionForm(request.POST, page=self)
        if not form.is_valid():
            # A fresh moment, so that a person who was too fast or too late may send it again.
            if "started" in form.errors:
                form.data = form.data.copy()
                form.data["started"] = started_now()
            return self._correction_page(request, form, status=422)
        if seconds := PER_CLIENT.take(address_of(request)):
            form.add_error(None, waiting_message(seconds))
            response = self._correction_page(request, form, status=429)
            response["Retry-After"] = str(seconds)
            return response
        data = form.cleaned_data
        row = SuggestedCorrection.objects.create(
            page_id=self.pk,
            field=data["field"],
            current=kept(getattr(self, data["field"], None)),
            value=data["value"],
            remark=data["remark"],
            email=data["email"],
            language=self.locale.language_code,
        )
        context = {
            "page": self,
            "said": _("Thank you. An editor will check it."),
            "names_field": row.names_field,
        }
        return unlisted(render(request, "cms/corrections/sent.html", context))

    def _correction_page(
        self, request: HttpRequest, form: CorrectionForm, status: int = 200
    ) -> HttpResponse:
        context = {"page": self, "form": form}
        return unlisted(render(request, "cms/corrections/form.html", context, status=status))
