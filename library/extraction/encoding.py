"""Decoding of plain text: UTF-8 and UTF-16 by their marks, Russian encodings by their letters."""

import codecs

_CYRILLIC_ENCODINGS = ("cp1251", "koi8-r", "cp866")
# These six make up about 47 % of the letters of Russian text (frequencies of the national corpus)
# and 12 % of the alphabet; text decoded with a wrong table falls below the threshold.
_FREQUENT = frozenset("оеаинт")
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
    encoding = max(_CYRILLIC_ENCODINGS, key=lambda name: _russian_share(data, name))
    if _russian_share(data, encoding) < _THRESHOLD:
        return None
    return _decoded(data, encoding)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _russian_share(data: bytes, encoding: str) -> float:
    """Share of the six frequent letters among the characters that are not ASCII."""
    text = data[:_SAMPLE_BYTES].decode(encoding, errors="replace").lower()
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 0.0
    return sum(character in _FREQUENT for character in foreign) / len(foreign)
