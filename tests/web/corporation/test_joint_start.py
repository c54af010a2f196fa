"""An administrator plans how people begin, and begins a joint sitting from its page."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from proeve.core import clock
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import JOINT_PATIENCE, Sitting, SittingKind, StartRules

PATH = "/beheer/afnames/nieuw"
START = {"exam": "klantgericht-werken", "opens_day": "2026-03-29", "opens_time": "01:50"}
FIXED = {**START, "kind": "fixed", "margin": "15"}
JOINT = {**START, "kind": "joint", "late": "15", "code": "typed", "places": "12"}
RULES = StartRules(SittingKind.JOINT, asks_code=True)


@pytest.fixture
async def noor(beheer):
    return await beheer.hire("Noor")


def filled_in(*people, **fields):
    return {"people": [str(member.id) for member in people], **fields}


async def test_a_fixed_time_closes_after_its_margin_of_real_minutes(read, beheer, noor):
    page = await read(PATH, filled_in(noor, **FIXED))
    assert "zondag 29 maart 2026 om 01:50 uur" in page.text
    assert "03:05 uur" in page.text  # At 02:00 the clocks went to 03:00.
    await read(PATH, filled_in(noor, **FIXED, stap="uitnodigen"))
    (sitting,) = await beheer.all_of(Sitting)
    assert (sitting.kind, sitting.opens_at) == (SittingKind.FIXED, datetime(2026, 3, 29, 0, 50, tzinfo=UTC))
    assert sitting.closes_at == datetime(2026, 3, 29, 1, 5, tzinfo=UTC)


async def test_a_joint_start_is_planned_with_a_code_places_and_what_happens_to_who_is_late(read, beheer, noor):
    page = await read(PATH, filled_in(noor, **JOINT))
    assert "welkom tot 15 minuten na de start" in page.text
    assert "typt de startcode" in page.text
    for name in ("kind", "late", "code", "places"):
        assert f'<input type="hidden" name="{name}" value="{JOINT[name]}">' in page.html
    await read(PATH, filled_in(noor, **JOINT, stap="uitnodigen"))
    (sitting,) = await beheer.all_of(Sitting)
    assert (sitting.late_minutes, sitting.asks_code, sitting.places) == (15, True, 12)
    assert len(sitting.start_code) == 6
    assert sitting.closes_at == sitting.opens_at + JOINT_PATIENCE


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "whenever"), ("late", "999"), ("places", "0"), ("places", "veel"), ("opens_day", "")]
)
async def test_what_is_not_right_comes_back_beside_its_field(read, noor, field, value):
    page = await read(PATH, filled_in(noor, **JOINT | {field: value}), status=422)
    assert f'href="#{field}' in page.html


async def test_more_people_than_places_come_back_to_choose_again(read, beheer, noor):
    page = await read(PATH, filled_in(noor, await beheer.hire("Sami"), **JOINT | {"places": "1"}), status=422)
    assert "Er is 1 plaats. U koos 2 medewerkers. Kies er hoogstens 1." in page.text


async def joint(beheer, *members, opens_at=None, rules=RULES):
    opens_at = opens_at or clock.now()
    return await beheer.plan(*members, opens_at=opens_at, closes_at=opens_at + JOINT_PATIENCE, rules=rules)


async def test_the_button_begins_for_who_is_there(read, beheer, noor):
    sitting = await joint(beheer, noor, await beheer.hire("Sami"))
    await say_here(beheer, noor)
    page = await read(f"/beheer/afnames/{sitting.id}")
    assert f"{sitting.start_code[:3]} {sitting.start_code[3:]}" in page.text
    assert "Starten voor 1 medewerker" in page.text
    assert "Aangemeld" in page.text
    page = await read(f"/beheer/afnames/{sitting.id}/starten", {})
    assert "De toets begint over enkele seconden, voor 1 medewerker tegelijk." in page.text
    assert "Begonnen om 10:00 uur" in page.text
    first, second = await beheer.all_of(Attempt)
    assert (first.state, second.state) == (AttemptState.RUNNING, AttemptState.PREPARED)


async def say_here(beheer, member):
    place = await beheer.place(member)
    async with beheer.database.unit_of_work() as session:
        await session.execute(update(Enrolment).where(Enrolment.id == place.id).values(arrived_at=clock.now()))


async def test_before_its_moment_there_is_no_button_and_pressing_one_says_when(read, beheer, noor):
    sitting = await joint(beheer, noor, opens_at=clock.now() + timedelta(hours=1))
    page = await read(f"/beheer/afnames/{sitting.id}")
    assert "Starten kan vanaf 10 maart 2026 om 11:00 uur." in page.text
    assert "/starten" not in page.html
    page = await read(f"/beheer/afnames/{sitting.id}/starten", {})
    assert "U kunt deze afname starten vanaf 10 maart 2026 om 11:00 uur" in page.text


async def test_a_joint_sitting_that_nobody_began_says_so(read, beheer, noor, set_clock):
    sitting = await joint(beheer, noor)
    set_clock.advance(hours=5)
    assert "Deze afname is niet gestart." in (await read(f"/beheer/afnames/{sitting.id}")).text


async def test_the_places_and_the_appointment_stand_on_the_page(read, pages, beheer, noor):
    sitting = await joint(beheer, noor, rules=StartRules(SittingKind.JOINT, places=12))
    page = await read(f"/beheer/afnames/{sitting.id}")
    assert "1 van 12 bezet" in page.text
    assert f'href="/beheer/afnames/{sitting.id}/agenda.ics"' in page.html
    file = (await pages.get(f"/beheer/afnames/{sitting.id}/agenda.ics")).text
    assert "SUMMARY:Afname Klantgericht werken\r\n" in file
    assert "DTSTART:20260310T090000Z\r\nDTEND:20260310T094000Z\r\n" in file
