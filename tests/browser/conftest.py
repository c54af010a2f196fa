"""The demo as a newcomer starts it, and a real Chromium to walk through it."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.servers import free_port
from proeve.core.settings import Settings, settings_from_environment
from tests.chromium import launching
from tests.patience import PATIENCE_SECONDS


@dataclass(frozen=True)
class Demo:
    """A running demo: its address, a sign-in link per role, and the settings its database is found by."""

    url: str
    sign_in: dict[str, str]
    settings: Settings


@contextmanager
def _running_demo(folder: Path) -> Iterator[Demo]:
    """`proeve demo --json`, read as a script would."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "proeve.cli", "demo", "--json", "--port", str(free_port()), "--data-dir", folder]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, (folder / "log").read_text()
            printed = json.loads(line)
            yield Demo(printed["url"], printed["sign_in"], settings_from_environment(folder))
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()  # Leaving the block would otherwise wait for ever; the failure still shows.
                raise


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo that was made and stopped: by whichever test process is first, for all of them."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "example"
    with (shared / "example.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            with _running_demo(shared / "example-in-the-making") as made, urlopen(made.url):
                pass
            (shared / "example-in-the-making").rename(folder)
    return folder


@pytest.fixture(scope="session")
def demo(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A running demo of this test process."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    shutil.copytree(example, folder)
    with _running_demo(folder) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module, for as long as it is open Playwright keeps an event loop that other tests need."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launching())
        yield browser
        browser.close()


@pytest.fixture
def device(chromium: Browser) -> Iterator[BrowserContext]:
    """One device of one visitor."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL") as context:
        yield context
