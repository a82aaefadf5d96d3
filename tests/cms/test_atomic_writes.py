"""A view that fails half-way leaves nothing behind."""

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from cms.models import Topic


def write_and_fail(request: HttpRequest) -> HttpResponse:
    Topic.objects.create(slug="half", name_ru="Половина", name_en="Half")
    raise RuntimeError("after the first write")


def in_transaction(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(transaction.get_connection().in_atomic_block))


urlpatterns = [path("fail/", write_and_fail), path("state/", in_transaction)]


@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF=__name__)
def test_failed_write_is_rolled_back() -> None:
    client = Client(raise_request_exception=False)
    assert client.post("/fail/").status_code == 500
    assert not Topic.objects.filter(slug="half").exists()


@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("method", "atomic"), [("get", "False"), ("post", "True")])
def test_only_writes_open_a_transaction(method: str, atomic: str) -> None:
    assert getattr(Client(), method)("/state/").content.decode() == atomic
