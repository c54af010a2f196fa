"""A certificate whose job gave up is asked for again, every night, until it is there."""

from datetime import timedelta

import pytest

from proeve.core.jobs import NIGHTLY
from proeve.register.catching_up import LONG_ENOUGH, ask_for_forgotten_certificates
from proeve.register.issuing import issue_certificate


@pytest.fixture
def asked(monkeypatch):
    """The results for which a certificate was asked."""
    found = []

    async def enqueue(session, job, *, key, result_id):
        assert job is issue_certificate
        found.append(result_id)

    monkeypatch.setattr("proeve.register.catching_up.enqueue", enqueue)
    return found


async def test_a_pass_without_a_certificate_is_asked_for_after_a_while(make, jan, asked, set_clock):
    result = await make.result(jan)
    await ask_for_forgotten_certificates(make.context)
    assert asked == []
    set_clock.moment += LONG_ENOUGH + timedelta(minutes=1)
    await ask_for_forgotten_certificates(make.context)
    assert asked == [result.id]


async def test_what_has_a_certificate_failed_or_waits_for_a_name_is_left_alone(make, jan, linde, asked, set_clock):
    await make.issued(jan)
    await make.result(jan, passed=False)
    refused = await make.result(await make.staff_member(linde, "小明||王"))
    await issue_certificate(make.context, result_id=refused.id)
    set_clock.moment += 2 * LONG_ENOUGH
    await ask_for_forgotten_certificates(make.context)
    assert asked == []


def test_it_is_done_every_night():
    assert "register.catch_up" in NIGHTLY
