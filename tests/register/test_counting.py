"""The counts with which a first page begins."""

from datetime import date

import pytest

from certificates.status import Status
from proeve.core import clock
from proeve.register.counting import count_by_status, count_live_by_corporation


@pytest.fixture
async def some(make, linde, vecht, jan):
    zoe = await make.staff_member(vecht, "Zoë|de|Vries")
    await make.dated(jan, date(2026, 3, 9))
    await make.dated(jan, date(2026, 3, 31))
    await make.dated(jan, date(2027, 2, 28))
    await make.dated(jan, date(2027, 3, 1))
    await make.dated(zoe, date(2026, 3, 31))
    await make.dated(zoe, date(2026, 5, 1), revoked_at=clock.now(), revocation_reason="fraud")


async def test_the_register_is_counted_by_status(database, some, operator, linde, trainer):
    async with database.reading() as session:
        counts = await count_by_status(session, operator)
        ours = await count_by_status(session, await trainer(linde))
    assert counts == {
        Status.VALID: 2,
        Status.EXPIRING_SOON: 2,
        Status.EXPIRED: 1,
        Status.REVOKED: 1,
        Status.SUSPENDED: 0,
        Status.NOT_YET_VALID: 0,
    }
    assert (ours[Status.EXPIRING_SOON], ours[Status.REVOKED]) == (1, 0)


async def test_live_certificates_are_counted_by_corporation(database, some, operator, linde, vecht):
    async with database.reading() as session:
        assert await count_live_by_corporation(session, operator) == {linde.id: 3, vecht.id: 1}


async def test_an_empty_register_counts_nothing(database, make, operator):
    async with database.reading() as session:
        assert (await count_by_status(session, operator)).total() == 0
        assert await count_live_by_corporation(session, operator) == {}
