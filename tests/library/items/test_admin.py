"""Texts of documents in the admin."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from cms.enums import ExtractionState
from cms.models import PortalDocument
from library.models import ItemFile
from library.queries import documents_without_text
from tests.library.items import corpus

REPORT = reverse("library_missing_text")


@pytest.fixture
def documents(add_document):
    """One of each kind the report tells apart, and one that is whole."""
    waiting = add_document("waiting.pdf", corpus.pdf("ждёт"))
    PortalDocument.objects.filter(pk=waiting.pk).update(extraction_state=ExtractionState.WAITING)
    return {
        "whole": add_document("whole.pdf", corpus.pdf("текст")),
        "part": add_document("part.pdf", corpus.pdf("текст", "", "")),
        "scan": add_document("scan.pdf", corpus.image_pdf()),
        "failed": add_document("failed.pdf", corpus.truncated_pdf()),
        "waiting": waiting,
        "archive": add_document("archive.zip", corpus.zip_archive()),
    }


def test_documents_whose_text_is_missing_in_whole_or_in_part(documents):
    found = {one.title: one.text_pages for one in documents_without_text()}
    assert found == {"part.pdf": 1, "scan.pdf": 0, "failed.pdf": 0, "waiting.pdf": 1}


def test_report_lists_them_with_the_reason(client_as, documents):
    client = client_as("moderators-library")
    with override("en"):
        html = client.get(REPORT, headers={"accept-language": "en"}).content.decode()
    assert "failed.pdf" in html
    assert "whole.pdf" not in html
    exported = client.get(REPORT, {"export": "csv", "extraction_state": "failed"})
    rows = b"".join(exported.streaming_content).decode().splitlines()
    assert [row.partition(",")[0] for row in rows[1:]] == ["failed.pdf"]


@pytest.mark.parametrize("group", [None, "participants"])
def test_report_is_closed_to_others(client, client_as, group):
    asking = client if group is None else client_as()
    assert asking.get(REPORT).status_code == 302


def test_text_is_taken_again_by_those_who_may_change_the_document(client_as, documents):
    document = documents["whole"]
    address = reverse("library_extract_again", args=[document.pk])
    document.pages.update(text="испорчено")
    assert client_as().post(address).status_code in {302, 403}
    assert document.pages.get().text == "испорчено"
    assert client_as("editors-library").post(address).status_code in {302, 403}
    assert document.pages.get().text == "испорчено"
    client = client_as("moderators-library")
    assert client.get(address).status_code == 405
    response = client.post(address)
    assert response.url == reverse("wagtaildocs:edit", args=[document.pk])
    assert document.pages.get().text == "текст"


def test_document_form_shows_state_and_hash(client_as, documents):
    client = client_as(is_staff=True, is_superuser=True)
    with override("en"):
        response = client.get(
            reverse("wagtaildocs:edit", args=[documents["failed"].pk]),
            headers={"accept-language": "en"},
        )
    html = " ".join(response.content.decode().split())
    assert documents["failed"].sha256 in html
    assert reverse("library_extract_again", args=[documents["failed"].pk]) in html


def test_item_form_shows_the_state_of_its_files(client_as, add_item, documents):
    item = add_item(files=[documents["failed"]])
    assert ItemFile.objects.filter(page=item).count() == 1
    client = client_as("editors-library")
    html = client.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).content.decode()
    assert reverse("wagtaildocs:edit", args=[documents["failed"].pk]) in html
