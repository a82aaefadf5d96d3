"""What a first visit costs: requests and packed bytes of a page, kind by kind.

    python benchmarks/page_weight.py http://127.0.0.1:8000

Opens each page in a new Chromium session of a running portal. Text is counted as gzip packs it
(level 6), fonts and pictures as they are. Ends with 1 when a limit is broken.
"""

import gzip
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import chromium  # noqa: E402 -- the project is found through the line above

PAGES = {
    "home": "/ru/",
    "home, English": "/en/",
    "act": "/ru/legal/government-resolution/2013/188/",
    "item": "/ru/library/porter-1990/",
    "acts": "/ru/legal/",
    "search": "/ru/search/?q=кластер",
}
KILOBYTE = 1024
# Packed bytes by kind and the whole first visit, number of requests.
LIMITS = {"document": 10, "stylesheet": 30, "script": 40}
LIMIT_WHOLE = 250
LIMIT_REQUESTS = 14


@dataclass
class Weight:
    """A first visit: `kinds` maps a kind of resource to packed bytes."""

    requests: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> int:
        """Packed bytes altogether."""
        return sum(self.kinds.values())

    def broken(self) -> list[str]:
        """Limits this visit breaks, in words."""
        found = [
            f"{kind} {self.kinds[kind] / KILOBYTE:.1f} KB of {limit}"
            for kind, limit in LIMITS.items()
            if self.kinds[kind] > limit * KILOBYTE
        ]
        if self.whole > LIMIT_WHOLE * KILOBYTE:
            found.append(f"{self.whole / KILOBYTE:.0f} KB of {LIMIT_WHOLE}")
        if self.requests > LIMIT_REQUESTS:
            found.append(f"{self.requests} requests of {LIMIT_REQUESTS}")
        return found


def packed(response: Response) -> int:
    """Bytes of a response as a server with gzip sends them; fonts are packed already."""
    body = response.body()
    kind = response.headers.get("content-type", "")
    return (
        len(body)
        if kind.startswith(("font/", "image/png", "image/jpeg"))
        else len(gzip.compress(body, 6))
    )


def weigh(browser: Browser, address: str) -> Weight:
    """Open a page as a new reader does and count what it fetches."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    responses: list[Response] = []
    # The driver hangs an attribute on its handler, which a bound method of a list refuses.
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 -- see above
    page.goto(address)
    page.wait_for_load_state("networkidle")
    weight = Weight(requests=len(responses))
    for response in responses:
        weight.kinds[response.request.resource_type] += packed(response)
    context.close()
    return weight


def main() -> int:
    """Print the table; 1 when a limit is broken."""
    server = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    broken: dict[str, list[str]] = {}
    print(f"{'page':16}{'requests':>9}{'HTML':>8}{'CSS':>8}{'JS':>8}{'fonts':>8}{'all, KB':>9}")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium.executable(), args=chromium.ARGUMENTS
        )
        for name, path in PAGES.items():
            weight = weigh(browser, server + path)
            sizes = [weight.kinds[k] for k in ("document", "stylesheet", "script", "font")]
            row = "".join(f"{size / KILOBYTE:8.1f}" for size in sizes)
            print(f"{name:16}{weight.requests:9}{row}{weight.whole / KILOBYTE:9.1f}")
            if weight.broken():
                broken[name] = weight.broken()
        browser.close()
    print(json.dumps(broken, ensure_ascii=False) if broken else "Within every limit.")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
