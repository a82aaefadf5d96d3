"""The form of documents refuses files that lie and files that are kept already."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from wagtail.documents.forms import get_document_form
from wagtail.models import Collection

from cms.models import PortalDocument
from tests.library.items import corpus


@pytest.fixture
def admin(client_as):
    return client_as(is_staff=True, is_superuser=True)


def submit(user, name: str, content: bytes, **fields):
    form_class = get_document_form(PortalDocument)
    data = {
        "title": "Доклад",
        "collection": Collection.get_first_root_node().pk,
        "tags": "",
        **fields,
    }
    return form_class(data, {"file": SimpleUploadedFile(name, content)}, user=user)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", corpus.pdf("текст")),
        ("A.PDF", corpus.pdf("текст")),
        ("a.docx", corpus.docx("текст")),
        ("a.pptx", corpus.pptx("текст")),
        ("a.odt", corpus.odt("текст")),
        ("a.txt", "текст".encode("cp1251")),
        ("a.csv", b"a;b\n1;2\n"),
        ("a.zip", corpus.zip_archive()),
        ("a.pdf", corpus.image_pdf()),
    ],
)
def test_file_that_is_what_it_says_is_taken(admin, name, content):
    form = submit(admin.user, name, content)
    assert form.errors == {}
    document = form.save()
    assert (document.language, len(document.sha256)) == ("ru", 64)


@pytest.mark.parametrize(
    ("name", "content", "inside"),
    [
        ("a.pdf", corpus.zip_archive(), "a ZIP archive"),
        ("a.pdf", corpus.docx("текст"), "a Word document"),
        ("a.docx", corpus.pdf("текст"), "a PDF document"),
        ("a.docx", corpus.zip_archive(), "a ZIP archive"),
        ("a.docx", corpus.encrypted_docx(), "an encrypted Office file or one of before 2007"),
        ("a.txt", corpus.pdf("текст"), "a PDF document"),
        ("a.pdf", b"<html>", "plain text"),
        ("a.pptx", bytes(64), "something else"),
    ],
)
def test_lying_file_is_refused_with_what_it_is(admin, name, content, inside):
    extension = name.partition(".")[2]
    with override("en"):
        assert submit(admin.user, name, content).errors["file"] == [
            (
                f"The name ends in .{extension}, but inside is {inside}. "
                "Save the file in the right format or correct its name."
            )
        ]


def test_empty_and_large_files_are_refused(admin, settings):
    with override("en"):
        assert submit(admin.user, "a.pdf", b"").errors["file"] == ["The submitted file is empty."]
        settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1000
        form = submit(admin.user, "a.pdf", corpus.pdf("текст"))
        assert form.errors["file"][0].startswith("This file is too big")
        assert form.errors["file"][0].endswith("Maximum filesize 1000\xa0bytes.")


def test_second_copy_is_reported_with_a_link_to_the_first(admin, add_document):
    content = corpus.pdf("одно и то же")
    first = add_document("first.pdf", content, title="Первый <b>")
    link = reverse("wagtaildocs:edit", args=[first.pk])
    with override("en"):
        assert submit(admin.user, "other-name.pdf", content).errors["file"] == [
            f'The same file is already kept; use it: <a href="{link}">Первый &lt;b&gt;</a>'
        ]


def test_second_copy_does_not_name_a_document_of_a_closed_collection(make_user, add_document):
    root = Collection.get_first_root_node()
    closed, own = root.add_child(name="Закрытая"), root.add_child(name="Своя")
    content = corpus.pdf("одно и то же")
    add_document("first.pdf", content, title="Тайное название", collection=closed)
    user = make_user()
    group = Group.objects.create(name="Авторы своей")
    group.collection_permissions.create(
        collection=own,
        permission=Permission.objects.get(codename="add_document"),
    )
    user.groups.add(group)
    with override("en"):
        assert submit(user, "other.pdf", content, collection=own.pk).errors["file"] == [
            "The same file is already kept, in a collection you may not change."
        ]


def test_same_file_may_be_sent_again_for_its_own_document(admin, add_document):
    content = corpus.pdf("текст")
    document = add_document("a.pdf", content)
    form_class = get_document_form(PortalDocument)
    data = {
        "title": "Новое",
        "collection": document.collection_id,
        "tags": "",
        "language": "en",
    }
    form = form_class(
        data, {"file": SimpleUploadedFile("a.pdf", content)}, instance=document, user=admin.user
    )
    assert form.errors == {}
    assert form.save().language == "en"


def test_uploader_of_many_files_takes_a_document_and_reports_a_copy(admin):
    content = corpus.pdf("из загрузчика")
    address = reverse("wagtaildocs:add_multiple")
    headers = {"x-requested-with": "XMLHttpRequest"}

    def send(name: str):
        sent = {"title": name, "files[]": SimpleUploadedFile(name, content)}
        return admin.post(address, sent, headers=headers).json()

    answer = send("first.pdf")
    assert answer["success"] is True
    document = PortalDocument.objects.get(pk=answer["doc_id"])
    assert (document.extraction_state, document.page_count) == ("done", 1)
    refused = send("second.pdf")
    assert refused["success"] is False
    assert reverse("wagtaildocs:edit", args=[document.pk]) in refused["error_message"]
