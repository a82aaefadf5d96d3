"""What the tests of the front pages share."""

import pytest
from wagtail.models import PageViewRestriction


@pytest.fixture
def hidden(db):
    """News and events nobody may see, each with a telling slug: draft, restricted, expired."""
    from tests.factories.front import add_event, add_news

    for add in (add_news, add_event):
        add("draft-secret", live=False)
        for page in add("restricted-secret"):
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        for page in add("expired-secret"):
            page.unpublish()


@pytest.fixture
def indexed(db):
    """Bring the catalogue in line with the database of the test: indexed()."""
    from search.indexing import rebuild

    return rebuild
