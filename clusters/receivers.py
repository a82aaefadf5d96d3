"""What the cluster portal does when something is saved or published."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published

from clusters.mapping import rows
from clusters.models import ClusterPage, Indicator, Specialisation, SupportInstrumentPage
from clusters.services.basis import refresh_basis_checks
from clusters.services.representatives import let_representatives_edit
from library.models import LegalActPage
from search.labels import forget


def connect() -> None:
    """Connect the receivers; called when the application is ready."""
    post_save.connect(open_to_representatives, ClusterPage, dispatch_uid="clusters.representatives")
    page_published.connect(name_cluster, ClusterPage, dispatch_uid="clusters.name")
    for model in (LegalActPage, SupportInstrumentPage):
        page_published.connect(check_basis, model, dispatch_uid=f"clusters.basis.{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(forget, sender=Specialisation, dispatch_uid="search.forget_names")
        for register in (Specialisation, Indicator):
            signal.connect(rows.forget, sender=register, dispatch_uid="clusters.forget_choices")


def check_basis(instance: LegalActPage | SupportInstrumentPage, **_kwargs: Any) -> None:
    """Look at the published card, or at every card where an act was published.

    An act may change others: which cards rest on them is not to be seen from the act. What takes
    effect later, or is withdrawn, the periodic job notices.
    """
    is_card = isinstance(instance, SupportInstrumentPage)
    refresh_basis_checks({instance.translation_key} if is_card else None)


def open_to_representatives(instance: ClusterPage, created: bool, **_kwargs: Any) -> None:
    """Let the representatives of its cluster edit a new passport."""
    if created and not instance.alias_of_id:
        let_representatives_edit(instance)


def name_cluster(instance: ClusterPage, **_kwargs: Any) -> None:
    """Name the cluster as its published passport of that language does."""
    instance.cluster.take_name(instance)
