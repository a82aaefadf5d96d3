"""The foundation's own registers."""

from cms.imports.ordering import parents_first
from cms.imports.registry import Importer, register
from cms.imports.resources import OrganisationResource, RegionResource, TopicResource


def register_all() -> None:
    """Make regions, topics and organisations importable."""
    register(Importer("regions", RegionResource))
    register(Importer("topics", TopicResource, parents_first("slug", "parent")))
    register(Importer("organisations", OrganisationResource))
