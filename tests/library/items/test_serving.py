"""Who may open a document, and how."""

import pytest
from django.conf import settings
from wagtail.models import Collection, CollectionViewRestriction

from tests.library.items import corpus


@pytest.fixture
def closed(db):
    """A collection for signed-in people, and one below it."""
    collection = Collection.get_first_root_node().add_child(name="Закрытая")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection, collection.add_child(name="Внутри")


def test_pdf_opens_in_the_browser_and_other_files_are_saved(client, add_document):
    pdf = client.get(add_document("a.pdf", corpus.pdf("текст")).url)
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.get("Content-Disposition", "inline").startswith("inline")
    assert pdf["X-Content-Type-Options"] == "nosniff"
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    word = client.get(add_document("a.docx", corpus.docx("текст")).url)
    assert word["Content-Disposition"].startswith("attachment")


def test_document_of_a_closed_collection_is_for_those_it_is_open_to(
    client, client_as, add_document, closed
):
    for collection in closed:
        document = add_document(
            f"secret-{collection.pk}.pdf", corpus.pdf("тайна"), collection=collection
        )
        assert client.get(document.url).status_code == 302
        assert client_as().get(document.url).status_code == 200


def test_file_has_no_address_in_the_public_folder(client, add_document):
    document = add_document("a.pdf", corpus.pdf("текст"))
    with pytest.raises(NotImplementedError):
        _ = document.file.url
    assert not document.file.path.startswith(str(settings.MEDIA_ROOT))
    assert client.get(f"{settings.MEDIA_URL}{document.file.name}").status_code == 404
    assert document.url == f"/documents/{document.pk}/{document.filename}"
