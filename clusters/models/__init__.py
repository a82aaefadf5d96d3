"""Clusters, their figures and members, and the pages of the section."""

from clusters.models.basis_checks import BasisCheck
from clusters.models.centres import CentreIndexPage, CentreService, DevelopmentCentrePage
from clusters.models.cluster import Admission, Cluster
from clusters.models.comparison import ComparisonPage
from clusters.models.figures import FigureEdition, IndicatorValue
from clusters.models.index_pages import (
    ClusterIndexPage,
)
from clusters.models.instrument_index import InstrumentIndexPage
from clusters.models.instrument_rows import (
    InstrumentBasis,
    InstrumentCondition,
    InstrumentStanding,
)
from clusters.models.instruments import SupportInstrumentPage
from clusters.models.map_page import ClusterMapPage
from clusters.models.members import Membership
from clusters.models.passport import ClusterPage, PassportAct, PassportDocument, Project
from clusters.models.proposals import Proposal
from clusters.models.regions import RegionIndexPage
from clusters.models.registers import Indicator, Specialisation
from clusters.models.statistics import IndicatorStatistic

__all__ = [
    "Admission",
    "BasisCheck",
    "CentreIndexPage",
    "CentreService",
    "Cluster",
    "ClusterIndexPage",
    "ClusterMapPage",
    "ClusterPage",
    "ComparisonPage",
    "DevelopmentCentrePage",
    "FigureEdition",
    "Indicator",
    "IndicatorStatistic",
    "IndicatorValue",
    "InstrumentBasis",
    "InstrumentCondition",
    "InstrumentIndexPage",
    "InstrumentStanding",
    "Membership",
    "PassportAct",
    "PassportDocument",
    "Project",
    "Proposal",
    "RegionIndexPage",
    "Specialisation",
    "SupportInstrumentPage",
]
