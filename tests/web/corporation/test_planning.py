"""A sitting is planned in two steps; nothing is sent before the summary was seen, and nothing typed is ever lost."""

import re

import pytest

from proeve.core.mail.messages import Message
from proeve.corporations.staff import StaffMember
from proeve.exams.enrolments import Enrolment, ExtraTime
from proeve.exams.sittings import Sitting

PATH = "/beheer/afnames/nieuw"
WINDOW = {"opens_day": "2026-03-16", "opens_time": "09:00", "closes_day": "2026-03-27", "closes_time": "17:00"}
KW = "klantgericht-werken"


@pytest.fixture
async def people(beheer) -> list[StaffMember]:
    return [await beheer.hire(name) for name in ("Noor", "Sami", "Lotte")]


def filled_in(*people: StaffMember, **changes: object) -> dict[str, object]:
    return {"exam": KW, "people": [str(member.id) for member in people], **WINDOW, **changes}


def hidden(html: str) -> dict[str, list[str]]:
    """What a page carries along unseen, by field."""
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html):
        fields.setdefault(name, []).append(value)
    return fields


async def test_the_window_is_filled_in_ahead_for_the_next_working_days(read, people):
    page = await read(PATH)
    assert 'value="2026-03-11"' in page.html
    assert 'value="2026-03-25"' in page.html


async def test_without_staff_the_page_says_what_to_do_first(read, beheer):
    assert "Zet eerst uw medewerkers erin" in (await read(PATH)).text


async def test_the_exams_say_how_long_they_are(read, people):
    page = await read(PATH)
    assert "20 vragen, 40 minuten, certificaat 36 maanden geldig" in page.text


async def test_the_summary_says_it_all_and_sends_nothing(read, beheer, people):
    page = await read(PATH, filled_in(*people[:2]))
    assert "Er is nog niets verstuurd" in page.text
    assert "maandag 16 maart 2026 om 09:00 uur" in page.text
    assert "vrijdag 27 maart 2026 om 17:00 uur" in page.text
    assert "2 medewerkers uitnodigen" in page.text
    assert await beheer.all_of(Sitting) == []
    assert await beheer.all_of(Message) == []


async def test_inviting_plans_the_sitting_in_dutch_local_time(read, beheer, people):
    page = await read(PATH, filled_in(*people, stap="uitnodigen"))
    (sitting,) = await beheer.all_of(Sitting)
    assert page.path == f"/beheer/afnames/{sitting.id}"
    assert "3 medewerkers zijn uitgenodigd" in page.text
    assert (sitting.opens_at.hour, sitting.closes_at.hour) == (8, 16)
    assert [message.recipient for message in await beheer.all_of(Message)] == [member.email for member in people]


async def test_extra_time_is_kept_with_the_enrolment(read, beheer, people):
    noor = people[0]
    extra = {f"percent-{noor.id}": "25", f"minutes-{noor.id}": "10"}
    await read(PATH, filled_in(*people, stap="uitnodigen", **extra))
    places = {place.staff_member_id: place for place in await beheer.all_of(Enrolment)}
    assert (places[noor.id].extra_percent, places[noor.id].extra_minutes) == (25, 10)
    assert (places[people[1].id].extra_percent, places[people[1].id].extra_minutes) == (0, 0)


async def test_extra_time_survives_going_back_to_the_form(read, people):
    noor = people[0]
    extra = {f"percent-{noor.id}": "25", f"minutes-{noor.id}": "10"}
    back = await read(PATH, filled_in(noor, stap="aanpassen", **extra))
    assert 'value="2026-03-16"' in back.html
    assert hidden(back.html)[f"percent-{noor.id}"] == ["25"]
    again = await read(PATH, filled_in(*people, **extra))
    assert "60 minuten" in again.text


async def test_extra_time_of_the_last_time_is_filled_in_already(read, beheer, people, set_clock):
    noor = people[0]
    await beheer.plan(noor, extra_time={noor.id: ExtraTime(25, 5)})
    set_clock.advance(hours=9)
    page = await read(PATH, filled_in(*people))
    assert "had vorige keer extra tijd" in page.text
    assert "55 minuten" in page.text


