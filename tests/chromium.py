"""The Chromium that tests drive, and how it is started."""

import shutil
from typing import Any

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The best one first: the shell draws pages only, and not the windows, menus and tabs around them."""
NOT_HERE = "Chromium is not on this machine (Debian: apt-get install chromium-headless-shell)."
ARGUMENTS = [
    "--no-sandbox",  # Containers and CI run as root, where Chromium's own sandbox cannot start.
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the path of the program; None when there is none, or only the one that Playwright may bring."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def launching() -> dict[str, Any]:
    """Return what Playwright launches it with."""
    return {"executable_path": find_chromium(), "args": ARGUMENTS}
