"""What a page type does to take corrections from readers."""

from typing import Any

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


class CorrectableMixin:
    """For a RoutablePage with `correctable_fields`, stands before it among the bases."""

    correctable_fields: tuple[str, ...] = ()

    def field_name(self, name: str) -> str:
        """The name of a field for people."""
        return str(self._meta.get_field(name).verbose_name)  # type: ignore[attr-defined]

    def cleaned_correction(self, name: str, value: str) -> str:
        """The value as the field keeps it; raises ValidationError where it does not take it."""
        model_field = self._meta.get_field(name)  # type: ignore[attr-defined]
        return str(model_field.clean(value.strip(), self))

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
        SuggestedCorrection.objects.create(
            page_id=self.pk,
            field=data["field"],
            current=str(getattr(self, data["field"], "")) if data["field"] != OTHER else "",
            value=data["value"],
            remark=data["remark"],
            email=data["email"],
            language=self.locale.language_code,
        )
        context = {
            "page": self,
            "said": _("Thank you. An editor will check it."),
            "names_field": data["field"] != OTHER,
        }
        return unlisted(render(request, "cms/corrections/sent.html", context))

    def _correction_page(
        self, request: HttpRequest, form: CorrectionForm, status: int = 200
    ) -> HttpResponse:
        context = {"page": self, "form": form}
        return unlisted(render(request, "cms/corrections/form.html", context, status=status))
