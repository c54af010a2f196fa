"""The demo as a newcomer starts it, and a real Chromium to walk through it."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from proeve.core.settings import Settings, settings_from_environment

NO_CHROMIUM = "Chromium is not on this machine (Debian: apt-get install chromium)."
CHROMIUM_OPTIONS = [
    "--no-sandbox",  # Containers and CI run as root, where Chromium's own sandbox cannot start.
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Demo:
    """A running demo: its address, a sign-in link per role, and the settings its database is found by."""

    url: str
    sign_in: dict[str, str]
    settings: Settings


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """`proeve demo --json`, read as a script would."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "proeve.cli", "demo", "--json", "--port", str(_free_port()), "--data-dir", folder]
    log = (folder / "log").open("w")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, (folder / "log").read_text()
            printed = json.loads(line)
            yield Demo(printed["url"], printed["sign_in"], settings_from_environment(folder))
        finally:
            process.terminate()
            process.wait(timeout=30)
            log.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module, for as long as it is open Playwright keeps an event loop that other tests need."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def device(chromium: Browser) -> Iterator[BrowserContext]:
    """One device of one visitor."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL") as context:
        yield context


@pytest.fixture
def page(device: BrowserContext) -> Page:
    """A page that fails the test when its console reports an error."""
    return device.new_page()


@pytest.fixture(scope="session")
def axe_script() -> str:
    """The accessibility checker, from the locked npm packages."""
    return (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
