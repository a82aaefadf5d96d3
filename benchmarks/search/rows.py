"""The same texts as rows that Wagtail's own search indexes."""

from collections.abc import Iterable

from django.apps import apps
from django.db import connection, models, transaction
from modelsearch.abstract_models import TextIDGenericRelation
from wagtail.search import index

from search.registry import CatalogueEntry


class PeerText(index.Indexed, models.Model):
    """One language version."""

    key = models.CharField(max_length=36)
    kind = models.CharField(max_length=10)
    lang = models.CharField(max_length=2)
    title = models.TextField()
    body = models.TextField()

    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("lang"),
    ]

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return self.title


def fill(entries: Iterable[CatalogueEntry]) -> list[PeerText]:
    """Make the table and its rows."""
    # Wagtail adds this to the models of installed applications, of which ours is none.
    entry = apps.get_model("wagtailsearch", "IndexEntry")
    TextIDGenericRelation(entry).contribute_to_class(PeerText, "index_entries")
    with connection.schema_editor() as editor:
        editor.create_model(PeerText)
    rows = [
        PeerText(
            key=entry.key,
            kind=entry.kind,
            lang=version.lang,
            title=version.title,
            body="\n".join((version.lead, version.text, *(part.text for part in version.passages))),
        )
        for entry in entries
        for version in entry.versions
    ]
    with transaction.atomic():
        PeerText.objects.bulk_create(rows, batch_size=2000)
    return list(PeerText.objects.all())
