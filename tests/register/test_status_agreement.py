"""The status that is computed and the status that is filtered on are the same, whatever the dates."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from certificates.status import Status
from proeve.core import clock
from proeve.register.certificates import Certificate
from proeve.register.counting import count_by_status
from proeve.register.finding import has_status

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
DAYS = st.integers(-120, 120)
DATES = st.tuples(DAYS, st.integers(0, 200), st.none() | st.integers(0, 100_000))
"""Days from today to the first valid day, days of validity, minutes since it was revoked."""


@pytest.fixture
async def certificate_ids(make, jan):
    """Eight certificates, whose dates each example sets anew."""
    return [(await make.dated(jan, clock.today())).id for _ in range(8)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dates=st.lists(DATES, min_size=8, max_size=8), minutes=st.integers(0, 1440))
async def test_the_computed_status_and_the_filter_agree(database, operator, certificate_ids, dates, minutes):
    with clock.running_from(lambda: NOW + timedelta(minutes=minutes)):
        async with database.unit_of_work() as session:
            certificates = list(await session.scalars(select(Certificate)))
            for certificate, (start, length, revoked) in zip(certificates, dates, strict=True):
                certificate.valid_from = clock.today() + timedelta(days=start)
                certificate.valid_until = certificate.valid_from + timedelta(days=length)
                certificate.revoked_at = None if revoked is None else clock.now() - timedelta(minutes=revoked)
                certificate.revocation_reason = None if revoked is None else "fraud"
            await session.flush()
            computed = {status: {each.id for each in certificates if each.status is status} for status in Status}
            for status, ids in computed.items():
                assert set(await session.scalars(select(col(Certificate.id)).where(has_status(status)))) == ids
            counted = await count_by_status(session, operator)
    assert counted == {status: len(ids) for status, ids in computed.items()}
