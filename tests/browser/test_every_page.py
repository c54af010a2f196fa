"""Every page of the demo, for every role, on a desk and a phone: reachable, accessible, no wider than the screen."""

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
LOOKED_AT = set[str]()
"""The kinds that were looked at, whoever the visitor was: what roles see on one page differs in its navigation, and
that is on the pages of their own as well. Every page a role can reach is opened all the same."""


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


def _problems(page: Page, axe: str) -> Iterator[str]:
    """Look at the page that is open as it is on a desk and on a phone."""
    page.evaluate(axe)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for fault in page.evaluate("accessibilityFaults()"):
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


def _look(page: Page, kind: str, axe: str) -> list[str]:
    """Look at the page that is open, unless one of its kind was looked at."""
    if kind in LOOKED_AT:
        return []
    LOOKED_AT.add(kind)
    return list(_problems(page, axe))


def test_every_role_of_the_platform_is_walked() -> None:
    assert set(ROLES) == {"nobody", *Role} == {"nobody", *SIGN_INS, *SECOND_ROLES}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_a_role_can_reach_is_accessible(role: str, demo, chromium: Browser, axe_script: str) -> None:
    with chromium.new_context(bypass_csp=True) as context:
        page = context.new_page()
        first = list(FIRST_PAGES.get(role, ())) or [_sign_in(page, role, demo.sign_in)]
        found = {path: _look(page, kind, axe_script) for path, kind in _visit(page, first, demo.url)}
    assert len(found) >= 3
    assert {path: problems for path, problems in found.items() if problems} == {}
