"""The compliance matrix: who stands where, of whom, and in which order."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from proeve.core import clock
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.corporations.staff_listing import StaffFilter
from proeve.register.certificates import Certificate
from proeve.register.compliance import ComplianceFilter, all_ids_in_matrix, compliance_matrix, count_compliance
from proeve.register.expiring import expiry_forecast
from proeve.register.standings import Standing

KW, LB = "klantgericht-werken", "lastige-boodschappen"
EXAMS = (KW, LB)
EVERYTHING = ComplianceFilter(EXAMS)
TODAY = date(2026, 3, 10)


@pytest.fixture
def administrator(linde):
    return Scope(1, Role.ADMINISTRATOR, frozenset({linde.id}))


@pytest.fixture
def matrix(database, administrator):
    async def read(wanted=EVERYTHING, **options):
        async with database.reading() as session:
            return await compliance_matrix(session, administrator, wanted, **options)

    return read


async def _standings(matrix, **options):
    rows, _ = await matrix(**options)
    return {row.member.given_name: [cell.standing for cell in row.cells] for row in rows}


@pytest.mark.parametrize(
    ("days", "fields", "standing"),
    [
        (91, {}, Standing.VALID),
        (90, {}, Standing.EXPIRING_SOON),
        (0, {}, Standing.EXPIRING_SOON),
        (-1, {}, Standing.EXPIRED),
        (300, {"valid_from": TODAY + timedelta(days=1)}, Standing.NOT_YET_VALID),
        (300, {"revoked": True}, Standing.REVOKED),
        (300, {"suspended": True}, Standing.SUSPENDED),
    ],
)
async def test_a_cell_says_where_somebody_stands(make, jan, matrix, days, fields, standing):
    marks = dict(fields)
    if marks.pop("revoked", False):
        marks |= {"revoked_at": clock.now(), "revocation_reason": "fraud"}
    if marks.pop("suspended", False):
        marks |= {"suspended_at": clock.now(), "suspension_reason": "Onderzoek."}
    certificate = await make.dated(jan, TODAY + timedelta(days=days), **marks)
    rows, total = await matrix()
    assert total == 1
    held, other = rows[0].cells
    assert (held.standing, held.certificate_id, held.number) == (standing, certificate.id, certificate.number)
    assert held.valid_until == certificate.valid_until
    assert (other.standing, other.certificate_id) == (Standing.MISSING, None)


async def test_of_several_certificates_the_one_that_runs_longest_counts(make, jan, matrix):
    await make.dated(jan, TODAY + timedelta(days=20))
    renewal = await make.dated(jan, TODAY + timedelta(days=1000), valid_from=TODAY)
    await make.dated(jan, TODAY + timedelta(days=2000), revoked_at=clock.now(), revocation_reason="fraud")
    rows, _ = await matrix()
    assert (rows[0].cells[0].standing, rows[0].cells[0].certificate_id) == (Standing.VALID, renewal.id)


async def test_a_renewal_that_begins_later_leaves_no_gap(make, jan, matrix):
    await make.dated(jan, TODAY + timedelta(days=20))
    renewal = await make.dated(jan, TODAY + timedelta(days=1000), valid_from=TODAY + timedelta(days=21))
    rows, _ = await matrix()
    assert (rows[0].cells[0].standing, rows[0].cells[0].certificate_id) == (Standing.VALID, renewal.id)


async def test_when_nothing_runs_the_last_issued_counts(make, jan, matrix, set_clock):
    await make.dated(jan, TODAY + timedelta(days=20), revoked_at=clock.now(), revocation_reason="fraud")
    set_clock.advance(seconds=1)
    await make.dated(jan, TODAY - timedelta(days=1))
    assert await _standings(matrix) == {"Jan": [Standing.EXPIRED, Standing.MISSING]}


async def test_what_a_correction_superseded_does_not_count(make, jan, matrix, database):
    old = await make.dated(jan, TODAY + timedelta(days=900), valid_from=TODAY)
    new = await make.dated(jan, TODAY + timedelta(days=800), valid_from=TODAY)
    async with database.unit_of_work() as session:
        (await session.get_one(Certificate, old.id)).superseded_by_id = new.id
    rows, _ = await matrix()
    assert rows[0].cells[0].certificate_id == new.id


@pytest.fixture
async def team(make, linde, vecht, jan):
    """Four people of De Linde and one elsewhere: Jan and An have something, Bo nothing, and Cor has left."""
    an = await make.staff_member(linde, "An||Aarts")
    await make.staff_member(linde, "Bo||Bos")
    cor = await make.staff_member(linde, "Cor||Cats")
    elsewhere = await make.staff_member(vecht, "Zoë|de|Vries")
    await make.dated(jan, TODAY + timedelta(days=20))
    await make.dated(jan, TODAY + timedelta(days=500), exam=LB, valid_from=TODAY)
    await make.dated(an, TODAY + timedelta(days=400), valid_from=TODAY)
    await make.dated(elsewhere, TODAY - timedelta(days=1))
    async with make.database.unit_of_work() as session:
        (await session.get_one(StaffMember, cor.id)).left_at = clock.now()
        (await session.get_one(StaffMember, an.id)).team = "Verhuur"
    return {"an": an, "jan": jan}


async def test_everybody_who_works_there_has_a_row_and_nobody_else(team, matrix):
    assert await _standings(matrix) == {
        "An": [Standing.VALID, Standing.MISSING],
        "Jan": [Standing.EXPIRING_SOON, Standing.VALID],
        "Bo": [Standing.MISSING, Standing.MISSING],
    }


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (ComplianceFilter(EXAMS, StaffFilter(team="Verhuur")), ["An"]),
        (ComplianceFilter(EXAMS, StaffFilter(text="berg")), ["Jan"]),
        (ComplianceFilter(EXAMS, standing=Standing.MISSING), ["An", "Bo"]),
        (ComplianceFilter(EXAMS, standing=Standing.EXPIRING_SOON), ["Jan"]),
        (ComplianceFilter(EXAMS, expires_from=TODAY, expires_before=date(2026, 4, 1)), ["Jan"]),
        (ComplianceFilter(EXAMS, expires_from=date(2027, 1, 1)), ["An", "Jan"]),
        (ComplianceFilter(EXAMS, standing=Standing.REVOKED), []),
    ],
)
async def test_the_matrix_can_be_narrowed(team, matrix, database, administrator, wanted, names):
    rows, total = await matrix(wanted)
    assert (sorted(row.member.given_name for row in rows), total) == (names, len(names))
    async with database.reading() as session:
        ids = await all_ids_in_matrix(session, administrator, wanted)
    assert sorted(ids) == sorted(row.member.id for row in rows)


async def test_a_narrower_choice_of_exams_asks_about_those_only(team, matrix):
    rows, _ = await matrix(ComplianceFilter((LB,), standing=Standing.VALID))
    assert [(row.member.given_name, len(row.cells)) for row in rows] == [("Jan", 1)]


async def test_the_matrix_is_one_query_sorted_and_a_page_at_a_time(team, matrix, database):
    statements = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    rows, total = await matrix(sort=f"-until:{KW}", page_size=2)
    assert ([row.member.given_name for row in rows], total) == (["An", "Jan"], 3)
    assert len([each for each in statements if not each.startswith("BEGIN")]) == 1
    rows, total = await matrix(page=9, page_size=2)
    assert ([row.member.given_name for row in rows], total) == (["Bo"], 3)


async def test_standings_are_counted_with_who_is_wholly_in_order(team, database, administrator):
    async with database.reading() as session:
        counts = await count_compliance(session, administrator, EVERYTHING)
        ours = await count_compliance(session, administrator, ComplianceFilter((KW,), StaffFilter(team="Verhuur")))
    assert (counts.people, counts.in_order) == (3, 1)
    assert (counts.by_exam[KW][Standing.VALID], counts.by_exam[LB][Standing.MISSING]) == (1, 2)
    assert counts.of(Standing.MISSING) == 3
    assert (ours.people, ours.in_order) == (1, 1)


async def test_the_forecast_counts_by_month_what_nobody_renewed(team, make, database, administrator, jan):
    renewed = await make.staff_member(await make.corporation("Elders"), "El||Ders")
    await make.dated(renewed, TODAY + timedelta(days=20))
    async with database.reading() as session:
        quarters = await expiry_forecast(session, administrator)
    assert [(each.first, each.place, len(each.months)) for each in quarters][:2] == [
        (date(2026, 1, 1), 1, 1),
        (date(2026, 4, 1), 2, 3),
    ]
    assert (quarters[0].number, quarters[0].by_exam) == (1, {KW: 1})
    assert quarters[-1].before == date(2027, 4, 1)
    await make.dated(jan, TODAY + timedelta(days=900), valid_from=TODAY)
    async with database.reading() as session:
        quarters = await expiry_forecast(session, administrator, quarters=6)
    assert [each.number for each in quarters] == [0, 0, 0, 0, 0, 1]
