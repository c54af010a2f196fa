"""PE points: worth what the corporation said on the day of the pass, and counted by year and person."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from proeve.core import clock
from proeve.core.errors import Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.results import Result
from proeve.register.certificates import Certificate
from proeve.register.erasing import erase_holder
from proeve.register.pe_points import all_pe_values, all_pe_years, pe_year, points_of, set_pe_value
from proeve.reporting.pe_points_export import pe_points_table
from proeve.reporting.spreadsheets import as_csv

KW, LB = "klantgericht-werken", "lastige-boodschappen"
NEXT_YEAR = date(2027, 6, 1)


@pytest.fixture
async def administrator(make, linde):
    person = await make.role_holder(Role.ADMINISTRATOR, linde)
    return Scope(person.id, Role.ADMINISTRATOR, frozenset({linde.id}))


@pytest.fixture
def worth(make, administrator, jan):
    async def worth(points, applies_from=date(2026, 1, 1), exam=KW):
        async with make.database.unit_of_work() as session:
            return await set_pe_value(session, administrator, exam=exam, points=points, applies_from=applies_from)

    return worth


@pytest.fixture
def year(make, administrator):
    async def year(number=2026):
        async with make.database.reading() as session:
            return await pe_year(session, administrator, number)

    return year


async def _passed(make, member, closed_at, **fields):
    """A certificate of a pass at some moment."""
    certificate = await make.dated(member, NEXT_YEAR, **fields)
    async with make.database.unit_of_work() as session:
        (await session.get_one(Result, certificate.result_id)).closed_at = closed_at
    return certificate


async def test_without_a_value_a_certificate_is_worth_nothing(make, jan, year):
    await make.dated(jan, NEXT_YEAR)
    (person,) = await year()
    assert (person.member.id, person.points, len(person.earned)) == (jan.id, 0, 1)


async def test_points_add_up_by_person(make, jan, linde, worth, year):
    an = await make.staff_member(linde, "An||Aarts")
    for member, exam in ((jan, KW), (jan, LB), (an, KW)):
        await make.dated(member, NEXT_YEAR, exam=exam)
    await worth("1,5")
    await worth("2", exam=LB)
    assert [(each.member.given_name, each.points) for each in await year()] == [
        ("An", Decimal("1.5")),
        ("Jan", Decimal("3.5")),
    ]


async def test_a_new_value_leaves_what_was_earned_before_as_it_was(make, jan, worth, year):
    await make.dated(jan, NEXT_YEAR)
    await worth("1")
    await worth("4", date(2026, 3, 11))
    assert [each.points for each in await year()] == [1]
    await worth("3", date(2026, 3, 10))
    assert [each.points for each in await year()] == [3]


async def test_a_value_of_the_same_day_is_replaced(make, jan, worth, administrator):
    await make.dated(jan, NEXT_YEAR)
    await worth("1")
    await worth("2,5")
    async with make.database.reading() as session:
        assert [value.points for value in await all_pe_values(session, administrator)] == [Decimal("2.5")]


async def test_a_pass_counts_in_its_dutch_year(make, jan, year, administrator):
    await _passed(make, jan, datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    await _passed(make, jan, datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    assert [each.passed_on for person in await year() for each in person.earned] == [date(2026, 1, 1)]
    assert [each.passed_on for person in await year(2025) for each in person.earned] == [date(2025, 12, 31)]
    async with make.database.reading() as session:
        assert await all_pe_years(session, administrator) == [2026, 2025]


async def test_what_is_wrong_or_corrected_does_not_count_but_who_left_does(make, jan, year):
    await make.dated(jan, NEXT_YEAR, revoked_at=clock.now(), revocation_reason="fraud")
    await make.dated(jan, NEXT_YEAR, suspended_at=clock.now(), suspension_reason="other")
    corrected, correction = await make.dated(jan, NEXT_YEAR), await make.dated(jan, NEXT_YEAR)
    async with make.database.unit_of_work() as session:
        (await session.get_one(Certificate, corrected.id)).superseded_by_id = correction.id
        (await session.get_one(StaffMember, jan.id)).left_at = clock.now()
    (person,) = await year()
    assert [each.certificate.id for each in person.earned] == [correction.id]


@pytest.fixture
def points(make):
    async def points(*certificates):
        async with make.database.reading() as session:
            read = [await session.get_one(Certificate, each.id) for each in certificates]
            worth = await points_of(session, read)
        return [worth[each.id] for each in certificates]

    return points


async def test_a_certificate_is_worth_what_applied_on_the_day_of_the_pass(make, jan, worth, points):
    kw, lb = await make.dated(jan, NEXT_YEAR), await make.dated(jan, NEXT_YEAR, exam=LB)
    assert await points(kw, lb) == [0, 0]
    await worth("4", date(2026, 3, 11))
    await worth("1,5", date(2026, 3, 10))
    await worth("9", date(2026, 3, 9))
    assert await points(kw, lb) == [Decimal("1.5"), 0]


async def test_what_is_wrong_or_corrected_is_worth_nothing(make, jan, worth, points):
    revoked = await make.dated(jan, NEXT_YEAR, revoked_at=clock.now(), revocation_reason="fraud")
    suspended = await make.dated(jan, NEXT_YEAR, suspended_at=clock.now(), suspension_reason="other")
    corrected, correction = await make.dated(jan, NEXT_YEAR), await make.dated(jan, NEXT_YEAR)
    async with make.database.unit_of_work() as session:
        (await session.get_one(Certificate, corrected.id)).superseded_by_id = correction.id
    await worth("2")
    assert await points(revoked, suspended, corrected, correction) == [0, 0, 0, 2]


async def test_an_erased_certificate_is_nobodys_and_worth_nothing(make, jan, worth, points):
    certificate = await make.issued(jan)
    await worth("2")
    assert await points(certificate) == [2]
    operator = make.operator((await make.person("Olga||Operator")).id)
    async with make.database.unit_of_work() as session:
        await erase_holder(session, operator, certificate.id)
    assert await points(certificate) == [0]


async def test_what_one_corporation_decides_says_nothing_of_the_certificates_of_another(
    make, vecht, jan, worth, points
):
    elsewhere = await make.dated(await make.staff_member(vecht), NEXT_YEAR)
    await worth("2")
    assert await points(await make.dated(jan, NEXT_YEAR), elsewhere) == [2, 0]


async def test_another_corporation_is_not_seen(make, vecht, jan, worth, year, administrator):
    await make.dated(await make.staff_member(vecht), NEXT_YEAR)
    assert await year() == []
    await make.dated(jan, NEXT_YEAR)
    await worth("2")
    async with make.database.reading() as session:
        assert await all_pe_values(session, Scope(1, Role.ADMINISTRATOR, frozenset({vecht.id}))) == []


@pytest.mark.parametrize("points", ["", "-1", "1,25", "veel", "100,1", "1e3", "٣"])
async def test_what_is_no_number_of_points_is_refused(make, jan, worth, points):
    await make.dated(jan, NEXT_YEAR)
    with pytest.raises(Invalid, match="zoals 1,5"):
        await worth(points)


async def test_an_unknown_exam_is_refused(worth):
    with pytest.raises(NotFound):
        await worth("1", exam="onbekend")


async def test_the_export_has_a_line_for_each_person(make, jan, worth, year):
    certificate = await make.dated(jan, NEXT_YEAR)
    await worth("1,5")
    head, line = as_csv(pe_points_table(2026, await year())).decode("utf-8-sig").splitlines()
    cells = dict(zip(head.split(";"), line.split(";", 9), strict=True))
    assert (cells["jaar"], cells["naam"], cells["certificaten"]) == ("2026", "Jan van der Berg", "1")
    assert cells["PE-punten"] == "1,5"
    assert cells["behaald"] == f"{certificate.snapshot['exam']} op 10-03-2026 ({certificate.number}): 1,5"
