"""Factories of the foundation's objects; those of an application stand in a module of its name."""

from tests.factories.foundation import (
    OrganisationFactory,
    PortalDocumentFactory,
    PortalImageFactory,
    RegionFactory,
    TopicFactory,
    UserFactory,
)

__all__ = [
    "OrganisationFactory",
    "PortalDocumentFactory",
    "PortalImageFactory",
    "RegionFactory",
    "TopicFactory",
    "UserFactory",
]
