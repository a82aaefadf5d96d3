"""Clusters, their figures and members, and the pages of the section."""

from clusters.models.cluster import Admission, Cluster
from clusters.models.figures import FigureEdition, IndicatorValue
from clusters.models.index_pages import (
    CentreIndexPage,
    ClusterIndexPage,
    ClusterMapPage,
    ComparisonPage,
    InstrumentIndexPage,
    RegionIndexPage,
)
from clusters.models.members import Membership
from clusters.models.passport import ClusterPage, PassportAct, PassportDocument, Project
from clusters.models.proposals import Proposal
from clusters.models.registers import Indicator, Specialisation

__all__ = [
    "Admission",
    "CentreIndexPage",
    "Cluster",
    "ClusterIndexPage",
    "ClusterMapPage",
    "ClusterPage",
    "ComparisonPage",
    "FigureEdition",
    "Indicator",
    "IndicatorValue",
    "InstrumentIndexPage",
    "Membership",
    "PassportAct",
    "PassportDocument",
    "Project",
    "Proposal",
    "RegionIndexPage",
    "Specialisation",
]
