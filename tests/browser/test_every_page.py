"""Every page of the demo, for every role, on a desk and a phone: reachable, accessible, no wider than the screen.

The content security policy holds as it does for people: what a browser complains about fails the test.
"""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from proeve.core.scope import Role
from proeve.demo.cast import SIGN_INS
from proeve.web.navigation import HOMES

pytestmark = pytest.mark.browser

DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
ROLES = ("nobody", "employee", "administrator", "trainer", "assessor", "invigilator", "author", "approver", "operator")
SECOND_ROLES = {"assessor": ("trainer", "Beoordelaar")}
"""Roles without a link of their own: whose second role it is, and its name in their menu."""
FIRST_PAGES = {"nobody": ("/", "/verifieer", "/demo/postvak")}
A_MAIL = "/demo/postvak/*"
"""The links in a mail are for who received it."""
MOST_ALIKE = 2
"""Pages of one kind (the same path but for its numbers) that are visited; the first two show what the others show."""
FIRST_SEEN_BY = dict[str, str]()
"""The first role that looked at a page of a kind. What roles see on one page differs little: the others look less long
at one of each kind. What a stranger saw differs for the others in its navigation, which is on pages of their own; that
they only open."""


def _kind(path: str) -> str:
    """Return a path without what tells one thing from the next: numbers, certificate codes, item names."""
    return re.sub(r"/(\d+|kw-[\w-]+|lb-[\w-]+|PR-[\w-]+)", "/*", path)


def _links(page: Page, origin: str) -> list[str]:
    addresses = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    ours = (urlsplit(address) for address in addresses if address.startswith(origin))
    return [parts.path + (f"?{parts.query}" if parts.query else "") for parts in ours]


def _is_page(path: str) -> bool:
    return not re.search(
        r"[./](pdf|xlsx|csv|ics|txt|json|jwt|zip|pem)(\?|$)|^/(static|status|sleutels|demo/aanmelden)/", path
    )


def _problems(page: Page, axe: str, *, is_new: bool) -> Iterator[str]:
    """Look at the page that is open as it is on a desk and on a phone; when it is not new, there at its width only."""
    page.evaluate(axe)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for fault in page.evaluate("accessibilityFaults()") if is_new or size == DESK else ():
            yield f"{size['width']}: {fault}"
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            yield f"{size['width']}: the page is {width} wide"


def _visit(page: Page, start: list[str], origin: str) -> Iterator[tuple[str, str]]:
    """Open everything that can be reached by links, two of each kind.

    Gives the path of each when it is open, and its kind.
    """
    waiting, seen, kinds = list(start), set(start), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        kind = _kind(urlsplit(path).path)
        if kinds[kind] >= MOST_ALIKE:
            continue
        page.set_viewport_size(DESK)
        answer = page.goto(origin + path)
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        kinds[kind] += 1
        yield path, kind
        if kind == A_MAIL:
            continue
        found = [link for link in _links(page, origin) if link not in seen and _is_page(link)]
        seen.update(found)
        waiting += dict.fromkeys(found)


def _sign_in(page: Page, role: str, links: dict[str, str]) -> str:
    """Sign in as somebody with this role, choose it in the menu where it is their second, and return its first page."""
    who, name = SECOND_ROLES.get(role, (role, ""))
    page.goto(links[who])
    if name:
        page.locator(".person-menu summary").click()
        page.locator("form[action='/rol'] button", has_text=name).first.click()
        page.wait_for_url(lambda address: urlsplit(address).path == HOMES[Role(role)])
    return urlsplit(page.url).path


def test_every_role_of_the_platform_is_walked() -> None:
    assert set(ROLES) == {"nobody", *Role} == {"nobody", *SIGN_INS, *SECOND_ROLES}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_a_role_can_reach_is_accessible(role: str, demo, chromium: Browser, axe_script: str) -> None:
    complaints: list[str] = []
    found: dict[str, list[str]] = {}
    looked_at = set[str]()
    with chromium.new_context() as context:
        page = context.new_page()
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        first = list(FIRST_PAGES.get(role, ())) or [_sign_in(page, role, demo.sign_in)]
        for path, kind in _visit(page, first, demo.url):
            first_seen_by = FIRST_SEEN_BY.setdefault(kind, role)
            is_known = kind in looked_at or (first_seen_by == "nobody" != role)
            found[path] = [] if is_known else list(_problems(page, axe_script, is_new=first_seen_by == role))
            looked_at.add(kind)
    assert len(found) >= 3
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert complaints == []
