"""Choices of the cluster portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
