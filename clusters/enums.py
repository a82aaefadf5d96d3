"""Choices of the cluster portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClusterGroup(models.TextChoices):
    """Where a cluster stands: in a group of the federal list of pilot clusters, or outside it."""

    FIRST = "1", _("pilot cluster, group 1")
    SECOND = "2", _("pilot cluster, group 2")
    REGIONAL = "regional", _("regional cluster")


class Glyph(models.TextChoices):
    """Shape that stands for a specialisation wherever clusters are drawn."""

    CIRCLE = "circle", _("circle")
    SQUARE = "square", _("square")
    DIAMOND = "diamond", _("diamond")
    TRIANGLE = "triangle", _("triangle")
    HEXAGON = "hexagon", _("hexagon")
    CROSS = "cross", _("cross")


class MemberRole(models.TextChoices):
    """What an organisation does in a cluster."""

    COORDINATOR = "coordinator", _("co-ordinating organisation")
    ANCHOR = "anchor", _("anchor organisation")
    MEMBER = "member", _("member")
    PARTNER = "partner", _("partner")


class IndicatorScope(models.TextChoices):
    """What an indicator is measured for."""

    CLUSTER = "cluster", _("clusters")
    REGION = "region", _("regions")


class EnteredAs(models.TextChoices):
    """In what capacity a figure was entered; readers see this and never a person's name."""

    EDITORS = "editors", _("the editors of the portal")
    REPRESENTATIVE = "representative", _("a representative of the cluster, checked by a moderator")


class ProposalState(models.TextChoices):
    """Where a proposed change of facts stands."""

    WAITING = "waiting", _("waiting for a decision")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")


class ProposalKind(models.TextChoices):
    """What a proposal would change."""

    FIGURE = "figure", _("figure")
    MEMBER = "member", _("membership")


class InstrumentKind(models.TextChoices):
    """Forms of state support."""

    SUBSIDY = "subsidy", _("subsidy")
    GRANT = "grant", _("grant")
    TAX = "tax", _("tax preference and special regime")
    LOAN = "loan", _("loan")
    GUARANTEE = "guarantee", _("guarantee")
    EQUITY = "equity", _("investment in equity")
    INFRASTRUCTURE = "infrastructure", _("infrastructure")
    ADVISORY = "advisory", _("advice")
    OTHER = "other", _("other support")


class Recipient(models.TextChoices):
    """Who may apply for support."""

    REGION = "region", _("region of Russia")
    CLUSTER_ORGANISATION = "cluster_organisation", _("specialised organisation of a cluster")
    COMPANY = "company", _("company")
    SME = "sme", _("small or medium business")
    STARTUP = "startup", _("technology start-up")
    UNIVERSITY = "university", _("university")
    RESEARCH_INSTITUTE = "research_institute", _("research institute")
    INDIVIDUAL = "individual", _("individual")
    STUDENT = "student", _("student or postgraduate")


class Purpose(models.TextChoices):
    """What support may be spent on."""

    RESEARCH = "research", _("research and development")
    LAUNCH = "launch", _("start of a technology business")
    PRODUCTION = "production", _("production and equipment")
    INFRASTRUCTURE = "infrastructure", _("shared infrastructure and centres")
    CLUSTER = "cluster", _("cluster management, training, exhibitions")
    ADVICE = "advice", _("advice and preparation of projects")


class ProjectStage(models.TextChoices):
    """How far a project has come."""

    IDEA = "idea", _("idea or research result")
    PROTOTYPE = "prototype", _("prototype")
    FIRST_SALES = "first_sales", _("first sales")
    PRODUCTION = "production", _("serial production")


class InstrumentState(models.TextChoices):
    """Whether applications are accepted on a day."""

    OPEN = "open", _("applications are accepted")
    PERMANENT = "permanent", _("open, no deadline")
    PLANNED = "planned", _("planned")
    CLOSED = "closed", _("applications are closed")


INSTRUMENT_TAGS = {
    InstrumentState.OPEN: "ok",
    InstrumentState.PERMANENT: "ok",
    InstrumentState.PLANNED: "warn",
    InstrumentState.CLOSED: "off",
}
"""How the status tag of each state looks."""


class CoFinancingBase(models.TextChoices):
    """What the share of own funds is a share of."""

    SUPPORT = "support", _("of the sum of support")
    COST = "cost", _("of the cost of the project")


class ConditionKind(models.TextChoices):
    """What a condition of support is about."""

    RECIPIENT = "recipient", _("who may apply")
    PURPOSE = "purpose", _("what for")
    REGION = "region", pgettext_lazy("condition", "region")
    STAGE = "stage", _("stage of the project")
    SUM = "sum", _("sum of support")
    CO_FINANCING = "co_financing", _("own funds")
    DATES = "dates", _("time of application")
    COST = "cost", _("cost of the project")
    MEMBER = "member", _("membership of a cluster")
    OTHER = "other", _("another condition")


FROM_CARD = {
    ConditionKind.RECIPIENT,
    ConditionKind.PURPOSE,
    ConditionKind.REGION,
    ConditionKind.STAGE,
    ConditionKind.SUM,
    ConditionKind.CO_FINANCING,
    ConditionKind.DATES,
}
"""Conditions that the fields of the card state; a row of these only names their provision."""


class Verdict(models.TextChoices):
    """How a condition stands to what the reader said."""

    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    UNKNOWN = "unknown", _("unknown")


class BasisCheckState(models.TextChoices):
    """What became of a card whose legal basis has changed."""

    WAITING = "waiting", _("waiting for a check")
    RETURNED = "returned", _("sent to the editor")
    CHECKED = "checked", _("checked, the card is right")
    GONE = "gone", _("no longer needed")


class ClusterTie(models.TextChoices):
    """Whether an applicant belongs to a cluster."""

    NONE = "none", _("not in a cluster")
    PILOT = "pilot", _("in a pilot cluster of the federal list")
    OTHER = "other", _("in another cluster")