async def test_wrong_extra_time_is_named_with_its_person_and_nobody_is_invited(read, beheer, people):
    noor = people[0]
    page = await read(PATH, filled_in(noor, stap="uitnodigen", **{f"percent-{noor.id}": "900"}), status=422)
    assert "Noor Jansen: Vul een heel getal in van 0 tot en met 200." in page.text
    assert 'value="900"' in page.html
    assert await beheer.all_of(Sitting) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"exam": ""}, "Kies een toets."),
        ({"exam": "iets-anders"}, "Kies een toets."),
        ({"people": []}, "Kies minstens één medewerker."),
        ({"opens_day": ""}, "Kies een datum."),
        ({"closes_time": "laat"}, "Vul een tijd in als 09:30."),
        ({"closes_day": "2026-03-16", "closes_time": "08:00"}, "Kies een einde dat na het begin ligt."),
        ({"closes_day": "2026-03-16", "closes_time": "09:10"}, "De toets duurt 40 minuten."),
        ({"opens_day": "2026-01-05", "closes_day": "2026-01-09"}, "Deze periode is al voorbij."),
    ],
)
async def test_what_is_not_right_is_said_and_the_rest_is_kept(read, beheer, people, change, said):
    page = await read(PATH, filled_in(*people, **change), status=422)
    assert said in page.text
    assert page.html.count('name="people"') == 3
    if "people" not in change:
        assert len(re.findall(r'name="people"[^>]* checked', page.html)) == 3
    assert await beheer.all_of(Sitting) == []


async def test_who_is_invited_already_can_be_left_out_with_one_button(read, beheer, people):
    noor, sami, lotte = people
    await read(PATH, filled_in(noor, stap="uitnodigen"))
    page = await read(PATH, filled_in(*people), status=422)
    assert "in deze periode al uitgenodigd voor deze toets: Noor Jansen." in page.text
    assert "Verder zonder deze 1 medewerker" in page.text
    summary = await read(PATH, filled_in(*people, zonder=str(noor.id)))
    assert hidden(summary.html)["people"] == [str(lotte.id), str(sami.id)]


async def test_when_everyone_is_invited_already_others_must_be_chosen(read, people):
    await read(PATH, filled_in(*people, stap="uitnodigen"))
    page = await read(PATH, filled_in(*people), status=422)
    assert "Kies andere mensen of een andere periode." in page.text
    assert "Verder zonder" not in page.text


async def test_pressing_invite_twice_invites_once(read, beheer, people):
    await read(PATH, filled_in(*people, stap="uitnodigen"))
    await read(PATH, filled_in(*people, stap="uitnodigen"), status=422)
    assert len(await beheer.all_of(Sitting)) == 1
    assert len(await beheer.all_of(Message)) == 3


async def test_people_of_another_corporation_cannot_be_invited(read, beheer, people, waterkant_beheer):
    stranger = await waterkant_beheer.hire("Vreemd")
    page = await read(PATH, filled_in(stranger, stap="uitnodigen"), status=422)
    assert "bestaan niet" in page.text
    assert await beheer.all_of(Sitting) == []


class TestAdding:
    """The same two steps, for a sitting that exists."""

    @pytest.fixture
    async def sitting(self, beheer, people) -> Sitting:
        return await beheer.plan(people[0])

    async def test_only_who_has_no_place_can_be_chosen(self, read, sitting):
        page = await read(f"/beheer/afnames/{sitting.id}/toevoegen")
        assert "Sami Jansen" in page.text
        assert "Noor Jansen" not in page.text

    async def test_who_is_added_is_invited_after_the_summary(self, read, beheer, sitting, people):
        path = f"/beheer/afnames/{sitting.id}/toevoegen"
        summary = await read(path, {"people": [str(people[1].id)]})
        assert "1 medewerker uitnodigen" in summary.text
        assert len(await beheer.all_of(Enrolment)) == 1
        after = await read(path, {"people": [str(people[1].id)], "stap": "uitnodigen"})
        assert "1 medewerker is uitgenodigd" in after.text
        assert len(await beheer.all_of(Enrolment)) == 2

    async def test_going_back_keeps_who_was_chosen(self, read, sitting, people):
        path = f"/beheer/afnames/{sitting.id}/toevoegen"
        page = await read(path, {"people": [str(people[1].id)], "stap": "aanpassen"})
        assert len(re.findall(r'name="people"[^>]* checked', page.html)) == 1

    async def test_nobody_is_added_when_the_window_is_over(self, read, beheer, sitting, people, set_clock):
        set_clock.advance(hours=9)
        data = {"people": [str(people[1].id)], "stap": "uitnodigen"}
        page = await read(f"/beheer/afnames/{sitting.id}/toevoegen", data, status=422)
        assert "De periode van deze afname is voorbij." in page.text
        assert len(await beheer.all_of(Enrolment)) == 1

    async def test_when_everyone_has_a_place_the_page_says_so(self, read, sitting, people):
        path = f"/beheer/afnames/{sitting.id}/toevoegen"
        await read(path, {"people": [str(each.id) for each in people[1:]], "stap": "uitnodigen"})
        assert "Iedereen is al uitgenodigd" in (await read(path)).text
