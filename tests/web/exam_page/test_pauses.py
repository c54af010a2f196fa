"""When an invigilator stops the clock the page says so calmly, and goes on by itself; heartbeats say where one is."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MINUTE = 60_000
HEARTBEAT = 15_000
STANDS_STILL = "De klok van uw toets staat stil"


def _beats(candidate) -> None:
    """Send a heartbeat now: those of every fifteen seconds come from a worker, whose clock is not ours to move."""
    candidate.page.evaluate("window.dispatchEvent(new Event('offline'))")
    candidate.settles()


def _stands_still_for(candidate, sitting, milliseconds: int) -> None:
    """Time passes while the clock of the attempt does not."""
    for _ in range(milliseconds // HEARTBEAT):
        sitting.deadline += HEARTBEAT
        candidate.waits(HEARTBEAT)
        _beats(candidate)


@pytest.fixture
def paused(candidate, sitting):
    candidate.presses("b")
    candidate.sees_saved()
    sitting.state = "paused"
    _beats(candidate)
    candidate.sees("h1", STANDS_STILL)
    return candidate


def test_a_pause_takes_the_place_of_the_question(paused, faults_on):
    expect(paused.page.locator("#stage input")).to_have_count(0)
    paused.sees("#stage", "U verliest geen tijd.")
    assert faults_on(paused.page) == []


def test_the_exam_goes_on_by_itself_with_the_same_time_and_the_same_answer(paused, sitting):
    left = sitting.deadline - sitting.now
    _stands_still_for(paused, sitting, 3 * MINUTE)
    paused.sees("h1", STANDS_STILL)
    sitting.state = "running"
    _beats(paused)
    expect(paused.page.locator(".exam-item input:checked")).to_have_count(1)
    assert sitting.deadline - sitting.now == left
    paused.sees("#time", "40 min")
    expect(paused.page.locator("#notices")).to_be_empty()


def test_a_pause_at_the_end_hands_nothing_in(new_device, sitting):
    sitting.deadline = sitting.now + MINUTE
    candidate = new_device()
    candidate.waits(MINUTE // 2)
    sitting.state = "paused"
    _beats(candidate)
    candidate.sees("h1", STANDS_STILL)
    _stands_still_for(candidate, sitting, 2 * MINUTE)
    candidate.sees("h1", STANDS_STILL)
    assert sitting.requested("inleveren") == []


def test_minutes_that_are_given_during_a_pause_are_told(paused, sitting):
    sitting.deadline += 10 * MINUTE
    _stands_still_for(paused, sitting, HEARTBEAT)
    paused.sees("#notices", "U heeft 10 minuten extra gekregen.")


def test_a_page_that_opens_during_a_pause_says_so(new_device, sitting):
    sitting.state = "paused"
    new_device().sees("h1", STANDS_STILL)


def test_a_heartbeat_says_which_question_is_shown_and_how_many_are_answered(candidate, sitting):
    candidate.presses("b")
    candidate.goes_to(3)
    _beats(candidate)
    assert sitting.requested("hartslag")[-1] == {"slot": 2, "answered": 1}
