"""Legal acts: identity, provisions, relations and force."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.api import APIField
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms.fields import StoryField
from cms.models import AtomicPage, EditorialPage, Organisation, PortalDocument, Region
from library.admin_forms import LegalActForm
from library.blocks import ActTextBlock
from library.enums import ActKind, ActLevel, ForceState, RelationKind
from library.legal.force import ActDates
from library.legal.numbers import act_address, readable_address
from library.legal.provisions import parse_anchor, stored_anchors
from library.legal.relations import repeals_in_circle
from library.querysets import LegalActManager, LegalRelationQuerySet


class LegalIndexPage(AtomicPage):
    """The legal framework: a listing of acts, and the addresses of the acts below it."""

    lead = models.TextField(_("lead"), blank=True)

    template = "library/legal_index_page.html"
    subpage_types = ["library.LegalActPage"]
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("legal framework")
        verbose_name_plural = _("legal frameworks")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """An act by kind, year and number; any other address of it leads to that one."""
        if not path_components:
            return super().route(request, path_components)
        acts = LegalActPage.objects.child_of(self).live()
        if len(path_components) == 1:
            act = acts.filter(slug=path_components[0]).first()
        else:
            act = acts.filter(address=readable_address(path_components)).first()
        if act is None:
            raise Http404
        act._cached_parent_obj = self
        if act.address == "/".join(path_components):
            return RouteResult(act)
        return RouteResult(self, kwargs={"moved_to": act})

    def serve(
        self,
        request: HttpRequest,
        *args: Any,
        moved_to: "LegalActPage | None" = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """The listing, or the way to the proper address of an act."""
        if moved_to is None:
            return super().serve(request, *args, **kwargs)
        query = request.META.get("QUERY_STRING")
        url = moved_to.get_url(request)
        return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)


class LegalActPage(EditorialPage):
    """A legal act.

    `title` is the official title and `lead` a summary. Kind, issuer, number and date are its
    identity, one page of it in each language. A translation has the same identity, dates and
    relations; titles and texts are its own.
    """

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
    parent_page_types = ["library.LegalIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        FieldPanel(
            "title",
            heading=_("Official title"),
            help_text=_("As in the act, without its form, date and number and without quotes."),
        ),
        FieldPanel("lead", heading=_("Summary")),
        FieldPanel("body", heading=_("Commentary")),
        *EditorialPage.about_panels,
    ]
    identity_panels = [
        MultiFieldPanel(
            [
                FieldPanel("kind", required_on_save=True),
                FieldRowPanel(
                    [FieldPanel("number", required_on_save=True), FieldPanel("adopted_on")]
                ),
                FieldPanel("issuer"),
            ],
            heading=_("Identity"),
            help_text=_("These four make the address of the act. No two acts share all of them."),
        ),
        FieldRowPanel([FieldPanel("level"), FieldPanel("region")], heading=_("Whose act it is")),
        MultiFieldPanel(
            [
                FieldPanel("published_on"),
                FieldPanel("publication"),
                FieldPanel("official_file"),
            ],
            heading=_("Official publication"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("in_force_from"), FieldPanel("in_force_from_is_approximate")]
                ),
                FieldPanel("repealed_on"),
                FieldPanel("amended_elsewhere_on"),
            ],
            heading=_("Force"),
            help_text=_("The state is computed from these days and from relations between acts."),
        ),
    ]
    provision_panels = [
        FieldPanel("text_as_of"),
        FieldPanel(
            "text",
            help_text=_(
                "Enter the act from top to bottom: sections and chapters, under them articles or "
                "paragraphs, inside these their parts. Each provision gets a link of its own."
            ),
        ),
    ]
    relation_panels = [
        InlinePanel(
            "relations",
            heading=_("What this act does to other acts"),
            label=_("relation"),
            help_text=_(
                "Enter a relation once, in the act that amends, repeals, implements or refers. "
                "The other act shows it by itself. Find acts by number or title."
            ),
        )
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(identity_panels, heading=_("Identity")),
            ObjectList(provision_panels, heading=_("Provisions")),
            ObjectList(relation_panels, heading=_("Relations")),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("seo_title"), FieldPanel("search_description")],
                        heading=_("For search engines"),
                    ),
                    *Page.settings_panels,
                ],
                heading=_("Publication"),
            ),
        ]
    )

    search_fields = [
        *EditorialPage.search_fields,
        index.SearchField("number", boost=4),
        index.AutocompleteField("number"),
        index.SearchField("lead"),
        index.SearchField("text"),
        index.FilterField("kind"),
        index.FilterField("level"),
        index.FilterField("adopted_on"),
        index.FilterField("issuer_id"),
        index.FilterField("language"),
    ]
    api_fields = [
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
        is_identified = bool(self.kind and self.number and self.adopted_on)
        if is_identified:
            self.address = self._proper_address()
            self.slug = self.slug or self.address.replace("/", "-")
        super()._set_core_field_defaults()
        self.language = self.locale.language_code

    def _proper_address(self) -> str:
        plain = act_address(self.kind, self.adopted_on, self.number)
        taken = (
            LegalActPage.objects.filter(address=plain)
            .exclude(translation_key=self.translation_key)
            .exists()
        )
        if self.address == plain or not taken:
            return plain
        return f"{plain}-{self.issuer.slug}"

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the act; an address that readers may know goes on leading to it."""
        known = (
            LegalActPage.objects.filter(pk=self.pk, live=True).values_list("address", flat=True)
            if self.pk
            else ()
        )
        old_address = next(iter(known), "")
        result = super().save(*args, **kwargs)
        if old_address and old_address != self.address:
            url = self.get_url() or ""
            Redirect.add_redirect(url.replace(self.address, old_address), redirect_to=self)
        return result

    def copy(
        self,
        *args: Any,
        update_attrs: dict[str, Any] | None = None,
        reset_translation_key: bool = True,
        **kwargs: Any,
    ) -> Any:
        """A copy to start another act from: its number is marked, for no act exists twice."""
        attrs = dict(update_attrs or {})
        if reset_translation_key:
            attrs["number"] = self._number_of_copy()
            attrs["address"] = ""
        return super().copy(
            *args, update_attrs=attrs, reset_translation_key=reset_translation_key, **kwargs
        )

    def _number_of_copy(self) -> str:
        twins = LegalActPage.objects.filter(kind=self.kind, adopted_on=self.adopted_on)
        numbers = set(twins.values_list("number", flat=True))
        count = 2
        while f"{self.number} ({count})" in numbers:
            count += 1
        return f"{self.number} ({count})"

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """The address made of kind, year and number in place of the slug."""
        parts = super().get_url_parts(request)
        if not parts or not parts[2] or not self.address:
            return parts
        site_id, root_url, path = parts
        return site_id, root_url, f"{path.removesuffix(f'{self.slug}/')}{self.address}/"

    def get_admin_display_title(self) -> str:
        """The title led by form, number and date, as acts are told apart in choosers."""
        title = super().get_admin_display_title()
        if not self.number or not self.adopted_on:
            return str(title)
        return f"{self.get_kind_display()} № {self.number}, {self.adopted_on:%d.%m.%Y} — {title}"


