"""The facts of platforms in Wagtail's admin."""

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdminGroup

from cms.admin import RegisterAdmin
from platforms.models import Direction, Platform, PlatformMembership


class NoNewPermissionHelper(PermissionHelper):
    """Rows come with pages and go with them."""

    def user_can_create(self, user: object) -> bool:
        """Nobody: a platform is made with its page."""
        return False

    def user_can_delete_obj(self, user: object, obj: Platform) -> bool:
        """Nobody: members and discussions hang on it."""
        return False


class PlatformAdmin(RegisterAdmin):
    """How discussions of platforms are moderated."""

    model = Platform
    menu_label = _("Discussions of platforms")
    menu_icon = "comment"
    base_url_path = "platforms/settings"
    permission_helper_class = NoNewPermissionHelper
    list_display = ("name_ru", "moderation", "is_open")
    list_filter = ("moderation", "is_open")
    search_fields = ("name_ru", "name_en", "slug")
    list_export = ("slug", "name_ru", "name_en", "moderation", "is_open")
    export_filename = "platforms"
    inspect_view_fields = list_export
    panels = [FieldPanel("moderation"), FieldPanel("is_open")]


class PlatformMembershipAdmin(RegisterAdmin):
    """Members of platforms."""

    model = PlatformMembership
    menu_label = _("Members of platforms")
    menu_icon = "group"
    base_url_path = "platforms/members"
    list_display = ("organisation", "platform", "role", "since", "until")
    list_filter = ("role", "platform", "organisation__kind")
    search_fields = ("organisation__name_ru", "organisation__name_en", "platform__name_ru")
    list_export = ("platform_key", "organisation_key", "role", "since", "until", "source")
    export_filename = "platform-members"
    inspect_view_fields = ("platform", "organisation", "role", "since", "until", "source")
    panels = [
        FieldRowPanel([FieldPanel("platform"), FieldPanel("organisation")]),
        FieldPanel("role"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        FieldPanel("source"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PlatformMembership]:
        """Memberships with both sides."""
        return super().get_queryset(request).select_related("platform", "organisation")

    @display(description="platform")
    def platform_key(self, row: PlatformMembership) -> str:
        """The key of the platform, as the import reads it."""
        return row.platform.slug

    @display(description="organisation")
    def organisation_key(self, row: PlatformMembership) -> str:
        """The key of the organisation, as the import reads it."""
        return row.organisation.slug


class DirectionAdmin(RegisterAdmin):
    """Directions that platforms work in."""

    model = Direction
    menu_icon = "tag"
    base_url_path = "platforms/directions"
    list_display = ("name_ru", "name_en", "slug", "order")
    search_fields = ("name_ru", "name_en", "slug")
    list_export = ("slug", "name_ru", "name_en", "order")
    export_filename = "directions"
    inspect_view_fields = list_export
    panels = [
        MultiFieldPanel(
            [FieldPanel("name_ru"), FieldPanel("name_en")], heading=_("Name in both languages")
        ),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("order")]),
    ]


class PlatformsGroup(ModelAdminGroup):
    """The menu of the section's facts."""

    menu_label = _("Platforms")
    menu_icon = "group"
    menu_order = 245
    items = (PlatformMembershipAdmin, PlatformAdmin, DirectionAdmin)
