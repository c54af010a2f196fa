"""Every page of the demo, for every role, on a desk and a phone: reachable, accessible, no wider than the screen."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ROLES = ("nobody", "employee", "administrator", "trainer", "invigilator", "operator")
FIRST_PAGES = {"nobody": ("/", "/verifieer", "/demo/postvak")}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MOST_ALIKE = 2
"""Pages of one kind (the same path but for its numbers) that are visited; the first two show what the others show."""


def _kind(path: str) -> str:
    """Return a path without what tells one thing from the next: numbers, certificate codes, item names."""
    return re.sub(r"/(\d+|kw-[\w-]+|lb-[\w-]+|PR-[\w-]+)", "/*", path)


def _links(page: Page, origin: str) -> list[str]:
    addresses = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    ours = (urlsplit(address) for address in addresses if address.startswith(origin))
    return [parts.path + (f"?{parts.query}" if parts.query else "") for parts in ours]


def _is_page(path: str) -> bool:
    return not re.search(r"[./](pdf|xlsx|csv|ics|txt|json)(\?|$)|^/(static|demo/aanmelden)/", path)


def _violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("options => axe.run(document, options)", RULES)["violations"]
    return [f"{each['id']}: {each['help']} {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found]


def _walk(context: BrowserContext, start: list[str], origin: str) -> dict[str, str]:
    """Visit everything that can be reached by links; return one path per kind of page and per query it offers."""
    waiting, seen, kinds = list(start), set(start), {}
    page = context.new_page()
    while waiting:
        path = waiting.pop(0)
        kind = _kind(urlsplit(path).path)
        if sum(known == kind for known in kinds.values()) >= MOST_ALIKE:
            continue
        answer = page.goto(origin + path)
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        kinds[path] = kind
        for link in _links(page, origin):
            if link not in seen and _is_page(link):
                seen.add(link)
                waiting.append(link)
    page.close()
    return kinds


@pytest.mark.parametrize("role", ROLES)
def test_every_page_a_role_can_reach_is_accessible(role: str, demo, chromium: Browser, axe_script: str) -> None:
    problems = []
    with chromium.new_context(viewport=DESK, bypass_csp=True) as context:
        if role == "nobody":
            paths = _walk(context, list(FIRST_PAGES[role]), demo.url)
        else:
            page = context.new_page()
            page.goto(demo.sign_in[role])
            paths = _walk(context, [urlsplit(page.url).path], demo.url)
            page.close()
        assert len(paths) >= 3
        page = context.new_page()
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            for path in paths:
                page.goto(demo.url + path)
                problems += [f"{size['width']} {path}: {each}" for each in _violations(page, axe_script)]
                width = page.evaluate("document.documentElement.scrollWidth")
                if width > size["width"]:
                    problems.append(f"{size['width']} {path}: the page is {width} wide")
    assert problems == []
