"""Text that readers write: typed plainly, kept as a little HTML, cleaned when kept and when shown.

Whoever types needs to know no markup: a blank line begins a paragraph, lines that begin with a
dash or a number are a list, lines that begin with ">" are a quotation, addresses become links.
What looks like a tag is shown as it was typed.
"""

import re
from html.parser import HTMLParser

import nh3
from django.utils.html import escape

TAGS = frozenset({"p", "br", "ul", "ol", "li", "blockquote", "a"})
LINK_REL = "nofollow ugc noopener"
_LINK = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}'…»"
_BULLET = re.compile(r"[-–—•*]\s+")
_NUMBER = re.compile(r"\d{1,2}[.)]\s+")
_QUOTED = re.compile(r">\s?")
_LIST_FROM = 2  # a single line that begins with a dash is somebody speaking
# Control characters, and those that turn the direction of what follows them around.
_HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def cleaned(html: str) -> str:
    """The HTML with nothing but the allowed tags, and links to the web alone."""
    return nh3.clean(
        _HARMFUL.sub("", html),
        tags=set(TAGS),
        # Without a word of the star nh3 lets `title` and `lang` through on every tag.
        attributes={"*": set(), "a": {"href"}},
        url_schemes={"http", "https"},
        url_relative="deny",
        link_rel=LINK_REL,
    )


def to_html(typed: str) -> str:
    """The HTML of plainly typed text, cleaned."""
    lines = _HARMFUL.sub("", typed).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[list[str]] = [[]]
    for line in (line.rstrip() for line in lines):
        if line:
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return cleaned("".join(_block(block) for block in blocks if block))


def to_typed(html: str) -> str:
    """What would have to be typed to get the HTML."""
    reader = _Typist()
    reader.feed(cleaned(html))
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.parts)).strip()


def to_plain(html: str) -> str:
    """The words alone, one line a paragraph or item."""
    text = re.sub(r"</(?:p|li|blockquote)>|<br>", "\n", cleaned(html))
    text = nh3.clean(text, tags=set())
    lines = (re.sub(r"\s+", " ", line).strip() for line in _unescaped(text).split("\n"))
    return "\n".join(line for line in lines if line)


def link_number(html: str) -> int:
    """How many links the HTML has."""
    return cleaned(html).count("<a ")


def _block(lines: list[str]) -> str:
    if all(_QUOTED.match(line) for line in lines):
        words = [_QUOTED.sub("", line, count=1) for line in lines]
        return f"<blockquote><p>{_inline(words)}</p></blockquote>"
    if len(lines) >= _LIST_FROM:
        for tag, marker in (("ul", _BULLET), ("ol", _NUMBER)):
            if all(marker.match(line) for line in lines):
                items = "".join(
                    f"<li>{_linked(marker.sub('', one, count=1))}</li>" for one in lines
                )
                return f"<{tag}>{items}</{tag}>"
    return f"<p>{_inline(lines)}</p>"


def _inline(lines: list[str]) -> str:
    return "<br>".join(_linked(line) for line in lines)


def _linked(line: str) -> str:
    parts, end = [], 0
    for match in _LINK.finditer(line):
        address = match.group().rstrip(_TRAILING)
        parts.append(escape(line[end : match.start()]))
        parts.append(f'<a href="{escape(address)}">{escape(address)}</a>')
        end = match.start() + len(address)
    return "".join((*parts, escape(line[end:])))


def _unescaped(text: str) -> str:
    reader = _Words()
    reader.feed(text)
    reader.close()
    return "".join(reader.parts)


class _Words(HTMLParser):
    """The text of HTML without its tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


class _Typist(_Words):
    """Writes cleaned HTML as it would be typed."""

    def __init__(self) -> None:
        super().__init__()
        self._lists: list[int | None] = []
        self._quotes = 0
        self._address = ""
        self._label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "p":
                self.parts.append("\n\n" + "> " * self._quotes)
            case "br":
                self.parts.append("\n" + "> " * self._quotes)
            case "blockquote":
                self._quotes += 1
            case "ul" | "ol":
                self._lists.append(None if tag == "ul" else 0)
                self.parts.append("\n")
            case "li":
                self.parts.append(f"\n{self._marker()} ")
            case "a":
                self._address, self._label = dict(attrs).get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "blockquote":
                self._quotes = max(self._quotes - 1, 0)
            case "ul" | "ol" if self._lists:
                self._lists.pop()
            case "a":
                if self._address and self._label.strip() != self._address:
                    self.parts.append(f" {self._address}")
                self._address = ""

    def handle_data(self, data: str) -> None:
        self._label += data
        self.parts.append(data)

    def _marker(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "-"
        self._lists[-1] = number + 1
        return f"{number + 1}."
