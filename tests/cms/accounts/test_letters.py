"""Every letter that allauth may send has a text of ours in both languages."""

from pathlib import Path

import allauth
import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from cms.accounts.letters import TEXTS, compose

STOCK = Path(allauth.__file__).parent / "templates"
UNUSED = {"account/email/login_code", "account/email/password_reset_code"}
"""Letters of ways to sign in that are switched off."""


def names():
    """The letters of the applications in use, as allauth calls them."""
    return {
        str(path.relative_to(STOCK)).removesuffix("_subject.txt")
        for app in ("account", "mfa")
        for path in STOCK.glob(f"{app}/email/*_subject.txt")
    }


def test_every_letter_has_a_text():
    assert set(TEXTS) == names() - UNUSED


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_letter_says_the_same_in_text_and_html(name, language):
    given = {
        "request": RequestFactory().get("/"),
        "timestamp": timezone.now(),
        "ip": "192.0.2.1",
        "from_email": "anna@example.org",
        "to_email": "new@example.org",
        "deleted_email": "old@example.org",
        **dict.fromkeys(("activate_url", "password_reset_url", "signup_url"), "http://testserver/"),
    }
    with translation.override(language):
        letter = compose(name, "anna@example.org", given)
    html = letter.alternatives[0].content
    assert letter.to == ["anna@example.org"]
    assert letter.subject
    assert f'lang="{language}"' in html
    for line in filter(None, letter.body.splitlines()):
        assert line.rstrip(":") in html
    has_cyrillic = any("а" <= sign <= "я" for sign in letter.subject)
    assert has_cyrillic == (language == "ru")
