"""Kinds of letters, registered by the applications that write them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives


@dataclass(frozen=True)
class LetterKind:
    """A letter that the portal writes: its key, its name, and a sample of it for a preview.

    `sample` composes it with made-up particulars in the language of the moment. Where the letter
    holds a link for its recipient alone, `keeps_text` is False: the log never shows its text and
    drops it when it is sent; `keeps_address` does the same for an address that was given for this
    one letter.
    """

    key: str
    label: Any
    sample: Callable[[], EmailMultiAlternatives]
    keeps_text: bool = True
    keeps_address: bool = True


SAMPLE_ADDRESS = "recipient@example.org"

_kinds: dict[str, LetterKind] = {}


def register_kind(kind: LetterKind) -> None:
    """Add a kind; a second one of the same key is a mistake in the code."""
    if kind.key in _kinds:
        raise ValueError(f"The kind of letters {kind.key!r} is registered twice.")
    _kinds[kind.key] = kind


def kinds() -> Mapping[str, LetterKind]:
    """Every kind by key, in the order of registration."""
    return _kinds


def key_of(template: str) -> str:
    """The key of the letter of a template: "clusters/mail/basis" is "clusters.basis"."""
    return template.replace("/mail/", ".").replace("/", ".")


def label_of(key: str) -> str:
    """The name of a kind; that of all other letters where nobody registered the key."""
    kind = _kinds.get(key)
    return str(kind.label) if kind else key
