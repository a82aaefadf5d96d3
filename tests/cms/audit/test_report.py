"""The report of the log: for administrators alone, with filters and a streamed file."""

import csv

import pytest
from django.urls import reverse

from cms.audit.chain import record
from cms.models import AuditEntry
from cms.roles import ROLES
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db

REPORT = reverse("cms_audit")


@pytest.mark.parametrize("role", ROLES)
def test_report_is_for_administrators(client_as, role):
    client = client_as(role)
    record("test.note", RegionFactory(), actor=None)

    response = client.get(REPORT)
    menu = client.get(reverse("wagtailadmin_home")).content.decode()

    if role == "administrators":
        assert response.status_code == 200
        assert "test.note" in response.content.decode()
    else:
        assert response.status_code in (302, 403)
    assert (REPORT in menu) == (role == "administrators")


def test_rows_are_filtered(client_as, make_user):
    client, other = client_as("administrators"), make_user()
    region = RegionFactory()
    record("links.approve", region, actor=client.user)
    record("links.return", region, actor=other, reason="Причина")

    def shown(**query):
        listed = client.get(REPORT, query).context["object_list"]
        return [entry.sequence for entry in listed]

    assert shown() == [2, 1]
    assert shown(action="links.return") == [2]
    assert shown(actor=client.user.pk) == [1]
    assert shown(subject_key=region.pk) == [2, 1]
    assert shown(subject_key="nowhere") == []


def test_account_is_named_while_it_exists(client_as, make_user):
    client = client_as("administrators")
    user = make_user(first_name="Мария", last_name="Иванова")
    record("test.note", RegionFactory(), actor=user)
    assert f"{user.pk} · Мария Иванова" in client.get(REPORT).content.decode()
    number = user.pk

    user.delete()

    text = client.get(REPORT).content.decode()
    assert "Мария" not in text
    assert AuditEntry.objects.get().actor == number


def test_number_of_queries_does_not_grow(client_as, make_user, django_assert_max_num_queries):
    client, region = client_as("administrators"), RegionFactory()
    client.get(REPORT)

    def listed(rows):
        while AuditEntry.objects.count() < rows:
            record("test.note", region, actor=make_user())
        with django_assert_max_num_queries(25) as queries:
            client.get(REPORT)
        return len(queries)

    assert len({listed(1), listed(10), listed(40)}) == 1


def test_file_holds_what_the_hashes_cover_and_no_names(client_as, make_user):
    client = client_as("administrators")
    user = make_user(first_name="Мария", last_name="Иванова")
    entry = record("test.note", RegionFactory(), actor=user, reason="=1+1", data={"a": 1})

    response = client.get(REPORT, {"export": "csv"})

    assert response.streaming
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert (row["sequence"], row["hash"], row["data"]) == ("1", entry.hash, '{"a":1}')
    assert row["reason"] == "'=1+1"
    assert "Мария" not in text
    page = client.get(REPORT).content.decode()
    assert "export=csv" in page
    assert "export=xlsx" not in page
