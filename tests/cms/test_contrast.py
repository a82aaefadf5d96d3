"""Contrast of the colours as WCAG 2.2 counts it, from the tokens themselves."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
SCHEMES = ("black-on-white", "white-on-black", "blue", "beige", "green-on-brown")

# Text on its ground in the usual look: ordinary text needs 4.5, that of the body 7.
PAIRS = [
    ("c-ink", "c-bg", 7.0),
    ("c-ink", "c-soft", 7.0),
    ("c-ink-2", "c-bg", 7.0),
    ("c-ink-2", "c-soft", 4.5),
    ("c-link", "c-bg", 7.0),
    ("c-link", "c-soft", 4.5),
    ("c-link", "c-accent-soft", 4.5),
    ("c-ink", "c-accent-soft", 7.0),
    ("c-visited", "c-bg", 7.0),
    ("c-on-brand", "c-brand", 7.0),
    ("c-on-deep", "c-deep", 7.0),
    ("c-on-deep-2", "c-deep", 7.0),
    ("c-spark", "c-deep", 4.5),
    ("c-accent", "c-bg", 4.5),
    ("c-ok", "c-ok-soft", 4.5),
    ("c-warn", "c-warn-soft", 4.5),
    ("c-err", "c-err-soft", 4.5),
    ("c-on-mark", "c-mark", 7.0),
    ("c-line-strong", "c-bg", 3.0),
    ("c-on-focus", "c-focus", 7.0),
]


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Ratio from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def usual(name: str) -> str:
    """Colour of a token in the usual look."""
    return re.search(rf"--{name}: (#[0-9a-f]{{6}});", TOKENS)[1]


def scheme(name: str) -> dict[str, str]:
    """Ground, text and link colours of a scheme."""
    rule = re.search(rf'\[data-swatch="{name}"\] \{{([^}}]*)\}}', TOKENS)[1]
    return dict(re.findall(r"--(bg|fg|hi): (#[0-9a-f]{6});", rule))


def test_contrast_is_counted_as_the_standard_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", SCHEMES)
def test_scheme_keeps_seven_to_one(name):
    colours = scheme(name)

    assert contrast(colours["fg"], colours["bg"]) >= 7
    assert contrast(colours["hi"], colours["bg"]) >= 7


@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_usual_look_keeps_its_contrast(text, ground, least):
    assert contrast(usual(text), usual(ground)) >= least


def test_every_colour_token_follows_the_scheme():
    """A token that a scheme leaves alone would keep a colour of the usual look in it."""
    names = set(re.findall(r"--([cmdk]-[\w-]+): #", TOKENS))
    block = re.search(r"\n  \[data-scheme\] \{(.*?)\n  \}", TOKENS, re.DOTALL)[1]

    assert names - set(re.findall(r"--([cmdk]-[\w-]+):", block)) == set()


@pytest.mark.parametrize("name", ["base.css", "components.css", "vision.css"])
def test_colours_are_written_in_tokens_alone(name):
    sheet = Path(settings.BASE_DIR, "static/css", name).read_text(encoding="utf-8")

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])|rgba?\(", sheet) == []
