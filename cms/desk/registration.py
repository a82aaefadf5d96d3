"""What the foundation itself puts on the desk and on the dashboard."""

from cms.corrections.desk import CorrectionQueue
from cms.dashboard import register_panel
from cms.desk import panels
from cms.desk.pages import PageQueue
from cms.desk.queues import register_queue
from cms.links.desk import LinkQueue


def register_all() -> None:
    """Register the queue of page versions and the foundation's panels, in their order."""
    register_queue(PageQueue())
    register_queue(CorrectionQueue())
    register_queue(LinkQueue())
    register_panel(panels.WaitingPanel, order=10)
    register_panel(panels.MyDraftsPanel, order=20)
    register_panel(panels.SilentDocumentsPanel, order=50)
    register_panel(panels.UntranslatedPanel, order=60)
