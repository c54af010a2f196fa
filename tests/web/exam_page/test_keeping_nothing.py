"""In a browser that can keep nothing on the device, the page says so and never promises otherwise."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MINUTE = 60_000
ONLY_HERE = "Nieuwe antwoorden staan alleen op deze pagina. Laat de pagina open."
AWAY = f"De verbinding is weg. U kunt doorgaan. {ONLY_HERE}"
SAVED = "De verbinding is terug. Al uw antwoorden zijn opgeslagen."


@pytest.fixture
def candidate(new_device):
    return new_device(script="indexedDB.open = () => { throw new DOMException('no') }")


def test_without_connection_answers_are_in_this_page_alone(candidate, sitting):
    candidate.sees("#notices", "Deze browser kan uw antwoorden niet op dit apparaat bewaren.")
    candidate.listens()
    sitting.reachable = False
    candidate.presses("a")
    candidate.waits(400)
    candidate.sees("#saved", "nog niet opgeslagen, laat deze pagina open")
    candidate.hears(AWAY)
    sitting.reachable = True
    candidate.waits(1500)
    candidate.sees_saved()
    candidate.hears(AWAY, SAVED)


def test_who_cannot_hand_in_is_told_to_leave_the_page_open(candidate, sitting):
    sitting.reachable = False
    candidate.presses("a")
    candidate.page.get_by_role("button", name="Inleveren").click()
    candidate.page.get_by_role("button", name="Toets inleveren").click()
    candidate.sees("#hand-in", ONLY_HERE)
    expect(candidate.page.locator("#hand-in")).not_to_contain_text("op dit apparaat")


def test_at_the_end_without_connection_the_last_answers_are_in_this_page_alone(candidate, sitting):
    sitting.reachable = False
    candidate.presses("b")
    candidate.waits(40 * MINUTE)
    candidate.sees("h1", "De tijd is om. Uw laatste antwoorden staan alleen op deze pagina.")
    sitting.reachable = True
    candidate.waits(2500)
    candidate.sees("h1", "De tijd is om. Uw antwoorden zijn bewaard.")
    assert sitting.answer(0) == {"choice": 1}


def test_a_page_that_is_not_known_any_more_keeps_what_it_has_and_goes_on_with_it(candidate, sitting):
    sitting.status["bewaren"] = 401
    candidate.presses("b")
    candidate.waits(400)
    candidate.sees("#stage", ONLY_HERE)
    sitting.status["bewaren"] = 200
    candidate.page.get_by_role("button", name="Hier verdergaan").click()
    candidate.sees_saved()
    assert sitting.answer(0) == {"choice": 1}


def test_answers_that_came_too_late_are_in_this_page_alone(candidate, sitting):
    sitting.state = "closed"
    candidate.presses("a")
    candidate.waits(400)
    candidate.sees(".late", "Wat te laat kwam, staat alleen op deze pagina. Laat de pagina open.")


@pytest.mark.parametrize("status", [0, 401, 403])
def test_handing_late_answers_over_in_vain_never_says_that_they_are_kept(candidate, sitting, status):
    candidate.page.context.route(
        "**/nasturen",
        lambda route: route.fulfill(status=status, json={}) if status else route.abort("internetdisconnected"),
    )
    sitting.state = "closed"
    candidate.presses("a")
    candidate.waits(400)
    candidate.page.get_by_label("Wat gebeurde er?").fill("De wifi viel uit om half elf.")
    candidate.page.get_by_role("button", name="Antwoord nasturen").click()
    candidate.sees("#late-said", "Uw antwoorden staan alleen op deze pagina. Laat de pagina open.")


def test_a_page_that_is_out_of_date_says_what_refreshing_it_would_cost(candidate, sitting):
    sitting.status["bewaren"] = 401
    candidate.presses("b")
    candidate.waits(400)
    sitting.status["openen"] = 403
    candidate.page.get_by_role("button", name="Hier verdergaan").click()
    candidate.sees("h1", "Deze pagina is verouderd")
    candidate.sees("#stage", "Uw laatste antwoorden staan alleen op deze pagina, en zijn weg als u die ververst.")
