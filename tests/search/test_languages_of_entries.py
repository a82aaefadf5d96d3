"""The texts of an entry are in its own language, whatever language built it."""

import pytest
from django.utils.translation import override

from home.models import StandardPage
from home.sources import PlainPageSource
from tests.factories.front import add_standard_page

pytestmark = pytest.mark.django_db

LISTING = {"title": "Latest", "kind": "legal", "query": "cryptosaurus", "limit": 3}
BODY = [
    {"type": "heading", "value": {"text": "Support", "level": "h3", "anchor": "how-to"}},
    {"type": "callout", "value": {"kind": "warn", "title": "Deadline", "text": "<p>Friday</p>"}},
    {"type": "listing", "value": LISTING},
]


class Labelled(PlainPageSource):
    """Plain pages with a label of a choice in every text."""

    def text_of(self, page):
        return event_format()

    def note_of(self, page):
        return event_format()


def event_format():
    from home.enums import EventFormat

    return str(EventFormat.ONLINE.label)


@pytest.fixture
def page():
    """A page in both languages with a list of acts in its body."""
    for number, page in enumerate(add_standard_page()):
        StandardPage.objects.filter(pk=page.pk).update(
            body=[{**block, "id": f"{number}{place}"} for place, block in enumerate(BODY)]
        )
    return page


@pytest.mark.parametrize("reader", ["ru", "en"])
def test_labels_are_in_the_language_of_the_version(page, reader):
    with override("ru"):
        russian = event_format()
    with override(reader):
        (entry,) = Labelled().entries([page.translation_key])
    assert [(version.lang, version.text, version.note) for version in entry.versions] == [
        ("ru", russian, russian),
        ("en", "online", "online"),
    ]
    assert russian != "online"


def test_choices_anchors_and_listings_are_no_text(page):
    (entry,) = PlainPageSource().entries([page.translation_key])
    assert [version.text.split() for version in entry.versions] == [
        ["Support", "Deadline", "Friday"]
    ] * 2


def test_page_is_not_found_by_what_it_lists(page, index, found):
    assert found("deadline", "en") == ["Contacts"]
    assert found("правовые акты") == []
    assert found("cryptosaurus", "en") == []
