"""The import as an editor walks through it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.imports import keeping
from cms.models import ImportBatch, Organisation, Topic
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db

BAD = '<script>alert("&")</script>'


def address(name, *args):
    return reverse(f"cms_imports:{name}", args=args)


def send(client, key, text, name="topics.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return client.post(address("upload", key), {"file": file})


def token_of(answer):
    return answer.context["form"].initial["token"]


@pytest.fixture
def client(client_as):
    return client_as("moderators-legal")


def test_upload_report_confirm_journal_undo(client):
    TopicFactory(slug="law", name_ru="Право", name_en="Law")
    report = send(client, "topics", "slug;name_ru;name_en\nlaw;Закон;Law\nip;ИС;IP\n")
    assert report.context["report"].counts == {"new": 1, "changed": 1, "same": 0}
    assert Topic.objects.count() == 1
    done = client.post(address("confirm", "topics"), {"token": token_of(report)})
    batch = ImportBatch.objects.get()
    assert done.url == address("batch", batch.pk)
    assert (batch.user, batch.file_name) == (client.user, "topics.csv")
    assert Topic.objects.get(slug="law").name_ru == "Закон"
    assert "topics.csv" in client.get(address("index")).content.decode()
    assert "<del>Право</del>" in client.get(address("batch", batch.pk)).content.decode()
    undone = client.post(address("undo", batch.pk))
    assert undone.url == address("batch", batch.pk)
    assert list(Topic.objects.values_list("slug", "name_ru")) == [("law", "Право")]
    batch.refresh_from_db()
    assert batch.undone_by == client.user


def test_problems_are_listed_and_escaped(client):
    bad = BAD.replace('"', "'")
    answer = send(client, "organisations", f"slug;name_ru;name_en;kind\na;А;A;{bad}\n")
    assert [problem.line for problem in answer.context["problems"]] == [2]
    page = answer.content.decode()
    assert bad not in page
    assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)" in page
    assert not Organisation.objects.exists()


def test_preview_escapes_values(client):
    page = send(client, "topics", f"slug;name_ru;name_en\na;{BAD};{BAD}\n").content.decode()
    assert BAD not in page
    assert "&lt;script&gt;alert(&quot;&amp;&quot;)" in page


def test_empty_file_has_a_message_of_its_own(client):
    answer = send(client, "topics", "")
    assert len(answer.context["problems"]) == 1


def test_no_file_is_a_form_error(client):
    answer = client.post(address("upload", "topics"), {})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"file"}


def test_second_confirmation_finds_nothing(client):
    token = token_of(send(client, "topics", "slug;name_ru;name_en\na;А;A\n"))
    client.post(address("confirm", "topics"), {"token": token})
    again = client.post(address("confirm", "topics"), {"token": token})
    assert again.url == address("upload", "topics")
    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize("damage", ["forged", "other account", "other register", "expired"])
def test_token_serves_its_owner_for_its_register_for_an_hour(
    damage, client, client_as, monkeypatch
):
    token = token_of(send(client, "topics", "slug;name_ru;name_en\na;А;A\n"))
    key = "topics"
    if damage == "forged":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    elif damage == "other account":
        client = client_as("moderators-legal")
    elif damage == "other register":
        client, key = client_as("administrators"), "regions"
    else:
        monkeypatch.setattr(keeping, "MAX_AGE", keeping.MAX_AGE * 0)
    answer = client.post(address("confirm", key), {"token": token})
    assert answer.url == address("upload", key)
    assert not Topic.objects.exists()


def test_kept_file_has_no_public_address(client):
    from django.core.files.storage import storages

    token = token_of(send(client, "topics", "slug;name_ru;name_en\na;А;A\n"))
    kept, content = keeping.open_kept(token, register="topics", user_id=client.user.pk)
    assert content.startswith(b"slug")
    with pytest.raises(NotImplementedError):
        storages["imports"].url(kept.stored_name)


def test_old_files_are_swept(client, monkeypatch):
    from django.core.files.storage import storages

    send(client, "topics", "slug;name_ru;name_en\na;А;A\n")
    monkeypatch.setattr(keeping, "MAX_AGE", keeping.MAX_AGE * 0)
    send(client, "topics", "slug;name_ru;name_en\nb;Б;B\n")
    assert len(storages["imports"].listdir("")[1]) == 1


def test_refused_undo_lists_the_rows(client):
    token = token_of(send(client, "topics", "slug;name_ru;name_en\na;А;A\n"))
    client.post(address("confirm", "topics"), {"token": token})
    Topic.objects.update(name_ru="Другое")
    answer = client.post(address("undo", ImportBatch.objects.get().pk))
    assert [problem.line for problem in answer.context["problems"]] == [2]
    assert Topic.objects.count() == 1


def test_an_import_of_another_is_undone_only_with_the_right_to_delete(client_as):
    rows = "slug;name_ru;name_en;kind\na;А;A;other\n"
    owner = client_as("editors-legal")
    token = token_of(send(owner, "organisations", rows))
    owner.post(address("confirm", "organisations"), {"token": token})
    batch = ImportBatch.objects.get()
    undo = address("undo", batch.pk)
    editor = client_as("editors-news")
    assert editor.post(undo).status_code == 302
    assert Organisation.objects.count() == 1
    assert undo not in editor.get(address("batch", batch.pk)).content.decode()
    assert undo in owner.get(address("batch", batch.pk)).content.decode()
    assert owner.post(undo).url == address("batch", batch.pk)
    assert not Organisation.objects.exists()


CLUSTERS = ("cluster-figures", "region-figures", "memberships", "specialisations", "indicators")
PLATFORMS = ("platform-members", "directions")


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        ("editors-legal", {"organisations"}),
        ("moderators-legal", {"organisations", "topics"}),
        ("editors-clusters", {"organisations", "cluster-figures", "region-figures", "memberships"}),
        ("moderators-clusters", {"organisations", "topics", *CLUSTERS}),
        ("editors-platforms", {"organisations", "platform-members"}),
        ("platform-specialists", {"organisations", *PLATFORMS}),
        ("moderators-platforms", {"organisations", "topics", *PLATFORMS}),
        (
            "administrators",
            {"organisations", "regions", "topics", "search-terms", *CLUSTERS, *PLATFORMS},
        ),
    ],
)
def test_who_may_import_what(group, allowed, client_as):
    client = client_as(group)
    for key in ("regions", "topics", "organisations", "search-terms", *CLUSTERS, *PLATFORMS):
        # Wagtail leads those without the right back to its home page.
        expected = 200 if key in allowed else 302
        assert client.get(address("upload", key)).status_code == expected, key
        assert client.get(address("template", key)).status_code == expected, key
    listed = client.get(address("index")).context["importers"]
    assert {one.key for one in listed} == allowed


def test_strangers_are_sent_to_the_sign_in(client_as):
    from django.test import Client

    for name, args in (("index", ()), ("upload", ("topics",)), ("batch", (1,))):
        answer = Client().get(address(name, *args))
        assert answer.status_code == 302
        assert "login" in answer.url


def test_unknown_register_is_not_found(client):
    assert client.get(address("upload", "nothing"), follow=True).status_code == 404


def test_template_holds_the_columns(client):
    content = client.get(address("template", "topics")).content.decode("utf-8-sig")
    assert content == "slug;name_ru;name_en;parent\r\n"
