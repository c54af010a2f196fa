"""Pages of the application itself, opened in a real browser that asks the application without a network."""

from html import escape
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, ConsoleMessage, Page, Route, ViewportSize

from tests.web.visiting import Visitor

ADDRESS = "http://proeve.localhost"  # An origin that browsers trust without a certificate.
DESK = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
ENLARGED = ViewportSize(width=320, height=256)  # 1280 by 1024 enlarged four times, success criterion 1.4.10.
NOT_OURS = {"set-cookie", "content-encoding", "content-length"}
"""Headers that belong to the client, which keeps the cookies and has unpacked the answer already."""
MENTIONED = ("404", "410", "422")
"""Statuses of pages that say what is wrong; the browser mentions them in its console."""


class Browsing:
    """One visitor's browser: it opens pages, and keeps what it complains about."""

    def __init__(self, browser: Browser, client: Visitor) -> None:
        self._browser = browser
        self._client = client
        self.complaints: list[str] = []

    async def __call__(self, path: str, viewport: ViewportSize = DESK) -> Page:
        """Open a page of its own."""
        context = await self._browser.new_context(viewport=viewport, accept_downloads=True)
        page = await context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.route("**/*", self._serve)
        await page.goto(f"{ADDRESS}{path}")
        return page

    async def close(self) -> None:
        """Close every page that is open, when what it asked for is answered: the next test has other data."""
        for context in self._browser.contexts:
            for page in context.pages:
                page.remove_listener("console", self._note)  # From here on it asks in vain.
                await page.unroute_all(behavior="wait")
            await context.close()

    async def _serve(self, route: Route) -> None:
        request, parts = route.request, urlsplit(route.request.url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = {"content-type": request.headers.get("content-type", ""), "accept": request.headers["accept"]}
        content: Any = request.post_data_buffer
        answer = await self._client.request(
            request.method, path, content=content, headers=headers, follow_redirects=False
        )
        if answer.is_redirect and request.is_navigation_request():
            # Playwright would send the browser to the network for a redirect; a page that leads on comes back here.
            onward = f'<meta http-equiv="refresh" content="0;url={escape(answer.headers["location"])}">'
            await route.fulfill(body=onward, content_type="text/html")
            return
        sent = {name: value for name, value in answer.headers.items() if name not in NOT_OURS}
        await route.fulfill(status=answer.status_code, body=answer.content, headers=sent)

    def _note(self, message: ConsoleMessage) -> None:
        if not any(status in message.text for status in MENTIONED):
            self.complaints.append(message.text)


async def faults(page: Page, axe_script: str, *, also: ViewportSize = PHONE) -> list[str]:
    """List what axe finds on a page, and whether it is wider than its screen, or than another one."""
    await page.evaluate(axe_script)
    found: list[str] = await page.evaluate("accessibilityFaults()")
    for size in (page.viewport_size or DESK, also):
        await page.set_viewport_size(size)
        width = await page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            found.append(f"The page is {width} wide on a screen of {size['width']}.")
    return found
