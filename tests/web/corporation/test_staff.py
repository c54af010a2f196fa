"""The list of staff is searched, filtered and chosen from; one staff member is added, changed, and leaves."""

import re

import pytest

from proeve.corporations.staff import StaffMember
from proeve.exams.enrolments import withdraw_enrolment

DETAILS = {"given_name": "Noor", "name_prefix": "van den", "family_name": "Berg", "email": "noor@lindehof.example"}


@pytest.fixture
async def people(beheer) -> list[StaffMember]:
    return [
        await beheer.hire("Noor", "Visser", team="Verhuur", job_title="Verhuurconsulent", location="Noord"),
        await beheer.hire("Sami", "Kaya", team="Wijkbeheer", job_title="Wijkbeheerder", location="Noord"),
        await beheer.hire("José", "Bos", team="Verhuur", job_title="Woonconsulent", location="Zuid"),
    ]


def ticked(page) -> int:
    """Count the boxes with a tick."""
    return len(re.findall(r'type="checkbox"[^>]* checked', page.html))


async def test_without_staff_the_list_says_what_to_do_first(read):
    page = await read("/beheer/medewerkers")
    assert "Zet eerst uw medewerkers erin" in page.text


async def test_the_list_is_sorted_by_family_name(read, people):
    page = await read("/beheer/medewerkers")
    names = [page.text.index(name) for name in ("José Bos", "Sami Kaya", "Noor Visser")]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("zoek=jose", ["José Bos"]),
        ("team=Verhuur", ["José Bos", "Noor Visser"]),
        ("team=Verhuur&locatie=Noord", ["Noor Visser"]),
        ("functie=Wijkbeheerder", ["Sami Kaya"]),
        ("zoek=niemand", []),
        ("dienst=weg", []),
        ("dienst=onzin&page=onzin", ["José Bos", "Noor Visser", "Sami Kaya"]),
    ],
)
async def test_words_and_choices_narrow_the_list(read, people, query, found):
    page = await read(f"/beheer/medewerkers?{query}")
    assert [name for name in ("José Bos", "Noor Visser", "Sami Kaya") if f"{name} kiezen" in page.html] == found


async def test_each_filter_stands_above_the_table_with_a_way_to_remove_it(read, people):
    page = await read("/beheer/medewerkers?team=Verhuur&zoek=noor")
    assert "Zoekwoorden: noor" in page.text
    assert "Team: Verhuur" in page.text
    assert 'href="/beheer/medewerkers?zoek=noor' in page.html


@pytest.fixture
async def enrolled(beheer, people) -> list[StaffMember]:
    """Noor has a place in a sitting, Sami was taken out of it, and José was never in one."""
    noor, sami, _ = people
    await beheer.plan(noor, sami)
    place = await beheer.place(sami)
    async with beheer.database.unit_of_work() as session:
        await withdraw_enrolment(session, beheer.scope, place.id)
    return people


async def test_who_never_had_a_place_can_be_listed(read, enrolled):
    page = await read("/beheer/medewerkers?ingeschreven=nooit")
    assert [name for name in ("José Bos", "Noor Visser", "Sami Kaya") if f"{name} kiezen" in page.html] == [
        "José Bos",
        "Sami Kaya",
    ]
    assert "Ingeschreven: nog nooit" in page.text
    assert "2 medewerkers" in page.text


async def test_who_never_had_a_place_narrows_together_with_the_rest(read, enrolled):
    page = await read("/beheer/medewerkers?ingeschreven=nooit&team=Verhuur&sort=-email")
    assert "José Bos kiezen" in page.html
    assert "Sami Kaya kiezen" not in page.html


async def test_a_nonsense_choice_narrows_nothing(read, enrolled):
    assert "Noor Visser kiezen" in (await read("/beheer/medewerkers?ingeschreven=onzin")).html


