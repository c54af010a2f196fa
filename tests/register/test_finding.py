"""The register is found by who may see it, and narrowed, searched, sorted and paged the same on either database."""

from datetime import date, timedelta

import pytest

from certificates.status import Status
from proeve.core import clock
from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.register.finding import CertificateFilter, all_certificates, find_certificate, find_certificate_file

TODAY = date(2026, 3, 10)
STATUS_DATES = {
    Status.VALID: {"valid_until": TODAY + timedelta(days=91)},
    Status.EXPIRING_SOON: {"valid_until": TODAY + timedelta(days=90)},
    Status.EXPIRED: {"valid_until": TODAY - timedelta(days=1)},
    Status.NOT_YET_VALID: {"valid_from": TODAY + timedelta(days=1), "valid_until": TODAY + timedelta(days=400)},
}


async def _found(database, scope, wanted=None, **options):
    async with database.reading() as session:
        rows, total = await all_certificates(session, scope, wanted or CertificateFilter(), **options)
    return [row.certificate.holder for row in rows], total


@pytest.fixture
async def four(make, linde, vecht, jan):
    """Four holders at two corporations, in the order of their last valid days."""
    fatma = await make.staff_member(linde, "Fatma||Yıldız")
    zoe = await make.staff_member(vecht, "Zoë|de|Vries")
    odile = await make.staff_member(vecht, "Odile||Çelik")
    await make.dated(jan, date(2026, 4, 1))
    await make.dated(fatma, date(2026, 5, 31), exam="lastige-boodschappen")
    await make.dated(zoe, date(2026, 6, 1))
    await make.dated(odile, date(2028, 1, 1), revoked_at=clock.now(), revocation_reason="fraud")
    return jan, fatma, zoe, odile


async def test_each_sees_their_own_part_of_the_register(database, four, linde, vecht, trainer):
    assert (await _found(database, Scope(0, Role.OPERATOR)))[1] == 4
    assert await _found(database, await trainer(linde)) == (["Jan van der Berg", "Fatma Yıldız"], 2)
    assert (await _found(database, await trainer(linde, vecht)))[1] == 4
    assert (await _found(database, await trainer()))[1] == 0
    employee = Scope(four[0].person_id, Role.EMPLOYEE)
    assert await _found(database, employee) == (["Jan van der Berg"], 1)


async def test_a_certificate_of_another_corporation_is_not_found(database, make, jan, vecht, trainer):
    certificate = await make.issued(jan)
    scope = await trainer(vecht)
    async with database.reading() as session:
        with pytest.raises(NotFound):
            await find_certificate(session, scope, certificate.id)
        with pytest.raises(NotFound):
            await find_certificate_file(session, scope, certificate.id)


@pytest.mark.parametrize("status", STATUS_DATES)
async def test_the_status_filter_finds_what_has_that_status_today(database, make, jan, operator, status):
    for dates in STATUS_DATES.values():
        await make.dated(jan, **dates)
    await make.dated(jan, TODAY, revoked_at=clock.now(), revocation_reason="fraud")
    async with database.reading() as session:
        rows, total = await all_certificates(session, operator, CertificateFilter(status=status))
    assert [row.certificate.status for row in rows] == [status]
    assert total == 1


async def test_the_exam_the_corporation_and_the_staff_member_narrow_the_list(database, four, vecht, operator):
    exam = CertificateFilter(exam="lastige-boodschappen")
    assert await _found(database, operator, exam) == (["Fatma Yıldız"], 1)
    corporation = CertificateFilter(corporation_id=vecht.id)
    assert (await _found(database, operator, corporation))[1] == 2
    member = CertificateFilter(staff_member_id=four[2].id)
    assert await _found(database, operator, member) == (["Zoë de Vries"], 1)


