"""Imports of members of platforms and of directions from CSV and XLSX files."""

from import_export.instance_loaders import ModelInstanceLoader

from cms.imports import Importer, register
from cms.imports.resources import NATURAL_KEYS, RegisterResource
from platforms.models import Direction, Platform, PlatformMembership

# Before the resources below, which look them up.
NATURAL_KEYS.update({Platform: "slug"})


class PlatformMembershipResource(RegisterResource):
    """Members by platform, organisation and role."""

    class Meta(RegisterResource.Meta):
        model = PlatformMembership
        instance_loader_class = ModelInstanceLoader
        import_id_fields = ("platform", "organisation", "role")
        fields = ("platform", "organisation", "role", "since", "until", "source")


class DirectionResource(RegisterResource):
    """Directions by key."""

    class Meta(RegisterResource.Meta):
        model = Direction
        import_id_fields = ("slug",)
        fields = ("slug", "name_ru", "name_en", "order")


def register_all() -> None:
    """Make members of platforms and directions importable."""
    index = "platforms_{}_modeladmin_index"
    register(Importer("platform-members", PlatformMembershipResource, index.format("members")))
    register(Importer("directions", DirectionResource, index.format("directions")))
