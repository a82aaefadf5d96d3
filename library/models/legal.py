"""Legal acts: identity, provisions, relations and force."""

from itertools import count
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.contrib.redirects.models import Redirect
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.fields import StoryField
from cms.models import EditorialPage, Organisation, PortalDocument, Region
from cms.querysets import public, public_documents
from library.admin_forms import LegalActCopyForm, LegalActForm
from library.blocks import ActTextBlock
from library.enums import FORCE_TAGS, ActKind, ActLevel, ForceState
from library.legal.context import act_context
from library.legal.force import ActDates
from library.legal.numbers import act_address
from library.legal.relations import Link
from library.models.relations import LegalRelation
from library.panels import act_tabs
from library.querysets import LegalActManager


class LegalActPage(EditorialPage):
    """A legal act.

    `title` is the official title, shortened where it is longer than a page title may be; `lead` is
    a summary. Kind, issuer, number and date are its
    identity, one page of it in each language. A translation has the same identity, dates and
    relations; titles and texts are its own.
    """

    official_title = models.TextField(
        _("full official title"),
        blank=True,
        help_text=_("Only where it is longer than the 255 characters of the title above."),
    )
    kind = models.CharField(_("form of the act"), max_length=40, choices=ActKind)
    number = models.CharField(
        _("number"), max_length=60, help_text=_("As printed, without №: 188, 2227-р, 127-ФЗ.")
    )
    adopted_on = models.DateField(
        _("adopted on"), help_text=_("The date of the act: of signing or of adoption.")
    )
    issuer = models.ForeignKey(
        Organisation,
        verbose_name=_("issued by"),
        on_delete=models.PROTECT,
        related_name="legal_acts",
        help_text=_("The body that adopted the act, from the register of organisations."),
    )
    level = models.CharField(
        _("level"), max_length=10, choices=ActLevel, default=ActLevel.FEDERAL, db_index=True
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="legal_acts",
        help_text=_("Of a regional act only."),
    )
    published_on = models.DateField(_("officially published on"), null=True, blank=True)
    publication = models.CharField(
        _("official publication"),
        max_length=255,
        blank=True,
        help_text=_("Collection or newspaper, year, issue, article or page."),
    )
    official_file = models.ForeignKey(
        PortalDocument,
        verbose_name=_("file of the official text"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="legal_acts",
    )
    in_force_from = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("The first day on which the act binds. Empty: not yet in force."),
    )
    in_force_from_is_approximate = models.BooleanField(
        _("the day of entry into force is an estimate"), default=False
    )
    repealed_on = models.DateField(
        _("no longer in force from"),
        null=True,
        blank=True,
        help_text=_(
            "The first day on which the act does not bind. Leave it empty where the repealing act "
            "is on the portal: its relation gives the day."
        ),
    )
    amended_elsewhere_on = models.DateField(
        _("amended by acts not kept here, since"),
        null=True,
        blank=True,
        help_text=_("The day of such an amendment, or the day on which you learnt of one."),
    )
    text_as_of = models.DateField(
        _("edition of the text"),
        null=True,
        blank=True,
        help_text=_("The day whose edition the provisions below give. Empty: as adopted."),
    )
    text = StoryField(ActTextBlock(), verbose_name=_("text of the act"), blank=True)
    address = models.CharField(max_length=160, editable=False, blank=True)
    language = models.CharField(max_length=10, editable=False, blank=True)

    objects = LegalActManager()

    template = "library/legal_act_page.html"
    base_form_class = LegalActForm
    copy_form_class = LegalActCopyForm
    parent_page_types = ["library.LegalIndexPage"]
    subpage_types: list[str] = []

    edit_handler = act_tabs()

    search_fields = [
        *EditorialPage.search_fields,
        index.SearchField("number", boost=4),
        index.AutocompleteField("number"),
        index.SearchField("official_title"),
        index.SearchField("lead"),
        index.SearchField("text"),
        index.FilterField("kind"),
        index.FilterField("level"),
        index.FilterField("adopted_on"),
        index.FilterField("issuer_id"),
        index.FilterField("language"),
    ]
    api_fields = [
        APIField("official_title"),
        APIField("kind"),
        APIField("number"),
        APIField("adopted_on"),
        APIField("issuer"),
        APIField("level"),
        APIField("region"),
        APIField("lead"),
        APIField("published_on"),
        APIField("publication"),
        APIField("in_force_from"),
        APIField("in_force_from_is_approximate"),
        APIField("repealed_on"),
        APIField("text_as_of"),
        APIField("text"),
        APIField("body"),
        APIField("topics"),
        APIField("sources"),
        APIField("verified_on"),
        APIField("is_demo"),
        APIField("relations"),
    ]
    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in (
            "slug",
            "kind",
            "number",
            "adopted_on",
            "issuer",
            "level",
            "region",
            "published_on",
            "publication",
            "in_force_from",
            "in_force_from_is_approximate",
            "repealed_on",
            "amended_elsewhere_on",
            "text_as_of",
            "verified_on",
            "is_demo",
            "relations",
            "topics",
            "regions",
        )
    ]

    class Meta:
        verbose_name = _("legal act")
        verbose_name_plural = _("legal acts")
        indexes = [
            models.Index(fields=["adopted_on"]),
            models.Index(fields=["in_force_from"]),
            models.Index(fields=["repealed_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "issuer", "number", "adopted_on", "language"],
                name="one_page_per_act_and_language",
                violation_error_message=_("This act is already on the portal."),
            ),
            models.UniqueConstraint(
                fields=["language", "address"],
                condition=~Q(address=""),
                name="one_act_per_address",
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True) | Q(in_force_from__gte=F("adopted_on")),
                name="act_in_force_after_adoption",
            ),
            models.CheckConstraint(
                condition=Q(repealed_on__isnull=True) | Q(repealed_on__gte=F("adopted_on")),
                name="act_repealed_after_adoption",
            ),
            models.CheckConstraint(
                condition=Q(repealed_on__isnull=True)
                | Q(in_force_from__isnull=True)
                | Q(repealed_on__gte=F("in_force_from")),
                name="act_ends_after_it_begins",
            ),
        ]

    @property
    def full_title(self) -> str:
        """The official title whatever its length."""
        return self.official_title or self.title

    @property
    def designation(self) -> str:
        """Form, date and number, as lawyers name an act."""
        return str(
            _("%(form)s of %(date)s No. %(number)s")
            % {
                "form": capfirst(self.get_kind_display()),
                "date": date_format(self.adopted_on, "DATE_FORMAT"),
                "number": self.number,
            }
        )

    @property
    def stored_state(self) -> dict[str, Any]:
        """Label and tag of the annotated `force_state`; empty where it was never computed."""
        value = getattr(self, "force_state", None)
        if not value:
            return {}
        state = ForceState(value)
        return {"label": state.label, "kind": FORCE_TAGS[state]}

    @property
    def dates(self) -> ActDates:
        """The days from which force is computed."""
        return ActDates(
            adopted_on=self.adopted_on,
            in_force_from=self.in_force_from,
            repealed_on=self.repealed_on,
            amended_elsewhere_on=self.amended_elsewhere_on,
        )

    def clean(self) -> None:
        """Refuse days in the wrong order and a region that does not fit the level."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.adopted_on:
            if self.in_force_from and self.in_force_from < self.adopted_on:
                errors["in_force_from"] = _("An act cannot be in force before it is adopted.")
            if self.repealed_on and self.repealed_on < self.adopted_on:
                errors["repealed_on"] = _("An act cannot lose force before it is adopted.")
            elif self.repealed_on and self.in_force_from and self.repealed_on < self.in_force_from:
                errors["repealed_on"] = _("The end lies before the entry into force.")
        if self.level == ActLevel.REGIONAL and not self.region_id:
            errors["region"] = _("Choose the region whose act it is.")
        if self.level == ActLevel.FEDERAL and self.region_id:
            errors["region"] = _("A federal act has no region of its own.")
        if errors:
            raise ValidationError(errors)

    def twin_of(self, *, locale: Any, **identity: Any) -> "LegalActPage | None":
        """Another page with that identity in the same language."""
        same = LegalActPage.objects.with_identity(language=locale.language_code, **identity)
        return same.exclude(pk=self.pk).first()

    def _set_core_field_defaults(self) -> None:
        # Wagtail fills locale and slug here before every check of a page, drafts included.
        self.number = " ".join(self.number.split())
        if self.kind and self.number and self.adopted_on:
            if self.address and self._is_taken(self.address):
                self.number = self._number_of_copy()
                self.address = ""
            self.address = self._proper_address()
            if not self.slug:  # type: ignore[has-type]  # Wagtail's fields
                self.slug = self.address.replace("/", "-")
        super()._set_core_field_defaults()
        self.language = self.locale.language_code

    def _is_taken(self, address: str) -> bool:
        """Whether another act stands there. An own address that is taken betrays a copy."""
        others = LegalActPage.objects.exclude(translation_key=self.translation_key)
        return others.filter(address=address).exists()

    def _proper_address(self) -> str:
        plain = act_address(self.kind, self.adopted_on, self.number)
        if self.address == plain or not self._is_taken(plain):
            return plain
        return f"{plain}-{self.issuer.slug}"

    def _number_of_copy(self) -> str:
        """The number marked as that of a copy, for no act exists twice: `188 (2)`."""
        others = LegalActPage.objects.exclude(pk=self.pk).filter(kind=self.kind)
        numbers = set(others.values_list("number", flat=True))
        return next(number for n in count(2) if (number := f"{self.number} ({n})") not in numbers)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a revision; a copy, which Wagtail saves unchecked, gets its own number in it."""
        self._set_core_field_defaults()
        return super().save_revision(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the act; an address that readers may know goes on leading to it."""
        fields = kwargs.get("update_fields")
        old_address = self._live_address() if fields is None or "address" in fields else ""
        result = super().save(*args, **kwargs)
        if old_address and old_address != self.address:
            url = self.get_url() or ""
            Redirect.add_redirect(url.replace(self.address, old_address), redirect_to=self)
        return result

    def _live_address(self) -> str:
        if self.pk is None:
            return ""
        live = LegalActPage.objects.filter(pk=self.pk, live=True)
        return live.values_list("address", flat=True).first() or ""

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """The address made of kind, year and number in place of the slug."""
        parts = super().get_url_parts(request)
        if not parts or not parts[2] or not self.address:
            return parts
        site_id, root_url, path = parts
        return site_id, root_url, f"{path.removesuffix(f'{self.slug}/')}{self.address}/"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The act as of the day asked for: force, provisions, relations, timeline, citation."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        links = self._links(is_preview=bool(getattr(request, "is_preview", False)))
        index_page = self.get_parent()
        context |= act_context(
            self,
            links,
            self._readable_acts(links),
            asked_day=request.GET.get("on", ""),
            url=self.get_full_url(request) or "",
        )
        return context | {
            "ancestors": [index_page.get_parent(), index_page],
            "official_file": self._readable_file(),
        }

    def _readable_file(self) -> PortalDocument | None:
        """The official file if anybody may open it."""
        if self.official_file_id is None:
            return None
        return public_documents(PortalDocument.objects.filter(pk=self.official_file_id)).first()

    def _links(self, *, is_preview: bool) -> list[Link]:
        """Relations of the act in both directions; in a preview its own are those being edited."""
        key = self.translation_key
        links = list(LegalRelation.objects.of_live_acts().touching([key]).links())
        if not is_preview:
            return links
        inward = [link for link in links if link.source != key]
        return [relation.link for relation in self.relations.all()] + inward

    def _readable_acts(self, links: list[Link]) -> dict[UUID, "LegalActPage"]:
        """Related acts that anybody may open, in this act's language where they have it."""
        keys = {end for link in links for end in (link.source, link.target)}
        keys.discard(self.translation_key)
        if not keys:
            return {}
        pages = LegalActPage.objects.filter(translation_key__in=keys, alias_of__isnull=True)
        acts: dict[UUID, LegalActPage] = {}
        for page in public(pages).without_text().with_state():
            if page.translation_key not in acts or page.language == self.language:
                acts[page.translation_key] = page
        return acts

    def get_admin_display_title(self) -> str:
        """The title led by form, number and date, as acts are told apart in choosers."""
        title = super().get_admin_display_title()
        if not self.number or not self.adopted_on:
            return str(title)
        return f"{self.get_kind_display()} № {self.number}, {self.adopted_on:%d.%m.%Y} — {title}"
