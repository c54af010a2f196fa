"""The exam page is light, accessible in every state and usable on the smallest screen."""

import gzip
import re

import pytest

from proeve.web.assets import STATIC_FOLDER

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
ENLARGED = {"width": 320, "height": 256}  # A window of 1280 by 1024 enlarged four times, success criterion 1.4.10.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }"""  # Success criterion 1.4.12.
LONG_WORD = "Geschillenbeslechtingsprocedure"
SPILLED = """() =>
  [...document.querySelectorAll(".choice-card, .exam-reply, .exam-step, .exam-question, .scenario, .speech")]
    .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.outerHTML.slice(0, 120))"""
CLASSES = "[...document.querySelectorAll('*')].flatMap(each => [...each.classList])"
LIMIT = 100_000


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_to_mend_in_any_kind_of_question(new_device, faults_on, viewport):
    candidate = new_device(viewport=viewport)
    for number in range(1, 7):
        candidate.goes_to(number)
        assert faults_on(candidate.page) == []
        candidate.presses("a")
        candidate.page.get_by_role("button", name="Vraag markeren").click()
        assert faults_on(candidate.page) == []


def test_axe_finds_nothing_to_mend_around_the_questions(candidate, faults_on, sitting):
    sitting.deadline += 600_000
    candidate.presses("a")
    candidate.waits(400)
    candidate.sees("#notices", "10 minuten extra")
    assert faults_on(candidate.page) == []
    candidate.page.get_by_role("button", name="Inleveren").click()
    assert faults_on(candidate.page) == []
    candidate.presses("Escape")
    sitting.lease += 1
    candidate.presses("b")
    candidate.waits(400)
    candidate.sees("h1", "U gaat verder op een ander apparaat")
    assert faults_on(candidate.page) == []


def test_axe_finds_nothing_to_mend_when_the_time_is_up(candidate, faults_on, sitting):
    sitting.reachable = False
    candidate.presses("b")
    candidate.waits(40 * 60_000)
    candidate.sees("h1", "De tijd is om. Uw antwoorden staan op dit apparaat.")
    assert faults_on(candidate.page) == []


@pytest.mark.parametrize("spacing", ["", SPACED], ids=["plain", "spaced"])
@pytest.mark.parametrize("viewport", [PHONE, ENLARGED], ids=["phone", "enlarged"])
def test_the_page_never_scrolls_sideways(new_device, viewport, spacing):
    candidate = new_device(viewport=viewport, bypass_csp=True)
    if spacing:
        candidate.page.add_style_tag(content=spacing)
    for number in range(1, 7):
        candidate.goes_to(number)
        assert candidate.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("spacing", ["", SPACED], ids=["plain", "spaced"])
def test_a_long_word_stays_inside_in_every_kind_of_question(new_device, sitting, spacing):
    said = dict.fromkeys(["role", "fact", "text", "quote", "question"], f"De {LONG_WORD}.")
    said["dialogue"] = [{"speaker": speaker, "text": LONG_WORD} for speaker in ("huurder", "medewerker")]
    option = {"text": f"De {LONG_WORD}."}
    sitting.items = [{**item, **said, "options": [option] * len(item["options"])} for item in sitting.items]
    candidate = new_device(viewport=PHONE, bypass_csp=True)
    if spacing:
        candidate.page.add_style_tag(content=spacing)
    for number in range(1, 7):
        candidate.goes_to(number)
        candidate.sees(".exam-replies", LONG_WORD)
        assert candidate.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert candidate.page.evaluate(SPILLED) == []


def test_what_a_finger_must_hit_is_large_enough(new_device):
    candidate = new_device(viewport=PHONE, has_touch=True)
    for number in range(1, 7):
        candidate.goes_to(number)
        sizes = candidate.page.locator("button, summary, label, select, .exam-grip").evaluate_all(
            "nodes => nodes.filter(n => n.offsetParent).map(n => Math.min(n.offsetWidth, n.offsetHeight))"
        )
        assert min(sizes) >= 44


def classes_in(sheet):
    return set(re.findall(r"\.([a-z][\w-]*)", sheet))


def test_no_class_of_bootstrap_is_used_that_the_exam_leaves_out(candidate):
    """The exam has only a few of Bootstrap's rules; with any other class nothing would change and nobody would tell."""
    page, used = candidate.page, set()
    for number in range(1, 7):
        candidate.goes_to(number)
        candidate.presses("a")
        used |= set(page.evaluate(CLASSES))
    page.locator("#hand").click()
    used |= set(page.evaluate(CLASSES))
    sheets = page.evaluate("[...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText)")
    offered = classes_in((STATIC_FOLDER / "vendor/bootstrap.min.css").read_text(encoding="utf-8"))
    assert {"btn", "form-select", "visually-hidden"} <= used & offered
    assert used & offered - classes_in("\n".join(sheets)) == {"container"}  # The exam's column takes its place.


def test_the_first_load_stays_light(new_device, sitting, monkeypatch):
    weights: dict[str, int] = {}
    serve = sitting.serve

    def weigh(route):
        fulfil = route.fulfill

        def measured(**answer):
            body = answer.get("body", b"")
            body = body.encode() if isinstance(body, str) else body
            packed = body if route.request.url.endswith(".woff2") else gzip.compress(body)
            weights[route.request.url] = len(packed)
            fulfil(**answer)

        monkeypatch.setattr(route, "fulfill", measured)
        serve(route)

    monkeypatch.setattr(sitting, "serve", weigh)
    new_device()
    assert len(weights) > 25
    assert sum(weights.values()) < LIMIT
