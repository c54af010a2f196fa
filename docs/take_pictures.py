"""Take the pictures of the README from a fresh demo: `python docs/take_pictures.py` (needs Chromium and pdftoppm)."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
PORT = 8765
DESK = {"width": 1200, "height": 800}
TALL = {"width": 1200, "height": 1500}
PHONE = {"width": 390, "height": 780}


@contextmanager
def demo() -> Iterator[dict[str, str]]:
    """Start a demo in a folder of its own and give its sign-in links."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "proeve.cli", "demo", "--json", "--port", str(PORT), "--data-dir", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield json.loads(process.stdout.readline())["sign_in"]
            finally:
                process.terminate()


def open_page(browser: Browser, link: str, size: dict[str, int]) -> Page:
    """Sign in on a device of a size."""
    page = browser.new_context(viewport=size, locale="nl-NL").new_page()
    page.goto(link)
    return page


def shoot(page: Page, name: str) -> None:
    """Keep what the window shows now."""
    page.wait_for_timeout(600)
    page.screenshot(path=IMAGES / f"{name}.png")


def take_exam(browser: Browser, link: str) -> None:
    """Start the exam, answer a question or two, and look at it on a desk and on a phone."""
    page = open_page(browser, link, DESK)
    page.get_by_role("link", name="Toets bekijken").first.click()
    page.get_by_role("button", name="Toets starten").click()
    page.locator("#progress").wait_for()
    for _ in range(20):
        if page.locator("label.choice-card").count():
            break
        page.locator("#next").click()
    page.locator("label.choice-card").nth(1).click()
    page.get_by_text(re.compile("opgeslagen")).first.wait_for()
    shoot(page, "exam")
    page.set_viewport_size(PHONE)
    shoot(page, "exam-phone")


def take_certificate(page: Page, url: str) -> None:
    """Draw the picture of a certificate from its file, and look at what checking that file says."""
    link = page.locator("a[href$='.pdf']").first.get_attribute("href")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.pdf"
        file.write_bytes(page.request.get(url + link).body())
        command = ["pdftoppm", "-r", "90", "-png", "-singlefile", str(file), str(IMAGES / "certificate")]
        subprocess.run(command, check=True)
        checking = page.context.browser.new_context(viewport=DESK, locale="nl-NL").new_page()
        checking.goto(f"{url}/verifieer")
        checking.locator("input[type=file]").set_input_files(file)
        checking.get_by_role("button", name="Bestand controleren").click()
        checking.get_by_text(re.compile("Echt en geldig")).first.wait_for()
        shoot(checking, "verify")


def main() -> None:
    """Take them all."""
    IMAGES.mkdir(exist_ok=True)
    url = f"http://127.0.0.1:{PORT}"
    with demo() as sign_in, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        shoot(open_page(browser, sign_in["administrator"], DESK), "administrator")
        shoot(open_page(browser, sign_in["trainer"], DESK), "trainer")
        employee = open_page(browser, sign_in["employee"], DESK)
        take_certificate(employee, url)
        employee.get_by_role("link", name="Uitslag bekijken").last.click()
        employee.set_viewport_size(TALL)
        shoot(employee, "result")
        take_exam(browser, sign_in["employee"])
        browser.close()


if __name__ == "__main__":
    main()
