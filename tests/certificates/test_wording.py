from datetime import date

import pytest

from certificates.wording import WORDINGS


@pytest.mark.parametrize(("month", "name"), [(1, "januari"), (3, "maart"), (5, "mei"), (12, "december")])
def test_dates_are_written_in_dutch_whatever_the_locale(month, name):
    assert WORDINGS["nl"].written_date(date(2029, month, 1)) == f"1 {name} 2029"


def test_dates_are_written_in_english_too():
    assert WORDINGS["en"].written_date(date(2029, 11, 21)) == "21 November 2029"
