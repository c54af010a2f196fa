from datetime import date, timedelta

import pytest

from certificates.status import Status, status_on

VALID_FROM, VALID_UNTIL = date(2026, 11, 21), date(2029, 11, 21)
DAY = timedelta(days=1)


def status_of_the_usual(today: date, **changes: date | None) -> Status:
    return status_on(today, valid_from=VALID_FROM, valid_until=VALID_UNTIL, **changes)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (VALID_FROM - DAY, Status.NOT_YET_VALID),
        (VALID_FROM, Status.VALID),
        (VALID_UNTIL - 91 * DAY, Status.VALID),
        (VALID_UNTIL - 90 * DAY, Status.EXPIRING_SOON),
        (VALID_UNTIL, Status.EXPIRING_SOON),
        (VALID_UNTIL + DAY, Status.EXPIRED),
    ],
)
def test_the_dates_decide_the_status_to_the_day(today, status):
    assert status_of_the_usual(today) is status


@pytest.mark.parametrize("today", [VALID_FROM - DAY, VALID_FROM, VALID_UNTIL, VALID_UNTIL + DAY])
def test_revoked_comes_before_suspended_and_both_before_the_dates(today):
    assert status_of_the_usual(today, suspended_on=today) is Status.SUSPENDED
    assert status_of_the_usual(today, suspended_on=today, revoked_on=today) is Status.REVOKED


def test_revoking_and_suspending_work_from_their_day_on():
    assert status_of_the_usual(VALID_FROM, revoked_on=VALID_FROM + DAY) is Status.VALID
    assert status_of_the_usual(VALID_FROM + DAY, revoked_on=VALID_FROM + DAY) is Status.REVOKED
    assert status_of_the_usual(VALID_FROM, suspended_on=VALID_FROM + DAY) is Status.VALID


def test_a_certificate_with_one_day_of_validity_is_about_to_expire():
    assert status_on(VALID_FROM, valid_from=VALID_FROM, valid_until=VALID_FROM) is Status.EXPIRING_SOON


def test_every_status_has_a_dutch_word_of_its_own():
    assert len({status.dutch for status in Status}) == len(Status)


def test_only_valid_and_soon_expiring_certificates_prove_something():
    assert [status for status in Status if status.is_valid] == [Status.EXPIRING_SOON, Status.VALID]
