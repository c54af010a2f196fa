"""The corporations of the example have looks of their own, without anything to warn of."""

import pytest

from certificates.look_warnings import look_warnings
from proeve.demo.cast import COMPANIES
from proeve.demo.looks import look_of


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.name)
def test_the_look_of_a_corporation_is_a_good_one(company):
    assert list(look_warnings(look_of(company))) == []


def test_no_two_corporations_look_the_same():
    assert len({(look.orientation, look.accent) for look in map(look_of, COMPANIES)}) == len(COMPANIES)
