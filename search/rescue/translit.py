"""Words of one alphabet written in letters of the other: «klaster», «обнинск».

There are many schemes of transliteration and readers mix them, so a word has several readings.
Which of them is meant, the vocabulary of the index tells.
"""

from collections.abc import Iterator
from itertools import islice, product

# Longest first; every reading of a group of letters, the likeliest first.
_TO_RUSSIAN: dict[str, tuple[str, ...]] = {
    "shch": ("щ",),
    "tsch": ("щ", "ч"),
    "sch": ("щ", "сч", "ш"),
    "iya": ("ия",),
    "iia": ("ия",),
    "zh": ("ж",),
    "kh": ("х",),
    "ch": ("ч", "х"),
    "sh": ("ш", "сх"),
    "ts": ("ц", "тс"),
    "tz": ("ц",),
    "ph": ("ф",),
    "yu": ("ю",),
    "ju": ("ю",),
    "iu": ("ю", "иу"),
    "ya": ("я", "ья"),
    "ja": ("я", "ья"),
    "ia": ("ия", "я", "иа"),
    "yo": ("е", "йо"),
    "jo": ("е", "йо"),
    "ye": ("е", "ье"),
    "je": ("е", "ье"),
    "yi": ("ый", "ьи"),
    "iy": ("ий", "ый"),
    "ij": ("ий", "ый"),
    "yy": ("ый",),
    "ck": ("к",),
    "a": ("а", "я"),
    "b": ("б",),
    "c": ("ц", "к", "с"),
    "d": ("д",),
    "e": ("е", "э"),
    "f": ("ф",),
    "g": ("г", "ж"),
    "h": ("х", "г"),
    "i": ("и", "й", "ы"),
    "j": ("й", "ж", "дж"),
    "k": ("к",),
    "l": ("л", "ль"),
    "m": ("м",),
    "n": ("н", "нь"),
    "o": ("о",),
    "p": ("п",),
    "q": ("к",),
    "r": ("р", "рь"),
    "s": ("с", "сь"),
    "t": ("т", "ть"),
    "u": ("у", "ю"),
    "v": ("в",),
    "w": ("в", "у"),
    "x": ("кс", "х"),
    "y": ("ы", "й", "и"),
    "z": ("з", "ц"),
    "'": ("ь", "ъ", ""),
}
_TO_LATIN: dict[str, tuple[str, ...]] = {
    "кс": ("x", "ks"),
    "а": ("a",),
    "б": ("b",),
    "в": ("v", "w"),
    "г": ("g", "h"),
    "д": ("d",),
    "е": ("e", "ye"),
    "ж": ("zh", "j", "g"),
    "з": ("z", "s"),
    "и": ("i", "y", "ee"),
    "й": ("y", "i", "j"),
    "к": ("k", "c", "ck", "q"),
    "л": ("l",),
    "м": ("m",),
    "н": ("n",),
    "о": ("o",),
    "п": ("p",),
    "р": ("r",),
    "с": ("s", "c"),
    "т": ("t", "th"),
    "у": ("u", "oo"),
    "ф": ("f", "ph"),
    "х": ("kh", "h", "ch"),
    "ц": ("ts", "c"),
    "ч": ("ch",),
    "ш": ("sh", "sch"),
    "щ": ("shch", "sch"),
    "ъ": ("",),
    "ы": ("y", "i"),
    "ь": ("", "'"),
    "э": ("e", "a"),
    "ю": ("yu", "u", "iu"),
    "я": ("ya", "ia", "ja"),
}
_LONGEST = 4
# Readings of one word that are looked at, the likeliest first.
READINGS = 2000


def readings(word: str) -> Iterator[str]:
    """The word in the other alphabet, the likeliest reading first; none for a mixture."""
    table = _table(word)
    if table is None:
        return
    choices = []
    at = 0
    while at < len(word):
        size = next((size for size in range(_LONGEST, 0, -1) if word[at : at + size] in table), 0)
        if not size:
            return
        choices.append(table[word[at : at + size]])
        at += size
    yield from islice(_likeliest_first(choices), READINGS)


def _table(word: str) -> dict[str, tuple[str, ...]] | None:
    if all("a" <= letter <= "z" or letter == "'" for letter in word):
        return _TO_RUSSIAN
    if all("а" <= letter <= "я" for letter in word):
        return _TO_LATIN
    return None


def _likeliest_first(choices: list[tuple[str, ...]]) -> Iterator[str]:
    """First the likeliest reading, then those that differ from it in one place, in two, in all."""
    first = [choice[0] for choice in choices]
    yield "".join(first)
    for place, choice in enumerate(choices):
        for other in choice[1:]:
            yield "".join((*first[:place], other, *first[place + 1 :]))
    for one, left in enumerate(choices):
        for two in range(one + 1, len(choices)):
            for pair in product(left[1:], choices[two][1:]):
                changed = [*first]
                changed[one], changed[two] = pair
                yield "".join(changed)
    yield from ("".join(parts) for parts in product(*choices))
