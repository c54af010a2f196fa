"""How long a certificate is valid, counted in whole days and calendar months."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS_IN_YEAR = 12


def last_valid_day(passed_on: date, months: int) -> date:
    """Return the last day of validity: the same day of the month, ``months`` later.

    The day of passing itself is not counted, so the term is a full one and ends on the date that people expect from a
    driving licence: who passes on 21 November 2026 holds a certificate "geldig t/m 21 november 2029". Where the month
    is too short its last day counts: three years from 29 February 2028 end on 28 February 2031.
    """
    years, month = divmod(passed_on.month - 1 + months, MONTHS_IN_YEAR)
    year, month = passed_on.year + years, month + 1
    return date(year, month, min(passed_on.day, monthrange(year, month)[1]))


def last_valid_day_after_renewal(passed_on: date, months: int, *, previous_last_day: date, window_days: int) -> date:
    """Return the last day of validity of a certificate that follows another.

    Who renews in the last ``window_days`` of the old certificate loses nothing by being early: the new term is counted
    from the old last day. Earlier or later than that, it is counted from the day of passing.
    """
    opens_on = previous_last_day - timedelta(days=window_days)
    in_window = opens_on <= passed_on <= previous_last_day
    return last_valid_day(previous_last_day if in_window else passed_on, months)