class LegalRelation(Orderable):
    """What an act does to another one; the other act reads it backwards.

    The row goes with either act: a relation to a page that no longer exists says nothing.
    """

    page = ParentalKey(LegalActPage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=12, choices=RelationKind)
    target = models.ForeignKey(
        LegalActPage,
        verbose_name=_("other act"),
        on_delete=models.CASCADE,
        related_name="incoming_relations",
    )
    effective_on = models.DateField(
        _("since"), help_text=_("The day on which the relation takes effect.")
    )
    source_provision = models.CharField(
        _("provision of this act"),
        max_length=120,
        blank=True,
        help_text=_("For example: art. 5, part 2. Empty: the act as a whole."),
    )
    target_provision = models.CharField(
        _("provision of the other act"),
        max_length=120,
        blank=True,
        help_text=_(
            "Empty: the act as a whole. A repeal of one provision leaves the act in force."
        ),
    )

    objects = LegalRelationQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("effective_on")]),
        PageChooserPanel("target", "library.LegalActPage"),
        FieldRowPanel([FieldPanel("source_provision"), FieldPanel("target_provision")]),
    ]
    api_fields = [
        APIField("kind"),
        APIField("target"),
        APIField("effective_on"),
        APIField("source_provision"),
        APIField("target_provision"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("relation between acts")
        verbose_name_plural = _("relations between acts")
        indexes = [models.Index(fields=["kind", "effective_on"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"

    def clean(self) -> None:
        """Refuse a relation that cannot be, and keep provisions as anchors."""
        super().clean()
        errors: dict[str, Any] = {}
        for name in ("source_provision", "target_provision"):
            try:
                setattr(self, name, parse_anchor(getattr(self, name)))
            except ValueError:
                errors[name] = _("Name the provision as art. 5, part 2 or as its anchor.")
        if "source_provision" not in errors and not self._stands_in_act(self.source_provision):
            errors["source_provision"] = _("The text of this act has no such provision.")
        if self.target_id:
            errors.update(self._errors_of_target())
        if errors:
            raise ValidationError(errors)

    def _stands_in_act(self, anchor: str) -> bool:
        anchors = set(stored_anchors(self.page.text))
        return not anchor or not anchors or anchor in anchors

    def _errors_of_target(self) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        if self.target.translation_key == self.page.translation_key:
            errors["target"] = _("An act cannot be related to itself.")
        elif self.kind == RelationKind.REPEALS and self._closes_circle():
            errors["target"] = _("The acts would repeal each other in a circle.")
        if self.effective_on:
            adopted_on = self.page.adopted_on
            if adopted_on and self.effective_on < adopted_on:
                errors["effective_on"] = _("The day lies before this act was adopted.")
            elif self.effective_on < self.target.adopted_on:
                errors["effective_on"] = _("The day lies before the other act was adopted.")
        return errors

    def _closes_circle(self) -> bool:
        repeals = (
            LegalRelation.objects.of_live_acts()
            .filter(kind=RelationKind.REPEALS, target_provision="")
            .exclude(page__translation_key=self.page.translation_key)
            .values_list("page__translation_key", "target__translation_key")
        )
        return repeals_in_circle(
            self.page.translation_key, self.target.translation_key, repeals.iterator()
        )


class ActForce(models.Model):
    """The state of an act as last computed, one row for all its languages.

    Kept apart from the page, whose revisions would bring back yesterday's state.
    """

    key = models.UUIDField(primary_key=True)
    state = models.CharField(max_length=20, choices=ForceState, db_index=True)
    computed_on = models.DateField()

    class Meta:
        verbose_name = _("force of an act")
        verbose_name_plural = _("force of acts")

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.computed_on}"
