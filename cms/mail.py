"""Writing to the holder of an account."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from cms.mailing.composing import compose


def language_of(account: Any) -> str:
    """The language in which an account reads letters: that of its office."""
    profile = getattr(account, "wagtail_userprofile", None)
    return str(profile.get_preferred_language()) if profile else settings.LANGUAGE_CODE


def write_to(account: Any, template: str, context: Mapping[str, Any]) -> bool:
    """Send an account a letter in its language; False where it is closed or has no address.

    Made of `<template>_subject.txt` and `<template>.txt`; functions in the context are called by
    the templates, so that they speak that language too.
    """
    if account is None or not account.is_active or not account.email:
        return False
    compose(template, context, language=language_of(account), to=[account.email]).send()
    return True
