"""axe, reflow, keyboard and the version for the visually impaired, in a real Chromium."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from cms.display import SCHEMES, Display

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# A scheme changes colours alone: what else the rules look at is the same in all of them.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


def violations(page, options: dict) -> list[str]:
    """What axe finds: rule, the first elements and what is wrong with them."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} -- {node['failureSummary'][:200]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def wear(page, **choice: str) -> None:
    """Put the display's attributes on the page, as the server does."""
    page.evaluate(
        """(wanted) => { const { dataset } = document.documentElement;
            for (const name of ['size', 'spacing', 'scheme', 'images']) {
                if (wanted[`data-${name}`]) dataset[name] = wanted[`data-${name}`];
                else delete dataset[name]; } }""",
        Display(**choice).attributes,
    )


def overflow(page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def cookie(page, portal, display: Display) -> None:
    """Give the browser a choice made before."""
    page.context.add_cookies([{"name": "display", "value": display.cookie, "url": portal.url}])


def test_every_page_passes_axe_in_every_scheme_and_asks_no_other_host(page, portal, addresses):
    """Also: no error in the console, so nothing that the content policy forbids."""
    wrong = {}
    errors = []
    page.on("console", lambda m: m.type == "error" and errors.append(m.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.emulate_media(reduced_motion="reduce")

    for name, address in addresses.items():
        errors.clear()
        answer = page.goto(address)
        found = violations(page, RULES)
        for scheme in SCHEMES:
            if scheme != "usual":
                wear(page, scheme=scheme)
                found += [f"{scheme}: {text}" for text in violations(page, COLOURS)]
        wear(page)
        expected = 404 if name.startswith("404") else 200
        # Chromium reports the status of the page itself as an error of loading.
        found += [text for text in errors if not (expected == 404 and "404" in text)]
        if answer.status != expected:
            found.append(f"answers {answer.status}")
        if page.locator("h1").count() != 1:
            found.append("has not one h1")
        if found:
            wrong[name] = found

    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)
    assert {url for url in page.requested if not url.startswith(portal.url + "/")} == set()


@pytest.mark.parametrize(
    ("width", "display"),
    [
        (320, Display()),
        (320, Display(size="3", spacing="3", images="off")),
        (1280, Display(size="2")),
        (1280, Display(size="3", spacing="2", panel="open")),
    ],
    ids=["phone", "phone, largest", "desktop, twice", "desktop, three times"],
)
def test_no_page_scrolls_sideways(page, portal, addresses, width, display):
    page.set_viewport_size({"width": width, "height": 900})
    cookie(page, portal, display)

    wide = {}
    for name, address in addresses.items():
        page.goto(address)
        if overflow(page):
            wide[name] = overflow(page)

    assert wide == {}
