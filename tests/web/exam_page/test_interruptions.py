"""Whatever interrupts an exam, answers wait on the device, arrive once, and the page says how it stands."""

import pytest
from playwright.sync_api import expect

from tests.chromium import kill_chromium

pytestmark = pytest.mark.browser

MINUTE = 60_000
KEPT = "bewaard op dit apparaat, verbinding weg"
AWAY = "De verbinding is weg. U kunt doorgaan. Uw antwoorden worden op dit apparaat bewaard."
BACK = "De verbinding is terug."
SAVED = "De verbinding is terug. Al uw antwoorden zijn opgeslagen."


def test_five_minutes_without_connection_lose_nothing_and_store_nothing_twice(candidate, sitting):
    candidate.presses("a")
    candidate.sees_saved()
    before = len(sitting.journal)
    candidate.listens()
    sitting.reachable = False
    candidate.presses("c")
    candidate.waits(MINUTE)
    candidate.sees("#saved", KEPT)
    candidate.has_heard(AWAY)
    candidate.goes_to(2)
    candidate.presses("a", "4")
    for number in (3, 5):
        candidate.waits(MINUTE)
        candidate.sees("#saved", KEPT)
        candidate.goes_to(number)
        candidate.page.get_by_role("button", name="Vraag markeren").click()
    candidate.presses("b")
    candidate.waits(2 * MINUTE)
    candidate.sees("#saved", KEPT)
    candidate.sees("#time", "35 min")
    waiting = {(save["slot"], save["sequence"]) for save in candidate.unsent()}
    assert {slot for slot, _ in waiting} == {0, 1, 2, 4}
    assert len(sitting.journal) == before

    sitting.reachable, sitting.loses_answers = True, True
    candidate.page.evaluate("window.dispatchEvent(new Event('online'))")
    candidate.waits(400)
    candidate.sees("#saved", KEPT)
    candidate.has_heard(BACK)
    candidate.has_not_heard(SAVED)
    sitting.loses_answers = False
    candidate.sees_in_time("#saved", "opgeslagen")
    candidate.has_heard(SAVED)
    assert candidate.unsent() == []
    assert len(sitting.journal) == before + len(waiting)
    assert (sitting.answer(0), sitting.answer(4)) == ({"choice": 2}, {"choice": 1})
    assert sitting.answer(1) == {"ratings": [4, None, None, None, None]}
    assert [sitting.answers[slot]["flagged"] for slot in (2, 4)] == [True, True]
    expect(candidate.page.locator("#notices")).to_be_empty()


def test_a_browser_that_is_killed_keeps_its_answers_and_sends_them_when_it_opens_again(new_device, sitting, tmp_path):
    killed = new_device(profile=tmp_path)
    killed.presses("b")
    killed.sees_saved()
    sitting.reachable = False
    killed.presses("d")
    killed.goes_to(2)
    killed.presses("a", "4")
    killed.waits(400)
    killed.sees("#saved", KEPT)
    assert {save["slot"] for save in killed.unsent()} == {0, 1}
    kill_chromium(tmp_path)
    sitting.reachable = True

    again = new_device(profile=tmp_path)
    expect(again.page.locator("#stage input").nth(3)).to_be_checked()
    again.sees_saved()
    assert again.unsent() == []
    assert {slot: (each["lease"], each["answer"]) for slot, each in sitting.answers.items()} == {
        0: (2, {"choice": 3}),
        1: (2, {"ratings": [4, None, None, None, None]}),
    }


def test_answers_of_a_killed_browser_that_were_overtaken_elsewhere_are_told_and_not_sent(new_device, sitting, tmp_path):
    killed = new_device(profile=tmp_path)
    sitting.reachable = False
    killed.presses("d")
    killed.waits(400)
    killed.sees("#saved", KEPT)
    kill_chromium(tmp_path)
    sitting.reachable = True
    elsewhere = new_device()
    elsewhere.presses("b")
    elsewhere.sees_saved()

    again = new_device(profile=tmp_path)
    expect(again.page.locator("#stage input").nth(1)).to_be_checked()
    again.sees("#notices", "Op dit apparaat staat nog een ouder antwoord op vraag 1.")
    assert len(again.unsent()) == 1
    assert sitting.answer(0) == {"choice": 1}
