"""Provisions of an act: anchors, labels and the flat reading of its text.

An anchor names a provision in every language and edition: `article-16.1`, below it
`article-16.1_part-2`. Anchors are stored with the text, so that a link keeps its place when the
number is corrected or provisions are inserted before it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from library.enums import ProvisionKind, Wording
from library.legal.numbers import latin, number_slug

_LEVELS = {kind.value: level for level, kind in enumerate(ProvisionKind)}
_KINDS = "|".join(_LEVELS)
ANCHOR = re.compile(
    rf"^(?:{_KINDS})(?:-[a-z0-9][a-z0-9.-]*)?(?:_(?:{_KINDS})(?:-[a-z0-9][a-z0-9.-]*)?)*$"
)

_CONTAINERS = {ProvisionKind.SECTION, ProvisionKind.CHAPTER, ProvisionKind.ANNEX}
_TYPED = re.compile(r"([^\W\d_]+)\.?\s*(?:№\s*)?(\d[\w.()/-]*|[a-zа-яё]\b)?", re.IGNORECASE)
_STEMS = {
    "раздел": ProvisionKind.SECTION,
    "section": ProvisionKind.SECTION,
    "глав": ProvisionKind.CHAPTER,
    "chapter": ProvisionKind.CHAPTER,
    "приложени": ProvisionKind.ANNEX,
    "annex": ProvisionKind.ANNEX,
    "стать": ProvisionKind.ARTICLE,
    "article": ProvisionKind.ARTICLE,
    "част": ProvisionKind.PART,
    "part": ProvisionKind.PART,
    "пункт": ProvisionKind.POINT,
    "paragraph": ProvisionKind.POINT,
    "point": ProvisionKind.POINT,
    "подпункт": ProvisionKind.SUBPOINT,
    "subpoint": ProvisionKind.SUBPOINT,
    "subparagraph": ProvisionKind.SUBPOINT,
}
_ABBREVIATIONS = {
    "разд": ProvisionKind.SECTION,
    "гл": ProvisionKind.CHAPTER,
    "прил": ProvisionKind.ANNEX,
    "ст": ProvisionKind.ARTICLE,
    "art": ProvisionKind.ARTICLE,
    "ч": ProvisionKind.PART,
    "п": ProvisionKind.POINT,
    "para": ProvisionKind.POINT,
    "пп": ProvisionKind.SUBPOINT,
    "подп": ProvisionKind.SUBPOINT,
    "subpara": ProvisionKind.SUBPOINT,
}


@dataclass(frozen=True)
class Provision:
    """A provision ready to be shown.

    `depth` counts from 1; `inside` are kind and number of the provisions it is a part of, from the
    widest.
    """

    anchor: str
    kind: str
    number: str
    heading: str
    text: str
    wording: str
    depth: int
    inside: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """`Article 16.1` in the language now active."""
        return label_of(self.kind, self.number)

    @property
    def path_label(self) -> str:
        """The label with those of the enclosing provisions: `Article 5, part 2`."""
        return _joined(label_of(*step) for step in (*self.inside, (self.kind, self.number)))

    @property
    def title(self) -> str:
        """Label and heading for the list of contents."""
        return f"{self.label}. {self.heading}" if self.heading else self.label

    @property
    def wording_label(self) -> str:
        """How close the text is to the official one, in words."""
        return str(Wording(self.wording).label)

    @property
    def is_official(self) -> bool:
        """Whether the text is the wording of the act itself."""
        return self.wording == Wording.OFFICIAL

    @property
    def is_unchecked(self) -> bool:
        """Whether nobody has compared the summary with the act."""
        return self.wording == Wording.UNCHECKED

    @property
    def heading_level(self) -> int:
        """Level of its heading below that of the text, which is 2; 0 for parts inside."""
        return 0 if self.inside else self.depth + 2

    @property
    def is_top(self) -> bool:
        """Whether the provision belongs in the list of contents."""
        return not self.inside


def label_of(kind: str, number: str) -> str:
    """The name of a provision in the language now active."""
    name = str(ProvisionKind(kind).label)
    if not number:
        return name
    foreign = not (translation.get_language() or "ru").startswith("ru")
    return f"{name} {latin(number) if foreign else number}"


def anchor_label(anchor: str) -> str:
    """A reading of an anchor: `article-5_part-2` gives `Article 5, part 2`."""
    steps = (step.partition("-") for step in anchor.split("_"))
    return _joined(
        label_of(kind, number) if kind in _LEVELS else kind for kind, _dash, number in steps
    )


def _joined(labels: Iterable[str]) -> str:
    first, *others = labels
    return ", ".join([first, *(label[:1].lower() + label[1:] for label in others)])


def parse_anchor(typed: str) -> str:
    """The anchor meant by what an editor typed: `ст. 5, ч. 2` gives `article-5_part-2`.

    An anchor is returned as it is. Raises ValueError when the text names no provision. Parts are
    put in the order from the widest to the narrowest, so `п. 3 ст. 5` is understood as well.
    """
    text = typed.strip()
    if not text or ANCHOR.match(text):
        return text
    steps: list[tuple[int, str]] = []
    for match in _TYPED.finditer(text):
        kind = _kind_named(match[1].lower())
        if kind is None:
            raise ValueError(typed)
        steps.append((_LEVELS[kind], provision_step(kind, match[2] or "")))
    if not steps:
        raise ValueError(typed)
    return "_".join(step for _level, step in sorted(steps, key=lambda pair: pair[0]))


def _kind_named(word: str) -> ProvisionKind | None:
    if word in _ABBREVIATIONS:
        return _ABBREVIATIONS[word]
    return next((kind for stem, kind in _STEMS.items() if word.startswith(stem)), None)


def provision_step(kind: str, number: str, heading: str = "") -> str:
    """One step of an anchor; an unnumbered provision is named after its heading."""
    slug = number_slug(number) or number_slug(heading)[:40].strip("-.")
    return f"{kind}-{slug}" if slug else kind


class Anchors:
    """Gives anchors to provisions in the order of the text.

    `place` must be called for every provision in turn. A stored anchor is kept; a missing one is
    made from kind and number, under the enclosing provision where the plain one is taken.
    """

    def __init__(self, stored: Iterable[str]) -> None:
        self._reserved = {anchor for anchor in stored if anchor}
        self._used: set[str] = set()
        self._container = ""

    def place(
        self, kind: str, number: str, heading: str, stored: str, parent: str = ""
    ) -> tuple[str, bool]:
        """The anchor of the next provision and whether it is free."""
        anchor = stored or self._new(provision_step(kind, number, heading), parent)
        free = anchor not in self._used
        self._used.add(anchor)
        if not parent and kind in _CONTAINERS:
            self._container = anchor
        return anchor, free

    def _new(self, step: str, parent: str) -> str:
        if parent:
            return f"{parent}_{step}"
        if step in self._used | self._reserved and self._container:
            return f"{self._container}_{step}"
        return step


def provisions_of(text: Iterable[Any]) -> tuple[Provision, ...]:
    """Every provision of a text in reading order; no queries.

    `text` is a stream of `library.blocks.ActTextBlock`.
    """
    blocks = list(text)
    anchors = Anchors(stored_anchors(blocks))
    return tuple(_read(blocks, anchors))


def single_provision(kind: str, value: Mapping[str, Any]) -> Provision:
    """A provision on its own, outside the text of an act."""
    return _provision(kind, value, Anchors(()), 1)


def stored_anchors(blocks: Iterable[Any]) -> Iterator[str]:
    """Anchors kept in the blocks of a text, nested ones included."""
    for block in blocks:
        yield block.value.get("anchor") or ""
        for inner in block.value.get("parts") or ():
            yield inner.value.get("anchor") or ""


def _read(blocks: list[Any], anchors: Anchors) -> Iterator[Provision]:
    depth_of_container = 0
    for block in blocks:
        kind, value = block.block_type, block.value
        if kind in _CONTAINERS:
            depth = 2 if kind == ProvisionKind.CHAPTER and depth_of_container else 1
            depth_of_container = depth
        else:
            depth = depth_of_container + 1
        provision = _provision(kind, value, anchors, depth)
        yield provision
        yield from _read_parts(value.get("parts") or (), anchors, provision)


def _read_parts(parts: Iterable[Any], anchors: Anchors, whole: Provision) -> Iterator[Provision]:
    path = [whole]
    for part in parts:
        while len(path) > 1 and _LEVELS[path[-1].kind] >= _LEVELS[part.block_type]:
            path.pop()
        provision = _provision(part.block_type, part.value, anchors, path[-1].depth + 1, path[-1])
        yield provision
        path.append(provision)


def _provision(
    kind: str,
    value: Mapping[str, Any],
    anchors: Anchors,
    depth: int,
    parent: Provision | None = None,
) -> Provision:
    number, heading = value.get("number") or "", value.get("heading") or ""
    anchor, _free = anchors.place(
        kind, number, heading, value.get("anchor") or "", parent.anchor if parent else ""
    )
    return Provision(
        anchor=anchor,
        kind=kind,
        number=number,
        heading=heading,
        text=value.get("text") or "",
        wording=value.get("wording") or Wording.OFFICIAL,
        depth=depth,
        inside=(*parent.inside, (parent.kind, parent.number)) if parent else (),
    )
