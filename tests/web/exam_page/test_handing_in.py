"""Handing in is asked once, can be cancelled, and happens only when the server has every answer."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def dialog(candidate):
    candidate.presses("a")
    candidate.goes_to(2)
    candidate.presses("a", "1")
    candidate.page.get_by_role("button", name="Vraag markeren").click()
    candidate.page.get_by_role("button", name="Inleveren").click()
    return candidate.page.get_by_role("dialog", name="Wilt u de toets inleveren?")


def test_the_question_lists_what_is_open_and_flagged(dialog):
    expect(dialog).to_contain_text("4 vragen zijn nog niet beantwoord")
    expect(dialog).to_contain_text("Eén vraag is nog niet helemaal ingevuld")
    expect(dialog).to_contain_text("Eén vraag heeft u gemarkeerd")
    dialog.get_by_role("button", name="Vraag 4, leeg").click()
    expect(dialog).to_be_hidden()
    expect(dialog.page.get_by_role("heading", name="Vraag 4")).to_be_focused()


def test_enter_never_hands_in(candidate, dialog, sitting):
    candidate.presses("Enter")
    expect(dialog).to_be_visible()
    candidate.presses("Escape")
    expect(dialog).to_be_hidden()
    assert sitting.requested("inleveren") == []


def test_confirming_sends_what_waits_and_then_hands_in(candidate, dialog, sitting):
    dialog.get_by_role("button", name="Toets inleveren").click()
    expect(candidate.page).to_have_url(re.compile("/inleveren$"))
    assert sitting.answer(1)["ratings"][0] == 1
    assert sitting.requested("inleveren") == ["_csrf_token=a+token&lease=1"]


def test_a_page_of_the_release_before_hands_in_too(candidate, dialog, sitting):
    """Its form has no field for the lease."""
    candidate.page.evaluate("document.querySelector('#submit [name=lease]').remove()")
    dialog.get_by_role("button", name="Toets inleveren").click()
    expect(candidate.page).to_have_url(re.compile("/inleveren$"))
    assert sitting.requested("inleveren") == ["_csrf_token=a+token"]


def test_without_connection_nothing_is_handed_in_and_nothing_lost(candidate, dialog, sitting):
    sitting.reachable = False
    dialog.get_by_role("button", name="Toets inleveren").click()
    expect(dialog).to_contain_text("Voor het inleveren is verbinding nodig")
    assert sitting.requested("inleveren") == []
    sitting.reachable = True
    dialog.get_by_role("button", name="Toets inleveren").click()
    expect(candidate.page).to_have_url(re.compile("/inleveren$"))


def test_practice_saves_nothing_and_leads_back(new_device, sitting):
    candidate = new_device("/oefenen")
    candidate.presses("b")
    candidate.waits(2000)
    candidate.page.get_by_role("button", name="Inleveren").click()
    candidate.sees("h1", "U bent klaar met oefenen")
    expect(candidate.page.get_by_role("link", name="Naar de toets")).to_have_attribute("href", "/mijn/toetsen/12/start")
    candidate.settles()
    assert sitting.requests == []
