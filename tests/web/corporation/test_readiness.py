"""The administrator sees who has practised, on what, and who needs help, and can narrow the list to each group."""

import pytest

from proeve.core.scope import Role, Scope
from proeve.exams.rehearsal_checks import BrowserCheck, Checks, ClockCheck, StorageCheck
from proeve.exams.rehearsals import finish_rehearsal

TOO_OLD = Checks(browser=BrowserCheck(missing=("JavaScript.modules",)))
NOT_KEPT = Checks(browser=BrowserCheck(missing=()), clock=ClockCheck(difference_ms=0), storage=StorageCheck(kept=False))


@pytest.fixture
async def path(beheer):
    """Noor has not practised, Sami's phone is too old, Lotte's browser keeps nothing."""
    noor, sami, lotte = [await beheer.hire(name, team="Verhuur") for name in ("Noor", "Sami", "Lotte")]
    sitting = await beheer.plan(noor, sami, lotte)
    for member, checks in ((sami, TOO_OLD), (lotte, NOT_KEPT)):
        scope = Scope(member.person_id, Role.EMPLOYEE)
        async with beheer.database.unit_of_work() as session:
            await finish_rehearsal(session, scope, device="Chrome op Android", run="r" * 24, checks=checks)
    return f"/beheer/afnames/{sitting.id}"


async def test_the_sitting_leads_to_the_list(read, path):
    assert f'href="{path}/oefenen"' in (await read(path)).html


async def test_the_list_counts_and_says_why(read, path):
    text = (await read(f"{path}/oefenen")).text
    assert "3 Uitgenodigd 1 Nog niet geoefend 0 Klaar 1 Apparaat te oud 1 Probleem" in text
    assert "Sami Jansen Verhuur Apparaat te oud Deze browser is te oud voor de toets." in text
    assert "Lotte Jansen Verhuur Probleem Deze browser bewaart geen antwoorden op het apparaat." in text


@pytest.mark.parametrize(
    ("query", "names"),
    [("?stand=nog-niet", {"Noor"}), ("?stand=te-oud", {"Sami"}), ("?stand=klaar", set()), ("?zoek=lotte", {"Lotte"})],
)
async def test_the_list_can_be_narrowed(read, path, query, names):
    text = (await read(f"{path}/oefenen{query}")).text
    assert {name for name in ("Noor", "Sami", "Lotte") if f"{name} Jansen Verhuur" in text} == names


async def test_another_corporation_is_not_found(pages, waterkant_beheer):
    member = await waterkant_beheer.hire("Bas")
    sitting = await waterkant_beheer.plan(member)
    assert (await pages.get(f"/beheer/afnames/{sitting.id}/oefenen")).status_code == 404