async def test_a_period_holds_its_first_day_and_not_its_last_and_nothing_that_was_revoked(database, four, operator):
    may = CertificateFilter(expires_from=date(2026, 5, 1), expires_before=date(2026, 6, 1))
    assert await _found(database, operator, may) == (["Fatma Yıldız"], 1)
    first_of_june = CertificateFilter(expires_from=date(2026, 6, 1))
    assert await _found(database, operator, first_of_june) == (["Zoë de Vries"], 1)


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("berg", ["Jan van der Berg"]),
        ("van der BERG jan", ["Jan van der Berg"]),
        ("zoe", ["Zoë de Vries"]),
        ("celik", ["Odile Çelik"]),
        ("Çelik", ["Odile Çelik"]),
        ("yıldız", ["Fatma Yıldız"]),
        ("jan vries", []),
        ("%", []),
        ("_", []),
        ("pr-2026-test", ["Jan van der Berg", "Fatma Yıldız", "Zoë de Vries", "Odile Çelik"]),
        ("  ", ["Jan van der Berg", "Fatma Yıldız", "Zoë de Vries", "Odile Çelik"]),
        ("ja\0n", ["Jan van der Berg"]),
    ],
)
async def test_words_are_sought_in_names_addresses_and_numbers(database, four, operator, text, holders):
    assert await _found(database, operator, CertificateFilter(text=text)) == (holders, len(holders))


async def test_an_address_finds_its_holder(database, four, operator):
    assert (await _found(database, operator, CertificateFilter(text=four[1].email)))[0] == ["Fatma Yıldız"]


async def test_somebody_who_was_renamed_is_found_by_either_name(database, make, jan, operator):
    await make.issued(jan)
    async with database.unit_of_work() as session:
        (await session.get_one(type(jan), jan.id)).family_name = "Bakker"
    for text in ("bakker", "berg"):
        assert (await _found(database, operator, CertificateFilter(text=text)))[1] == 1


@pytest.mark.parametrize(
    ("sort", "holders"),
    [
        ("holder", ["Jan van der Berg", "Odile Çelik", "Zoë de Vries", "Fatma Yıldız"]),
        ("-holder", ["Fatma Yıldız", "Zoë de Vries", "Odile Çelik", "Jan van der Berg"]),
        ("valid_until", ["Jan van der Berg", "Fatma Yıldız", "Zoë de Vries", "Odile Çelik"]),
        ("-valid_until", ["Odile Çelik", "Zoë de Vries", "Fatma Yıldız", "Jan van der Berg"]),
        ("corporation", ["Odile Çelik", "Zoë de Vries", "Jan van der Berg", "Fatma Yıldız"]),
        ("exam", ["Jan van der Berg", "Odile Çelik", "Zoë de Vries", "Fatma Yıldız"]),
        ("nonsense", ["Jan van der Berg", "Fatma Yıldız", "Zoë de Vries", "Odile Çelik"]),
    ],
)
async def test_the_list_is_sorted_as_asked(database, four, operator, sort, holders):
    assert (await _found(database, operator, sort=sort))[0] == holders


async def test_pages_divide_the_list_without_losing_or_repeating_anyone(database, four, operator):
    pages = [await _found(database, operator, page=page, page_size=3) for page in (1, 2)]
    assert [len(holders) for holders, _ in pages] == [3, 1]
    assert len({holder for holders, _ in pages for holder in holders}) == 4
    assert {total for _, total in pages} == {4}


async def test_a_page_beyond_the_end_is_the_last_one(database, four, operator):
    assert await _found(database, operator, page=9, page_size=3) == (["Odile Çelik"], 4)
    assert await _found(database, operator, CertificateFilter(text="nobody"), page=9) == ([], 0)


async def test_without_a_page_size_everything_is_listed(database, four, operator):
    assert len((await _found(database, operator, page_size=None))[0]) == 4


async def test_a_certificate_without_a_staff_member_stands_last_in_the_order_of_names(database, make, four, operator):
    async with database.unit_of_work() as session:
        rows, _ = await all_certificates(session, operator, CertificateFilter(staff_member_id=four[0].id))
        rows[0].certificate.staff_member_id = None
    for sort in ("holder", "-holder"):
        assert (await _found(database, operator, sort=sort))[0][-1] == "Jan van der Berg"
