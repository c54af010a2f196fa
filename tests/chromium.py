"""The Chromium that tests drive, and how it is started."""

import contextlib
import os
import shutil
import signal
from pathlib import Path
from typing import Any

from playwright import async_api, sync_api

from tests.patience import PATIENCE_SECONDS
from tests.programs import do_without

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The best one first: the shell draws pages only, and not the windows, menus and tabs around them."""
ARGUMENTS = [
    "--no-sandbox",  # Containers and CI run as root, where Chromium's own sandbox cannot start.
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

for api in (async_api, sync_api):
    api.expect.set_options(timeout=PATIENCE_SECONDS * 1000)


def launching() -> dict[str, Any]:
    """Return what Playwright launches it with; without it the test is skipped, and with CI set it fails."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return {"executable_path": program or do_without("Chromium", PROGRAMS[0]), "args": ARGUMENTS}


def kill_chromium(profile: Path) -> None:
    """End the browser with this profile at once, as when the battery is empty: no page hears of it."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # Many processes end while one looks.
            if str(profile).encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
