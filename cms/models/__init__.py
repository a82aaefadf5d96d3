"""Models every other application stands on."""

from cms.models.audit import AuditEntry, AuditHead
from cms.models.consents import Consent, ConsentText
from cms.models.corrections import CorrectionState, SuggestedCorrection
from cms.models.imports import ImportBatch, ImportedRow
from cms.models.links import ExternalLink
from cms.models.mail import Letter, LetterState
from cms.models.media import DocumentPage, PortalDocument, PortalImage, PortalRendition
from cms.models.pages import AtomicPage, EditorialPage
from cms.models.registers import Organisation, Region, Topic
from cms.models.user import User
from cms.scheduling.models import Lease
from cms.workflow.models import ModerationTask, ModerationTaskState, ReviewLink
from cms.workflow.parallel import GroupApproval, ParallelApprovalTask

__all__ = [
    "AtomicPage",
    "AuditEntry",
    "AuditHead",
    "Consent",
    "ConsentText",
    "CorrectionState",
    "DocumentPage",
    "EditorialPage",
    "ExternalLink",
    "GroupApproval",
    "ImportBatch",
    "ImportedRow",
    "Lease",
    "Letter",
    "LetterState",
    "ModerationTask",
    "ModerationTaskState",
    "Organisation",
    "ParallelApprovalTask",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "Region",
    "ReviewLink",
    "SuggestedCorrection",
    "Topic",
    "User",
]
