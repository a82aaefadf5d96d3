"""Take the pictures of the guides from a running demonstration: docs/screenshots/<name>.png.

    python scripts/screenshots.py http://127.0.0.1:8000 [NAME ...]

Russian, 1280 points wide, with a palette of colours, so that a picture stays below 200 KB. A new
picture is a line in `SHOTS`.
"""

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import chromium  # noqa: E402 -- the project is found through the line above

FOLDER = ROOT / "docs" / "screenshots"
WIDTH = 1280
MOST_BYTES = 200 * 1024
PALETTES = (256, 128, 64)


@dataclass(frozen=True)
class Shot:
    """A picture: where it is, how high, as whom, and what link is followed first.

    `follow` is a selector of a link on the page; `start` one of what stands at the upper edge.
    """

    path: str
    height: int = 1100
    account: str = ""
    follow: str = ""
    start: str = ""


SHOTS = {
    "map": Shot(
        "/ru/clusters/map/?indicator=output&year=2012&cluster=kama", 1750, start=".results-head"
    ),
    "passport": Shot("/ru/clusters/passports/obninsk-pharma/", 1400),
    "comparison": Shot("/ru/clusters/compare/?cluster=obninsk-pharma&cluster=kama", 1400),
    "finder": Shot("/ru/clusters/instruments/finder/?who=startup&cost=8,5&share=30", 1500),
    "centre-correction": Shot("/ru/clusters/centres/ccd-kaluga/correct/", 1000),
    "desk-correction": Shot(
        "/admin/desk/", 1100, account="moderator", follow='main a[href*="/desk/corrections/"]'
    ),
    "passport-form": Shot(
        "/admin/clusters/mine/", 1250, account="representative", follow='main a[href*="/edit/"]'
    ),
}


def main(server: str, names: list[str]) -> None:
    """Take the pictures of these names, or all."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium.executable(), args=chromium.ARGUMENTS
        )
        for name in names or SHOTS:
            target = FOLDER / f"{name}.png"
            target.write_bytes(reduced(take(browser, server, SHOTS[name])))
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} KB")
        browser.close()


def take(browser: Browser, server: str, shot: Shot) -> bytes:
    """The picture as the browser gives it."""
    context = browser.new_context(
        base_url=server, locale="ru-RU", viewport={"width": WIDTH, "height": shot.height}
    )
    page = context.new_page()
    if shot.account:
        sign_in(page, shot.account)
    answer = page.goto(shot.path)
    if answer is None or not answer.ok:
        raise SystemExit(f"{shot.path} is not there: load the demonstration first")
    if shot.follow:
        page.locator(shot.follow).first.click()
    page.wait_for_load_state("networkidle")
    if shot.start:
        page.locator(shot.start).first.evaluate("element => element.scrollIntoView()")
    picture = page.screenshot(animations="disabled")
    context.close()
    return picture


def sign_in(page: Page, account: str) -> None:
    """Sign in to the office as an account of the demonstration."""
    from home.demo.users import PASSWORD  # noqa: PLC0415 -- needs the settings

    page.goto("/admin/login/")
    page.fill("input[name=username]", account)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/admin/")


def reduced(picture: bytes) -> bytes:
    """The picture with the largest palette that fits the limit of bytes."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    small = b""
    for colours in PALETTES:
        buffer = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        small = buffer.getvalue()
        if len(small) <= MOST_BYTES:
            break
    return small


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    main(sys.argv[1].rstrip("/"), sys.argv[2:])
