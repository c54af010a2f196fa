"""Only one page writes; the page that lost its turn says so, keeps what it has and can take over."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LOST = "U gaat verder op een ander apparaat of in een ander tabblad. Hier is de toets gestopt."


def test_a_second_device_goes_on_where_the_first_was(candidate, new_device):
    candidate.goes_to(5)
    candidate.presses("c")
    candidate.sees_saved()
    second = new_device()
    expect(second.page.locator(".exam-heading")).to_have_text("Vraag 5")
    expect(second.page.locator("#stage input").nth(2)).to_be_checked()


def test_an_address_with_a_question_comes_before_where_one_was(candidate, new_device):
    candidate.goes_to(5)
    candidate.presses("c")
    candidate.sees_saved()
    second = new_device("#vraag-2")
    expect(second.page.locator(".exam-heading")).to_have_text("Vraag 2")


def test_the_first_device_stops_when_a_second_takes_over(candidate, new_device, sitting):
    new_device()
    candidate.presses("a")
    candidate.waits(400)
    candidate.sees("h1", LOST)
    expect(candidate.page.locator("#stage input")).to_have_count(0)
    assert 0 not in sitting.answers


def test_what_could_not_be_sent_follows_when_this_device_goes_on(candidate, sitting):
    sitting.lease += 1
    candidate.presses("d")
    candidate.waits(400)
    candidate.page.get_by_role("button", name="Hier verdergaan").click()
    expect(candidate.page.locator("#stage input").nth(3)).to_be_checked()
    candidate.sees_saved()
    assert (sitting.answers[0]["lease"], sitting.answer(0)) == (3, {"choice": 3})


@pytest.fixture
def second_tab(candidate, sitting):
    """Open the exam once more in the same browser, which shares what it keeps on the device and its clock."""
    return lambda: type(candidate)(candidate.page.context, sitting)


@pytest.fixture
def unsent(candidate, sitting):
    """Somebody whose answers to questions 1 and 5 cannot be saved."""
    sitting.status["bewaren"] = 503
    candidate.presses("d")
    candidate.goes_to(5)
    candidate.presses("b")
    candidate.waits(400)
    candidate.sees("#saved", "opslaan lukt nog niet")
    assert {(save["slot"], save["lease"]) for save in candidate.unsent()} == {(0, 1), (4, 1)}
    return candidate


def stored_in(sitting):
    """Every save the server took: its slot, the lease and the answer."""
    return sorted((save["slot"], lease, save["answer"]["choice"]) for (lease, _), save in sitting.journal.items())


def test_a_second_tab_sends_what_the_first_still_held_and_the_first_stops(unsent, second_tab, sitting):
    other = second_tab()
    other.sees("#saved", "opslaan lukt nog niet")
    sitting.status["bewaren"] = 200
    other.sees_in_time("#saved", "opgeslagen")
    unsent.sees_in_time("h1", LOST)
    expect(unsent.page.locator("#stage input")).to_have_count(0)
    assert stored_in(sitting) == [(0, 2, 3), (4, 2, 1)]
    assert other.unsent() == []
    unsent.page.get_by_role("button", name="Hier verdergaan").click()
    expect(unsent.page.locator("#stage input").nth(1)).to_be_checked()
    other.page.evaluate("window.dispatchEvent(new Event('online'))")
    other.sees("h1", LOST)
    unsent.waits(2000)
    unsent.settles()
    assert stored_in(sitting) == [(0, 2, 3), (4, 2, 1)]


def test_answers_go_back_and_forth_between_tabs_until_one_can_send_them(unsent, second_tab, sitting):
    other = second_tab()
    other.sees("#saved", "opslaan lukt nog niet")
    assert {(save["slot"], save["lease"]) for save in other.unsent()} == {(0, 2), (4, 2)}
    unsent.page.evaluate("window.dispatchEvent(new Event('online'))")
    unsent.sees("h1", LOST)
    unsent.page.get_by_role("button", name="Hier verdergaan").click()
    expect(unsent.page.locator("#stage input").nth(1)).to_be_checked()
    other.page.evaluate("window.dispatchEvent(new Event('online'))")
    other.sees("h1", LOST)
    assert sitting.journal == {}
    sitting.status["bewaren"] = 200
    unsent.sees_in_time("#saved", "opgeslagen")
    assert stored_in(sitting) == [(0, 3, 3), (4, 3, 1)]
    assert unsent.unsent() == []


def test_an_older_answer_never_replaces_a_newer_one_from_another_device(candidate, new_device, sitting):
    second = new_device()
    candidate.presses("d")
    candidate.waits(400)
    candidate.sees("h1", LOST)
    second.presses("b")
    second.sees_saved()
    candidate.page.get_by_role("button", name="Hier verdergaan").click()
    expect(candidate.page.locator("#stage input").nth(1)).to_be_checked()
    candidate.sees("#notices", "Op dit apparaat staat nog een ouder antwoord op vraag 1.")
    assert sitting.answer(0) == {"choice": 1}
    assert len(candidate.unsent()) == 1


def test_an_expired_token_asks_to_go_on_and_an_expired_session_to_sign_in(candidate, sitting):
    sitting.status["bewaren"] = 401
    candidate.presses("b")
    candidate.waits(400)
    candidate.sees("h1", "De toets staat even stil")
    sitting.status |= {"bewaren": 200, "openen": 401}
    candidate.page.get_by_role("button", name="Hier verdergaan").click()
    candidate.sees("h1", "Meld u opnieuw aan")
    expect(candidate.page.get_by_role("link", name="Aanmelden")).to_have_attribute("target", "_blank")
    sitting.status["openen"] = 200
    candidate.page.get_by_role("button", name="Hier verdergaan").click()
    expect(candidate.page.locator(".exam-item")).to_be_visible()
    candidate.sees_saved()
    assert sitting.answer(0) == {"choice": 1}


@pytest.mark.parametrize(
    ("status", "title"),
    [(403, "Deze pagina is verouderd"), (409, "Deze toets kan nu niet open"), (503, "Een ogenblik geduld")],
)
def test_a_page_that_may_not_open_says_what_to_do(new_device, sitting, status, title):
    sitting.status["openen"] = status
    new_device().sees("h1", title)


def test_a_page_opened_after_the_end_leads_to_the_result(new_device, sitting):
    sitting.state = "closed"
    candidate = new_device()
    candidate.sees("h1", "Uw toets is afgesloten")
    expect(candidate.page.get_by_role("link", name="Naar mijn uitslag")).to_be_visible()


def test_a_closed_sitting_leads_to_the_result(candidate, sitting):
    sitting.state = "closed"
    candidate.presses("a")
    candidate.waits(400)
    candidate.sees("h1", "Uw toets is afgesloten")
    candidate.sees("#stage", "Eén antwoord kwam te laat aan")
    expect(candidate.page.get_by_role("link", name="Naar mijn uitslag")).to_have_attribute(
        "href", "/mijn/toetsen/12/uitslag"
    )
