"""Marks in texts that come from the server.

The server puts a sign before and after every found word. Two more signs were put at the first and
the last word when the text was indexed: a fragment that holds one of them needs no ellipsis there.
All four are noncharacters, which no text of ours contains.
"""

import re

from search.engines.base import Marked

BEFORE, AFTER = "\ufdd0", "\ufdd1"
_FIRST, _LAST = "\ufdd2", "\ufdd3"
SENTINELS = BEFORE + AFTER + _FIRST + _LAST

_WITHOUT = str.maketrans("", "", SENTINELS)
_SIGNS = re.compile(f"[{SENTINELS}]")
_WORDS = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)


def framed(text: str) -> str:
    """A text with its first and last word signed."""
    text = text.translate(_WITHOUT)
    return _WORDS.sub(lambda words: f"{_FIRST}{words[0]}{_LAST}", text, count=1)


def whole(text: str, lang: str, marked: str | None) -> Marked:
    """A text with the marks of its copy from the server."""
    found, ranges = _unsigned(marked or "")
    return Marked(text, lang, ranges if found == text else ())


def fragment(marked: str | None, lang: str) -> Marked | None:
    """A fragment from the server; None where no word of it was found."""
    marked = (marked or "").strip()
    cut, ranges = _unsigned(marked)
    if not ranges:
        return None
    before = "" if _FIRST in marked else "…"
    # After a whole sentence the ellipsis stands apart from its full stop.
    after = "" if _LAST in marked else " …" if cut.endswith((".", "!", "?")) else "…"
    shift = len(before)
    shifted = tuple((start + shift, end + shift) for start, end in ranges)
    return Marked(f"{before}{cut}{after}".replace("\n", " "), lang, shifted)


def plain(text: str | None) -> str:
    """A text from the server without signs."""
    return (text or "").translate(_WITHOUT)


def _unsigned(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without signs, and where found words stand in it."""
    ranges, start = [], 0
    for signs_before, sign in enumerate(_SIGNS.finditer(marked)):
        place = sign.start() - signs_before
        if sign[0] == BEFORE:
            start = place
        elif sign[0] == AFTER:
            ranges.append((start, place))
    return marked.translate(_WITHOUT), tuple(ranges)
