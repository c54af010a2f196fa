"""Confirming a list writes its good rows together, once, and never something else than was shown."""

import anyio
import pytest
from sqlalchemy import func, select

from proeve.core.audit import AuditEvent
from proeve.core.database import Database
from proeve.core.errors import Conflict, NotFound
from proeve.core.mail.messages import Message
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.corporations.staff_listing import Presence, StaffFilter, all_staff
from proeve.corporations.staff_lists.confirming import check_again, confirm_staff_list
from proeve.corporations.staff_lists.uploads import StaffList
from proeve.corporations.staffing import staff_member_leaves
from proeve.people.persons import Person, find_person
from proeve.people.roles import RoleGrant

FATIMA = "Fatima;el;Amrani;fatima@delinde.example;00127;Wonen"
ADA = "Ada;;Bos;ada@delinde.example;12;Wonen"
BAD = "Jan;;Bos;jan;;"


async def _confirm(database: Database, scope: Scope, staff_list: StaffList) -> StaffList:
    async with database.unit_of_work() as session:
        return (await confirm_staff_list(session, scope, staff_list.id)).staff_list


async def _check_again(database: Database, scope: Scope, staff_list: StaffList) -> StaffList:
    async with database.unit_of_work() as session:
        return await check_again(session, scope, staff_list.id)


async def _staff(database: Database, scope: Scope) -> list[StaffMember]:
    async with database.reading() as session:
        return (await all_staff(session, scope, StaffFilter(presence=Presence.ALL))).members


async def test_the_good_rows_become_staff_and_employees_without_mail(database: Database, linde: Scope, upload) -> None:
    confirmed = await _confirm(database, linde, await upload(linde, FATIMA, BAD, ADA))
    assert confirmed.is_confirmed
    members = await _staff(database, linde)
    assert [(member.name, member.staff_number) for member in members] == [
        ("Fatima el Amrani", "00127"),
        ("Ada Bos", "12"),
    ]
    async with database.reading() as session:
        employees = select(RoleGrant.person_id).where(RoleGrant.role == Role.EMPLOYEE)
        assert set(await session.scalars(employees)) == {member.person_id for member in members}
        assert await session.scalar(select(func.count()).select_from(Message)) == 0
        event = await session.scalar(select(AuditEvent).where(AuditEvent.action == "staff_list.confirm"))
    assert event.facts == {"new": 2, "changed": 0, "returns": 0, "unchanged": 0, "refused": 1}


async def test_known_staff_are_changed_and_taken_back(database: Database, linde: Scope, add_staff, upload) -> None:
    fatima = await add_staff(linde, team="Beheer")
    async with database.unit_of_work() as session:
        await staff_member_leaves(session, linde, fatima.id)
    await _confirm(database, linde, await upload(linde, FATIMA))
    (member,) = await _staff(database, linde)
    assert (member.id, member.team, member.job_title, member.left_at) == (fatima.id, "Wonen", "Woonconsulent", None)


async def test_confirming_twice_changes_nothing_the_second_time(database: Database, linde: Scope, upload) -> None:
    staff_list = await upload(linde, FATIMA, ADA)
    first = await _confirm(database, linde, staff_list)
    second = await _confirm(database, linde, staff_list)
    assert (first.counts, first.confirmed_at) == (second.counts, second.confirmed_at)
    async with database.reading() as session:
        actions = list(await session.scalars(select(AuditEvent.action)))
    assert actions.count("staff_list.confirm") == 1


async def test_a_double_click_confirms_once(database: Database, linde: Scope, upload) -> None:
    staff_list = await upload(linde, FATIMA, ADA)
    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(_confirm, database, linde, staff_list)
    assert len(await _staff(database, linde)) == 2


async def test_the_same_file_uploaded_again_changes_nothing(database: Database, linde: Scope, upload) -> None:
    await _confirm(database, linde, await upload(linde, FATIMA, ADA, BAD))
    before = [member.model_dump() for member in await _staff(database, linde)]
    again = await upload(linde, FATIMA, ADA, BAD)
    assert again.counts == {"new": 0, "changed": 0, "returns": 0, "unchanged": 2, "refused": 1}
    await _confirm(database, linde, again)
    assert [member.model_dump() for member in await _staff(database, linde)] == before


