"""Editing forms of the library's pages."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm


class LegalActCopyForm(CopyForm):
    """The form that copies an act to start another from."""

    def clean(self) -> dict[str, Any]:
        """Refuse an alias: it would be the same act a second time."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("alias"):
            self.add_error("alias", _("An act has one page in a language and no aliases."))
        return cleaned


class LegalActForm(WagtailAdminPageForm):
    """The form of an act: tells at the field what the database would refuse."""

    def is_valid(self) -> bool:
        """Let each relation know the act as it is being entered, not as it was stored."""
        formset = self.formsets.get("relations")
        if formset is not None and formset.is_bound:
            for form in formset.forms:
                form.instance.page = self.instance
        return bool(super().is_valid())

    def clean(self) -> dict[str, Any]:
        """Refuse an act that is already on the portal."""
        cleaned: dict[str, Any] = super().clean()
        kind, number = cleaned.get("kind"), cleaned.get("number")
        issuer, adopted_on = cleaned.get("issuer"), cleaned.get("adopted_on")
        if kind and number and issuer and adopted_on:
            twin = self.instance.twin_of(
                kind=kind,
                issuer_id=issuer.pk,
                number=number,
                adopted_on=adopted_on,
                locale=self.instance.locale if self.instance.locale_id else self.parent_page.locale,
            )
            if twin is not None:
                self.add_error(
                    "number",
                    _("This act is already on the portal: “%(title)s”.") % {"title": twin.title},
                )
        return cleaned
