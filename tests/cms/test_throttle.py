"""Limits of attempts, and the password of a page behind one."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.sections import section_page
from cms.throttle import Limit


@pytest.mark.django_db
def test_password_of_a_page_is_limited():
    page = section_page("about", "ru")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="open-sesame"
    )
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    client = Client()
    form = {"password": "wrong", "return_url": page.url}
    assert [client.post(url, form).status_code for _ in range(11)] == [200] * 10 + [429]


def test_limit_counts_each_source_and_forgets():
    limit = Limit("test", 2, 60)
    assert [bool(limit.take("a")) for _ in range(3)] == [False, False, True]
    assert not limit.take("b")
    limit.forget("a")
    assert not limit.take("a")


def test_sources_are_kept_hashed():
    Limit("test", 2, 60).take("192.0.2.1", "anna")
    assert "192.0.2.1" not in str(cache._cache.keys())
