"""What was looked at fits the verdict: each status by one check that failed, or by none."""

from datetime import timedelta

import pytest

from proeve.core import clock
from proeve.register.standing_checks import checks_by_number, checks_of_standing
from proeve.register.verifying import verdict_of


def failed(outcomes):
    return [f"{each.check}: {each.problem}" for each in outcomes if each.failed]


@pytest.mark.parametrize(
    ("days", "fields", "problems"),
    [
        ((-30, 300), {}, []),
        ((0, 0), {}, []),
        ((-30, -1), {}, ["validity: expired"]),
        ((1, 300), {}, ["validity: not_begun"]),
        ((-30, 300), {"suspended_at": "now", "suspension_reason": "inquiry"}, ["standing: suspended"]),
        ((-30, 300), {"revoked_at": "now", "revocation_reason": "fraud"}, ["standing: revoked"]),
        ((-30, -1), {"revoked_at": "now", "revocation_reason": "fraud"}, ["standing: revoked", "validity: expired"]),
    ],
)
async def test_every_status_has_its_check(make, jan, database, days, fields, problems):
    first, last = (clock.today() + timedelta(days=each) for each in days)
    fields = {name: clock.now() if value == "now" else value for name, value in fields.items()}
    certificate = await make.dated(jan, last, valid_from=first, **fields)
    certificate.snapshot |= {"issuer": "Proeve"}
    async with database.reading() as session:
        verdict = await verdict_of(session, certificate)
    assert failed(checks_of_standing(verdict)) == problems
    assert (problems == []) is verdict.status.is_valid


async def test_of_a_corrected_one_is_said_that_there_is_another(make, jan, database):
    revoked = {"revoked_at": clock.now(), "revocation_reason": "superseded"}
    certificate = await make.dated(jan, clock.today() + timedelta(days=30), **revoked)
    certificate.snapshot |= {"issuer": "Proeve"}
    certificate.superseded_by_id = certificate.id
    async with database.reading() as session:
        assert failed(checks_of_standing(await verdict_of(session, certificate))) == ["standing: superseded"]


@pytest.mark.parametrize(
    ("surname", "result", "problem"),
    [("Berg", "success", ""), ("Bakker", "failure", "other_name"), ("", "skipped", "no_surname")],
)
async def test_a_surname_is_a_check_of_its_own(make, jan, database, surname, result, problem):
    certificate = await make.issued(jan)
    async with database.reading() as session:
        verdict = await verdict_of(session, certificate, surname)
    (outcome,) = (each for each in checks_by_number(verdict) if each.check == "surname")
    assert (outcome.result, outcome.problem) == (result, problem)
    assert verdict.holder == ("Jan van der Berg" if surname == "Berg" else "")
