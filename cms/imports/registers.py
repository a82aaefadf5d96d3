"""The foundation's own registers."""

from cms.imports.ordering import parents_first
from cms.imports.registry import Importer, register
from cms.imports.resources import OrganisationResource, RegionResource, TopicResource


def register_all() -> None:
    """Make regions, topics and organisations importable."""
    register(Importer("regions", RegionResource, "registers_regions_modeladmin_index"))
    register(
        Importer(
            "topics",
            TopicResource,
            "registers_topics_modeladmin_index",
            parents_first("slug", "parent"),
        )
    )
    register(
        Importer("organisations", OrganisationResource, "registers_organisations_modeladmin_index")
    )