async def test_the_same_file_in_two_tabs_counts_what_each_of_them_did(database: Database, linde: Scope, upload) -> None:
    first, second = await upload(linde, FATIMA, ADA), await upload(linde, FATIMA, ADA)
    assert (await _confirm(database, linde, first)).counts["new"] == 2
    counts = (await _confirm(database, linde, second)).counts
    assert (counts["new"], counts["unchanged"]) == (0, 2)


async def test_several_lines_that_turn_out_otherwise_are_said_in_the_plural(
    database: Database, linde: Scope, add_staff, upload
) -> None:
    staff_list = await upload(linde, ADA, FATIMA)
    await add_staff(linde, team="Beheer")
    await add_staff(linde, email="ada@delinde.example", given_name="Ada", staff_number="9")
    with pytest.raises(Conflict, match="regels 2 en 3 pakken nu anders uit"):
        await _confirm(database, linde, staff_list)


async def test_two_lists_with_the_same_people_confirmed_together_add_them_once(
    database: Database, linde: Scope, vecht: Scope, upload
) -> None:
    lists = [(linde, await upload(linde, FATIMA, ADA)), (vecht, await upload(vecht, ADA, FATIMA))]
    async with anyio.create_task_group() as group:
        for scope, staff_list in lists:
            group.start_soon(_confirm, database, scope, staff_list)
    assert len(await _staff(database, linde)) == len(await _staff(database, vecht)) == 2
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Person)) == 4


async def test_somebody_known_elsewhere_keeps_their_name_there(
    database: Database, linde: Scope, vecht: Scope, add_staff, upload
) -> None:
    there = await add_staff(vecht)
    await _confirm(database, linde, await upload(linde, "Fatma;;Özdemir;fatima@delinde.example;;"))
    (here,) = await _staff(database, linde)
    assert (here.person_id, here.name) == (there.person_id, "Fatma Özdemir")
    async with database.reading() as session:
        assert (await find_person(session, there.person_id)).name == "Fatima el Amrani"
    assert [member.name for member in await _staff(database, vecht)] == ["Fatima el Amrani"]


async def test_a_row_that_would_do_something_else_by_now_is_shown_again_first(
    database: Database, linde: Scope, add_staff, upload
) -> None:
    staff_list = await upload(linde, ADA, FATIMA)
    await add_staff(linde, team="Beheer")
    with pytest.raises(Conflict, match="regel 3 pakt nu anders uit") as refusal:
        await _confirm(database, linde, staff_list)
    assert refusal.value.code == "staff_changed"
    assert len(await _staff(database, linde)) == 1
    again = await _check_again(database, linde, staff_list)
    assert [(row["outcome"], row["changes"]) for row in again.rows] == [
        ("new", {}),
        ("changed", {"team": ["Beheer", "Wonen"]}),
    ]
    await _confirm(database, linde, staff_list)
    assert {member.team for member in await _staff(database, linde)} == {"Wonen"}


async def test_a_row_that_was_done_by_hand_meanwhile_does_not_stand_in_the_way(
    database: Database, linde: Scope, add_staff, upload
) -> None:
    staff_list = await upload(linde, ADA, FATIMA)
    await add_staff(linde)
    await _confirm(database, linde, staff_list)
    assert len(await _staff(database, linde)) == 2


async def test_a_number_that_was_given_out_meanwhile_becomes_a_problem(
    database: Database, linde: Scope, add_staff, upload
) -> None:
    staff_list = await upload(linde, "Eva;;Vos;eva@delinde.example;00127;", ADA)
    await add_staff(linde)
    with pytest.raises(Conflict, match="regel 2"):
        await _confirm(database, linde, staff_list)
    again = await _check_again(database, linde, staff_list)
    assert [problem["line"] for problem in again.problems] == [2]
    await _confirm(database, linde, staff_list)
    assert [member.given_name for member in await _staff(database, linde)] == ["Fatima", "Ada"]


async def test_checking_again_leaves_a_confirmed_list_alone(database: Database, linde: Scope, upload) -> None:
    staff_list = await upload(linde, ADA)
    await _confirm(database, linde, staff_list)
    assert (await _check_again(database, linde, staff_list)).counts["new"] == 1


async def test_a_list_of_another_corporation_cannot_be_confirmed(
    database: Database, linde: Scope, vecht: Scope, upload
) -> None:
    staff_list = await upload(linde, ADA)
    for scope in (vecht, Scope(linde.person_id, Role.TRAINER, linde.corporation_ids)):
        for act in (_confirm, _check_again):
            with pytest.raises(NotFound):
                await act(database, scope, staff_list)
    assert await _staff(database, linde) == []
