"""Characters that the server's tokenizer takes otherwise than `search.text.tokens` does.

The tokenizer keeps `node.js`, `3,14` and `о’нил` whole, hangs marks and joiners on the letter
before them and makes words of pictures: each of these characters becomes a blank. Raised and
circled digits, which it drops, become plain ones.
"""

import re
import unicodedata

from search.engines.elastic.fragments import SENTINELS

_WORD = re.compile(r"[^\W_]")
# Signs of European scripts; punctuation, marks and pictures; presentation forms; pictures.
_BLOCKS = (
    range(0x21, 0x600),
    range(0x2000, 0x2C00),
    range(0xFE00, 0x10000),
    range(0x1F000, 0x1FB00),
)
_JOINING = {"Cf", "Cn", "Mc", "Me", "Mn", "Pc", "Pf", "Pi", "Po", "Sk", "So"}


def _mappings() -> list[str]:
    folded = ["ё=>е", "Ё=>Е"]
    for block in _BLOCKS:
        for character in map(chr, block):
            kind, digit = unicodedata.category(character), unicodedata.digit(character, None)
            if kind == "No" and digit is not None:
                folded.append(f"{character}=>{digit}")
            elif kind in _JOINING and not _WORD.match(character):
                folded.append(f"{_written(character)}=>\\u0020")
    folded += [f"{_written(character)}=>\\u0020" for character in SENTINELS]
    return folded


def _written(character: str) -> str:
    """A character as the filter reads it."""
    return character if ord(character) > 0xFFFF else f"\\u{ord(character):04x}"


MAPPINGS = _mappings()
