"""The first page says where to begin, and later: who still has to, who is about to expire, what did not arrive."""

import re
from datetime import date

import pytest

from proeve.core.mail.messages import MessageState
from proeve.web.corporation.overview import Month


async def test_a_new_corporation_is_told_to_put_its_staff_in_first(read):
    page = await read("/beheer")
    assert "Zet eerst uw medewerkers erin" in page.text
    assert "/beheer/medewerkers/importeren" in page.html


async def test_with_staff_the_next_step_is_planning_an_exam(read, beheer):
    await beheer.hire("Noor")
    assert "Plan nu de eerste toets" in (await read("/beheer")).text


async def test_each_count_is_a_link_to_a_list_of_just_as_many(read, beheer):
    people = [await beheer.hire(name) for name in ("Noor", "Sami", "Lotte", "Bram")]
    await beheer.plan(*people)
    await beheer.mail_became(people[1], MessageState.FAILED, "550 user unknown")
    await beheer.start(people[3])
    page = await read("/beheer")
    cards = re.findall(r'<a class="stat-card[^"]*" href="([^"]+)">\s*<span class="stat-number">(\d+)', page.html)
    assert [number for _, number in cards] == ["3", "0", "1"]
    for path in (cards[0], cards[2]):
        listed = await read(path[0])
        assert listed.html.count('name="chosen"') == int(path[1])
    assert cards[1][0].startswith("/beheer/certificaten")


async def test_the_table_starts_with_whose_time_runs_out_first(read, beheer, set_clock):
    await beheer.plan(await beheer.hire("Later"))
    set_clock.advance(hours=-5)
    await beheer.plan(await beheer.hire("Eerder"))
    set_clock.advance(hours=5)
    page = await read("/beheer")
    assert page.text.index("Eerder Jansen") < page.text.index("Later Jansen")


async def test_ten_people_are_shown_and_the_rest_is_a_link_away(read, beheer):
    await beheer.plan(*[await beheer.hire(f"Nummer{number}") for number in range(12)])
    page = await read("/beheer")
    assert page.html.count('name="chosen"') == 10
    assert "Alle 12 medewerkers bekijken" in page.text


async def test_when_everyone_has_started_it_says_so(read, beheer):
    noor = await beheer.hire("Noor")
    await beheer.plan(noor)
    await beheer.start(noor)
    assert "Niemand hoeft nog een toets te maken" in (await read("/beheer")).text


async def test_another_corporation_does_not_count(read, beheer, waterkant_beheer):
    await beheer.plan(await beheer.hire("Noor"))
    await waterkant_beheer.plan(await waterkant_beheer.hire("Vreemd"))
    page = await read("/beheer")
    assert "Noor Jansen" in page.text
    assert "Vreemd" not in page.text


@pytest.mark.parametrize(
    ("first", "name", "until"),
    [
        (date(2026, 12, 1), "december 2026", "2027-01-01"),
        (date(2027, 1, 1), "januari 2027", "2027-02-01"),
        (date(2028, 2, 1), "februari 2028", "2028-03-01"),
    ],
)
def test_a_month_of_the_forecast_leads_to_the_people_whose_certificates_expire_in_it(first, name, until):
    month = Month(first, 4, 100)
    assert month.name == name
    assert month.href == f"/beheer/naleving?van={first}&voor={until}"
