"""Decoding of plain text: UTF-8 and UTF-16 by their marks, Russian encodings by their letters."""

import codecs
import re

_CYRILLIC_ENCODINGS = ("cp1251", "koi8-r", "cp866")
# These six make up about 47 % of the letters of Russian text (frequencies of the national corpus)
# and 12 % of the alphabet; text decoded with a wrong table falls below the threshold.
_FREQUENT = frozenset("оеаинтОЕАИНТ")
_WORD = re.compile(r"[^\W\d_]{2,}")
_THRESHOLD = 0.3
_SAMPLE_BYTES = 200_000


def decode(data: bytes) -> str | None:
    """The text of `data`; None when its encoding is not recognised."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decoded(data, encoding)
    text = _decoded(data, "utf-8")
    if text is not None:
        return text
    likeness, encoding = max((_likeness(data, name), name) for name in _CYRILLIC_ENCODINGS)
    return _decoded(data, encoding) if likeness >= _THRESHOLD else None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likeness(data: bytes, encoding: str) -> float:
    """How like Russian the bytes read in an encoding: 0 to 1.

    The share of the six frequent letters among the characters that are not ASCII, times the share
    of words whose capitals stand as they do in writing: a wrong table scatters them.
    """
    text = data[:_SAMPLE_BYTES].decode(encoding, errors="replace")
    foreign = [character for character in text if character > "\x7f"]
    words = _WORD.findall(text)
    if not foreign or not words:
        return 0.0
    frequent = sum(character in _FREQUENT for character in foreign) / len(foreign)
    orderly = sum(word[1:].islower() or word.isupper() for word in words) / len(words)
    return frequent * orderly
