"""A real Chromium driven by playwright."""

import os
import shutil
from pathlib import Path

REMEDY = "Install it with: apt-get install chromium (or set CHROMIUM to its path)"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """Path of the browser: CHROMIUM, or the first one found on this machine."""
    given = os.environ.get("CHROMIUM", "")
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    candidates = [given, "/usr/bin/chromium", *(shutil.which(name) or "" for name in names)]
    return next((path for path in candidates if path and Path(path).exists()), None)
