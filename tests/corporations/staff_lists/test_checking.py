"""Checking a list shows what confirming it would do, and writes nothing to the staff."""

import pytest
from sqlalchemy import func, select

from proeve.core.database import Database
from proeve.core.errors import Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.corporations.staff_lists.checking import check_staff_list
from proeve.corporations.staff_lists.uploads import StaffList, find_staff_list
from proeve.corporations.staffing import staff_member_leaves
from proeve.people.persons import Person

FATIMA = "Fatima;el;Amrani;fatima@delinde.example;00127;Wonen"
ADA = "Ada;;Bos;ada@delinde.example;12;Wonen"


def _outcomes(staff_list: StaffList) -> dict[str, str]:
    return {row["name"]: row["outcome"] for row in staff_list.rows}


async def test_a_check_writes_no_staff(database: Database, linde: Scope, upload) -> None:
    await upload(linde, FATIMA, ADA)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(StaffMember)) == 0
        assert list(await session.scalars(select(Person.given_name))) == ["Joke"]


async def test_rows_are_new_changed_unchanged_or_coming_back(
    database: Database, linde: Scope, add_staff, upload
) -> None:
    await add_staff(linde)
    await add_staff(linde, email="ada@delinde.example", given_name="Ada", name_prefix="", family_name="Bos")
    piet = await add_staff(linde, email="piet@delinde.example", given_name="Piet")
    async with database.unit_of_work() as session:
        await staff_member_leaves(session, linde, piet.id)
    staff_list = await upload(
        linde, FATIMA, ADA, "Piet;el;Amrani;piet@delinde.example;;Wonen", "Eva;;Vos;eva@delinde.example;;"
    )
    assert _outcomes(staff_list) == {
        "Fatima el Amrani": "unchanged",
        "Ada Bos": "changed",
        "Piet el Amrani": "returns",
        "Eva Vos": "new",
    }
    assert staff_list.rows[1]["changes"] == {"staff_number": ["", "12"]}
    assert staff_list.counts == {"new": 1, "changed": 1, "returns": 1, "unchanged": 1, "refused": 0}


async def test_a_column_that_is_not_in_the_file_changes_nothing(linde: Scope, add_staff, upload) -> None:
    await add_staff(linde)
    (row,) = (
        await upload(linde, "fatima@delinde.example;Fatima;el Amrani;", header="mail;voornaam;achternaam;team")
    ).rows
    assert row["changes"] == {"team": ["Wonen", ""]}


async def test_problems_are_kept_with_their_place_beside_the_good_rows(linde: Scope, upload) -> None:
    staff_list = await upload(linde, "Jan;;Bos;jan;;", FATIMA)
    assert staff_list.problems == [
        {
            "line": 2,
            "column": "E-mail",
            "message": "Het e-mailadres mist een @.",
            "sentence": "Regel 2, kolom E-mail: het e-mailadres mist een @.",
        }
    ]
    assert (staff_list.counts["new"], staff_list.counts["refused"]) == (1, 1)


async def test_a_number_of_a_colleague_is_a_problem(linde: Scope, add_staff, upload) -> None:
    await add_staff(linde)
    staff_list = await upload(linde, "Jan;;Bos;jan;;", "Fatma;;Amrani;fatma@delinde.example;00127;")
    assert staff_list.rows == []
    assert [problem["sentence"] for problem in staff_list.problems][1] == (
        "Regel 3, kolom Personeelsnummer: dit personeelsnummer is van Fatima el Amrani (fatima@delinde.example). "
        "Controleer het nummer en het e-mailadres."
    )


async def test_who_is_refused_keeps_the_number_that_a_newcomer_would_get(linde: Scope, add_staff, upload) -> None:
    await add_staff(linde, email="ada@delinde.example", given_name="Ada", staff_number="1")
    await add_staff(linde, email="cas@delinde.example", given_name="Cas", staff_number="2")
    staff_list = await upload(
        linde, "Ada;;Bos;ada@delinde.example;2;", "Bo;;Vos;bo@delinde.example;1;", "Eva;;Vos;eva@delinde.example;3;"
    )
    assert [row["line"] for row in staff_list.rows] == [4]
    assert [problem["line"] for problem in staff_list.problems] == [2, 3]


async def test_who_comes_back_does_not_get_a_number_that_somebody_has(
    database: Database, linde: Scope, add_staff, upload
) -> None:
    ada = await add_staff(linde, email="ada@delinde.example", given_name="Ada", staff_number="1")
    async with database.unit_of_work() as session:
        await staff_member_leaves(session, linde, ada.id)
    await add_staff(linde, email="bo@delinde.example", given_name="Bo", staff_number="1")
    staff_list = await upload(linde, "ada@delinde.example;Ada;Bos", header="e-mail;voornaam;achternaam")
    assert (staff_list.rows, [problem["line"] for problem in staff_list.problems]) == ([], [2])


async def test_numbers_may_change_hands_within_one_list(linde: Scope, add_staff, upload) -> None:
    await add_staff(linde)
    staff_list = await upload(
        linde,
        "Fatima;el;Amrani;fatima@delinde.example;00128;Wonen",
        "Eva;;Vos;eva@delinde.example;00127;",
    )
    assert _outcomes(staff_list) == {"Fatima el Amrani": "changed", "Eva Vos": "new"}


async def test_somebody_known_elsewhere_is_simply_new(linde: Scope, vecht: Scope, add_staff, upload) -> None:
    await add_staff(vecht)
    (row,) = (await upload(linde, "Fatma;;Özdemir;fatima@delinde.example;;")).rows
    assert (row["outcome"], row["name"], row["changes"]) == ("new", "Fatma Özdemir", {})


async def test_a_file_that_is_no_list_is_not_kept(database: Database, linde: Scope) -> None:
    with pytest.raises(Invalid, match="Dit is een pdf"):
        await check_staff_list(database, linde, file_name="staf.xlsx", data=b"%PDF-1.7")
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(StaffList)) == 0


async def test_a_list_is_found_by_its_own_corporation_only(
    database: Database, linde: Scope, vecht: Scope, operator: Scope, upload
) -> None:
    staff_list = await upload(linde, ADA)
    async with database.reading() as session:
        for scope in (linde, operator):
            assert (await find_staff_list(session, scope, staff_list.id)).file_name == "staf.csv"
        for scope in (vecht, Scope(linde.person_id, Role.EMPLOYEE, linde.corporation_ids)):
            with pytest.raises(NotFound):
                await find_staff_list(session, scope, staff_list.id)


async def test_only_who_may_change_staff_uploads_a_list(linde: Scope, upload) -> None:
    with pytest.raises(NotFound):
        await upload(Scope(linde.person_id, Role.TRAINER, linde.corporation_ids), ADA)


@pytest.mark.parametrize("column", range(6))
async def test_a_cell_that_is_far_too_long_is_named_by_row_and_column(linde: Scope, upload, column: int) -> None:
    cells = ADA.split(";")
    cells[column] = "x" * 200_000
    staff_list = await upload(linde, FATIMA, ";".join(cells))
    (problem,) = staff_list.problems
    titles = ["Voornaam", "Tussenvoegsel", "Achternaam", "E-mail", "Personeelsnummer", "Team"]
    assert (problem["line"], problem["column"]) == (3, titles[column])
    assert problem["sentence"].startswith(f"Regel 3, kolom {titles[column]}: ")
    assert len(problem["sentence"]) < 150
    assert [row["name"] for row in staff_list.rows] == ["Fatima el Amrani"]
