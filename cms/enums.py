"""Closed lists of values shared by the applications."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FederalDistrict(models.TextChoices):
    """Federal districts as of 2012."""

    CENTRAL = "central", _("Central Federal District")
    NORTHWESTERN = "northwestern", _("Northwestern Federal District")
    SOUTHERN = "southern", _("Southern Federal District")
    NORTH_CAUCASIAN = "north-caucasian", _("North Caucasian Federal District")
    VOLGA = "volga", _("Volga Federal District")
    URAL = "ural", _("Ural Federal District")
    SIBERIAN = "siberian", _("Siberian Federal District")
    FAR_EASTERN = "far-eastern", _("Far Eastern Federal District")


class OrganisationKind(models.TextChoices):
    """What an organisation is in the innovation system."""

    AUTHORITY = "authority", _("public authority")
    COMPANY = "company", _("company")
    RESEARCH = "research", _("research organisation")
    UNIVERSITY = "university", _("university")
    INFRASTRUCTURE = "infrastructure", _("innovation infrastructure")
    INSTITUTION = "institution", _("development institution")
    ASSOCIATION = "association", _("association")
    PUBLISHER = "publisher", _("publisher")
    OTHER = "other", _("other")


class ExtractionState(models.TextChoices):
    """Where a document's text extraction stands."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    NO_TEXT = "no_text", _("no text layer")
    FAILED = "failed", _("failed")
    UNSUPPORTED = "unsupported", _("no text is taken from this format")


class Priority(models.IntegerChoices):
    """How urgent a decision is; the desk shows the most urgent first."""

    LOW = 10, _("low")
    NORMAL = 20, _("normal")
    HIGH = 30, _("high")
    URGENT = 40, _("urgent")


class Opinion(models.TextChoices):
    """What the holder of a review link says of the revision."""

    APPROVE = "approve", _("approved")
    RETURN = "return", _("returned with a remark")


class ExtractionProblem(models.TextChoices):
    """Why no text could be taken from a file."""

    EMPTY = "empty", _("the file is empty")
    OTHER_CONTENT = "other_content", _("the file is not what its name says")
    ENCRYPTED = "encrypted", _("the file is protected by a password")
    DAMAGED = "damaged", _("the file is damaged")
    ENCODING = "encoding", _("the encoding of the text is not recognised; save it as UTF-8")
    TOO_MANY_PAGES = "too_many_pages", _("the file has too many pages")
    TOO_LARGE = "too_large", _("the file unpacks to too much data")
    LIMITS = "limits", _("reading the file took too much time or memory")
    MISSING = "missing", _("the file is missing from the storage")
