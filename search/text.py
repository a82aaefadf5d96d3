"""How texts are cut into words: the same for indexing and for queries, for every engine."""

import re
import unicodedata

# Soft hyphen, zero-width characters, byte order mark and stress marks would cut a word in two.
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0300\u0301\x00"
_WORD = re.compile(r"[^\W_]+")

# Letters that stand in numbers of acts.
_LATIN = str.maketrans("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf")

_STOP_WORDS = """
а без бы в во вот где да для до ее ей если же за и из или им их к как ко ли на над не нет ни
но о об от по под при про с со та так то у уже что чтобы это этого
a an and are as at be by for from if in into is it no not of on or that the their then there
these they this to was will with
"""
STOP_WORDS: tuple[str, ...] = tuple(_STOP_WORDS.split())


def fold(text: str) -> str:
    """The text with ё as е; as long as before in characters and in bytes."""
    # One character and two bytes both, so offsets stay right. Quicker than str.translate.
    return text.replace("ё", "е").replace("Ё", "Е")


def clean(text: str) -> str:
    """The text as it is indexed: NFC, without characters that cut a word in two."""
    if text.isascii():
        return text.replace("\x00", "")
    # Composing first keeps й and accented letters, which hold the same marks as a stress.
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    for character in _DROPPED:
        text = text.replace(character, "")
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        text = text.encode("utf-8", "replace").decode()
    return text


def clean_query(text: str) -> str:
    """A query ready to be cut: as `clean`, with full-width letters and digits made plain."""
    # NFKC would make "No" of the number sign, a word no act holds.
    return clean(unicodedata.normalize("NFKC", clean(text).replace("№", " ")))


def tokens(text: str) -> list[str]:
    """Runs of letters and digits, folded, in lower case."""
    return _WORD.findall(fold(text).lower())


def number_keys(number: str) -> tuple[str, ...]:
    """How a reader may write the number of an act.

    The whole in lower case, the same without punctuation, and its groups of digits:
    «1662-р» gives `1662-р`, `1662р`, `1662` and, as English texts write it, `1662-r`.
    """
    whole = fold(clean_query(number)).lower().strip()
    if not whole:
        return ()
    parts = _WORD.findall(whole)
    digits = re.findall(r"\d+", whole)
    latin = whole.translate(_LATIN)
    return tuple(
        dict.fromkeys((whole, "".join(parts), *digits, latin, "".join(_WORD.findall(latin))))
    )
