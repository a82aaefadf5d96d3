"""The words of the demonstration texts get the same stems everywhere, but for a handful."""

import pytest
from django.conf import settings

from search.text import clean, tokens
from tests.contract.engines import ENGINES

# Words that an older edition of the English stemmer cuts shorter.
_SHORTER = {
    "added": "ad",
    "emergence": "emerg",
    "internal": "intern",
    "international": "intern",
    "organic": "organ",
    "universal": "univers",
    "universities": "univers",
    "university": "univers",
}
_AT_ONCE = 500


def words():
    found = set()
    for file in sorted((settings.BASE_DIR / "home" / "demo" / "facts").glob("*.json")):
        found.update(tokens(clean(file.read_text("utf-8"))))
    return sorted(found)


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "embedded"])
def test_stems_differ_only_in_a_handful(name):
    all_words = words()
    assert len(all_words) > 5000
    ours, theirs = {}, {}
    for start in range(0, len(all_words), _AT_ONCE):
        some = all_words[start : start + _AT_ONCE]
        ours |= dict(zip(some, ENGINES["embedded"].stems(some), strict=True))
        theirs |= dict(zip(some, ENGINES[name].stems(some), strict=True))
    different = {word for word in all_words if ours[word] != theirs[word]}
    assert {word: theirs[word] for word in different} == {
        word: [_SHORTER[word]] if word in _SHORTER else ours[word] for word in different
    }
