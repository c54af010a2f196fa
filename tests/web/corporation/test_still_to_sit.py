"""The list of who still has to sit is narrowed, and acted on: inviting again, or planning anew."""

import re

import pytest

from proeve.core.mail.messages import Message, MessageState

PATH = "/beheer/nog-te-doen"


@pytest.fixture
async def people(beheer):
    people = [await beheer.hire(name) for name in ("Noor", "Sami", "Lotte")]
    await beheer.plan(*people)
    return people


async def test_when_nobody_has_to_it_says_so(read, beheer):
    assert "Niemand hoeft nog een toets te maken" in (await read(PATH)).text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 3),
        ("zoek=sami", 1),
        ("toets=lastige-boodschappen", 0),
        ("wanneer=nu", 3),
        ("wanneer=voorbij", 0),
        ("wanneer=onzin", 3),
        ("uitnodiging=mislukt", 1),
    ],
)
async def test_the_list_is_narrowed(read, beheer, people, query, number):
    await beheer.mail_became(people[0], MessageState.FAILED, "550")
    assert (await read(f"{PATH}?{query}")).html.count('name="chosen"') == number


async def test_an_address_that_failed_can_be_mended_from_the_list(read, beheer, people):
    await beheer.mail_became(people[0], MessageState.FAILED, "550")
    page = await read(f"{PATH}?uitnodiging=mislukt")
    assert f'href="/beheer/medewerkers/{people[0].id}/wijzigen"' in page.html


async def test_chosen_people_are_invited_again(read, beheer, people):
    place = await beheer.place(people[0])
    page = await read(f"{PATH}/kiezen", {"chosen": str(place.id), "action": "uitnodigen"})
    assert "1 medewerker krijgt een nieuwe uitnodiging." in page.text
    assert len(await beheer.all_of(Message)) == 4


async def test_who_missed_it_is_planned_anew_with_the_same_exam(read, beheer, people, set_clock):
    set_clock.advance(hours=9)
    place = await beheer.place(people[0])
    page = await read(f"{PATH}/kiezen", {"chosen": str(place.id), "action": "plannen"})
    assert page.path == f"/beheer/afnames/nieuw?medewerkers={people[0].id}&toets=klantgericht-werken"
    ticked = re.findall(r'name="(\w+)" value="([^"]+)" checked', page.html)
    assert {("exam", "klantgericht-werken"), ("people", str(people[0].id))} <= set(ticked)
    assert [name for name, _ in ticked].count("people") == 1


async def test_nobody_is_invited_to_a_window_that_is_over(read, beheer, people, set_clock):
    set_clock.advance(hours=9)
    page = await read(f"{PATH}/kiezen", {"everything": "1", "action": "uitnodigen"})
    assert "Er is niets verstuurd." in page.text
    assert len(await beheer.all_of(Message)) == 3


async def test_choosing_nobody_is_answered_kindly(read, people):
    assert "U heeft nog niemand gekozen" in (await read(f"{PATH}/kiezen", {"action": "plannen"})).text
