"""The registers in Wagtail's admin, and the journal of their imports."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import DeleteView, IndexView, InspectView

from cms import imports
from cms.models import Organisation, Region, Topic
from cms.panels import PlacePanel
from cms.usage import uses_of, uses_with_links

_NAMES = MultiFieldPanel(
    [FieldPanel("name_ru"), FieldPanel("name_en")], heading=_("Name in both languages")
)


class RegisterIndexView(IndexView):
    """The list of a register with its way to the import."""

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """A row of the export, which the import can read again: empty where there is nothing."""
        row = super().to_row_dict(item)
        nothing = self.model_admin.get_empty_value_display()
        return {name: "" if value == nothing else value for name, value in row.items()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address of the import for those who may import."""
        importer = imports.importer_of(self.model)
        address = None
        if importer and importer.is_allowed(self.request.user):
            address = reverse("cms_imports:upload", args=[importer.key])
        return super().get_context_data(import_url=address, **kwargs)


class RegisterInspectView(InspectView):
    """A row with the list of things that refer to it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the row is used."""
        uses = uses_with_links(self.instance, self.request.user)
        return super().get_context_data(uses=uses, **kwargs)


class RegisterDeleteView(DeleteView):
    """Deletion, refused while anything refers to the row.

    Otherwise pages would silently lose their topics and regions: a many-to-many field is emptied
    without a word.
    """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the row is used."""
        uses = uses_with_links(self.instance, self.request.user)
        return super().get_context_data(uses=uses, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete an unused row."""
        if not self.check_action_permitted(request.user):
            raise PermissionDenied
        if uses_of(self.model, [self.instance.pk]):
            messages.error(request, _gettext("The row is in use and was not deleted."))
            return redirect(self.url_helper.get_action_url("delete", self.pk_quoted))
        return super().post(request, *args, **kwargs)


class RegisterAdmin(ModelAdmin):
    """What the registers have in common."""

    index_view_class = RegisterIndexView
    inspect_view_class = RegisterInspectView
    delete_view_class = RegisterDeleteView
    inspect_view_enabled = True
    list_per_page = 50
    empty_value_display = "—"


class RegionAdmin(RegisterAdmin):
    """Subjects of the federation."""

    model = Region
    menu_icon = "globe"
    base_url_path = "registers/regions"
    list_display = ("name_ru", "name_en", "code", "federal_district", "capital_ru")
    list_filter = ("federal_district",)
    search_fields = ("name_ru", "name_en", "code", "okato", "capital_ru", "capital_en")
    list_export = (
        "code",
        "okato",
        "name_ru",
        "name_en",
        "federal_district",
        "capital_ru",
        "capital_en",
        "place",
        "population_thousand",
        "area_km2",
    )
    export_filename = "regions"
    inspect_view_fields = list_export
    panels = [
        _NAMES,
        FieldRowPanel([FieldPanel("code"), FieldPanel("okato"), FieldPanel("federal_district")]),
        MultiFieldPanel(
            [FieldPanel("capital_ru"), FieldPanel("capital_en"), PlacePanel("place")],
            heading=_("Capital"),
        ),
        FieldRowPanel([FieldPanel("population_thousand"), FieldPanel("area_km2")]),
    ]


class TopicAdmin(RegisterAdmin):
    """The tree of topics, shown as a tree."""

    model = Topic
    menu_icon = "tag"
    base_url_path = "registers/topics"
    list_display = ("name_in_tree", "name_en", "slug", "parent_name")
    list_filter = ("parent",)
    list_select_related = ("parent",)
    search_fields = ("name_ru", "name_en", "slug")
    list_export = ("slug", "name_ru", "name_en", "parent_key")
    export_filename = "topics"
    inspect_view_fields = ("name_ru", "name_en", "slug", "parent", "path")
    panels = [_NAMES, FieldPanel("slug"), FieldPanel("parent")]
    ordering = ("path",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Topics in the order of the tree, with their parents."""
        return super().get_queryset(request).select_related("parent")

    @display(description=_("name in Russian"), ordering="path")
    def name_in_tree(self, topic: Topic) -> SafeString:
        """The name, set in under its parent."""
        return format_html(
            '<span class="tree-level-{}">{}{}</span>',
            topic.level,
            "— " * topic.level,
            topic.name_ru,
        )

    @display(description=_("parent topic"))
    def parent_name(self, topic: Topic) -> str:
        """The name of the parent."""
        return str(topic.parent) if topic.parent else ""

    @display(description=_("parent topic"))
    def parent_key(self, topic: Topic) -> str:
        """The key of the parent, as the import reads it."""
        return topic.parent.slug if topic.parent else ""


class OrganisationAdmin(RegisterAdmin):
    """Bodies and companies named on pages."""

    model = Organisation
    menu_icon = "group"
    base_url_path = "registers/organisations"
    list_display = ("name_ru", "name_en", "kind", "region", "website")
    list_filter = ("kind", "region")
    list_select_related = ("region",)
    search_fields = ("name_ru", "name_en", "slug", "address_ru", "address_en", "email")
    list_export = (
        "slug",
        "name_ru",
        "name_en",
        "kind",
        "region_code",
        "place",
        "address_ru",
        "address_en",
        "website",
        "email",
        "phone",
    )
    export_filename = "organisations"
    inspect_view_fields = (
        "name_ru",
        "name_en",
        "slug",
        "kind",
        "region",
        "place",
        "address_ru",
        "address_en",
        "website",
        "email",
        "phone",
    )
    panels = [
        _NAMES,
        FieldRowPanel([FieldPanel("slug"), FieldPanel("kind")]),
        FieldPanel("region"),
        MultiFieldPanel(
            [FieldPanel("address_ru"), FieldPanel("address_en"), PlacePanel("place")],
            heading=_("Place"),
        ),
        MultiFieldPanel(
            [FieldPanel("website"), FieldPanel("email"), FieldPanel("phone")],
            heading=_("Contacts"),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        """Organisations with their regions."""
        return super().get_queryset(request).select_related("region")

    @display(description=_("region"))
    def region_code(self, organisation: Organisation) -> str:
        """The code of the region, as the import reads it."""
        return organisation.region.code if organisation.region else ""


class ImportsMenuItem(MenuItem):
    """The journal of imports, for those who may import anything."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the account may import into any register."""
        return any(importer.is_allowed(request.user) for importer in imports.importers())


class RegistersGroup(ModelAdminGroup):
    """The menu of reference data."""

    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 250
    items = (RegionAdmin, TopicAdmin, OrganisationAdmin)

    def get_submenu_items(self) -> list[MenuItem]:
        """The registers and the journal of imports."""
        journal = ImportsMenuItem(
            _("Imports"), reverse("cms_imports:index"), icon_name="upload", order=900
        )
        return [*super().get_submenu_items(), journal]