async def test_all_who_never_had_a_place_can_be_chosen_at_once(read, enrolled):
    page = await read("/beheer/medewerkers/kiezen?ingeschreven=nooit", {"everything": "1"})
    assert page.path == "/beheer/afnames/nieuw?allen=1&ingeschreven=nooit"
    assert ticked(page) == 2


async def test_staff_of_another_corporation_is_not_listed(read, people, waterkant_beheer):
    await waterkant_beheer.hire("Vreemd")
    assert "Vreemd" not in (await read("/beheer/medewerkers")).text


async def test_who_is_chosen_is_chosen_on_the_planning_page(read, people):
    noor, _, jose = people
    page = await read("/beheer/medewerkers/kiezen", {"chosen": [str(noor.id), str(jose.id)]})
    assert page.path == f"/beheer/afnames/nieuw?medewerkers={noor.id}%2C{jose.id}"
    assert ticked(page) == 2


async def test_all_of_a_filtered_list_can_be_chosen_at_once(read, people):
    page = await read("/beheer/medewerkers/kiezen?team=Verhuur", {"everything": "1"})
    assert ticked(page) == 2


async def test_choosing_nobody_is_answered_kindly(read, people):
    page = await read("/beheer/medewerkers/kiezen?team=Verhuur", {"action": ""})
    assert page.path == "/beheer/medewerkers?team=Verhuur"
    assert "U heeft nog niemand gekozen" in page.text


async def test_somebody_is_added_and_shown(read, beheer):
    page = await read("/beheer/medewerkers/nieuw", DETAILS | {"team": "Verhuur"})
    assert "Noor van den Berg staat nu in de lijst" in page.text
    (member,) = await beheer.all_of(StaffMember)
    assert (member.name, member.team) == ("Noor van den Berg", "Verhuur")


async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(read, beheer):
    wrong = DETAILS | {"email": "noor.lindehof.example", "family_name": ""}
    page = await read("/beheer/medewerkers/nieuw", wrong, status=422)
    assert "Vul een achternaam in." in page.text
    assert 'value="noor.lindehof.example"' in page.html
    assert 'href="#email"' in page.html
    assert await beheer.all_of(StaffMember) == []


async def test_somebody_who_is_there_already_is_not_added_twice(read, beheer):
    await read("/beheer/medewerkers/nieuw", DETAILS)
    page = await read("/beheer/medewerkers/nieuw", DETAILS, status=422)
    assert "staat met dit e-mailadres al in uw lijst" in page.text
    assert len(await beheer.all_of(StaffMember)) == 1


async def test_details_are_changed(read, people):
    noor = people[0]
    filled_in = {"given_name": "Noor", "family_name": "Visser", "email": noor.email, "team": "Klantcontact"}
    page = await read(f"/beheer/medewerkers/{noor.id}/wijzigen", filled_in)
    assert page.path == f"/beheer/medewerkers/{noor.id}"
    assert "Klantcontact" in page.text


async def test_the_form_shows_what_is_known(read, people):
    page = await read(f"/beheer/medewerkers/{people[0].id}/wijzigen")
    assert 'value="Verhuurconsulent"' in page.html


async def test_who_leaves_is_found_under_out_of_service_and_can_come_back(read, people):
    path = f"/beheer/medewerkers/{people[0].id}"
    assert "Uit dienst sinds" in (await read(f"{path}/uit-dienst", {"x": ""})).text
    assert "Noor Visser" not in (await read("/beheer/medewerkers")).text
    assert "Noor Visser" in (await read("/beheer/medewerkers?dienst=weg")).text
    assert "Uit dienst sinds" not in (await read(f"{path}/in-dienst", {"x": ""})).text


async def test_a_page_of_one_person_shows_their_exams(read, beheer, people):
    await beheer.plan(people[0])
    page = await read(f"/beheer/medewerkers/{people[0].id}")
    assert "Klantgericht werken" in page.text
    assert "Nog niet begonnen" in page.text
    assert "heeft nog geen certificaat" in page.text
