"""A list of numbers is checked in one go, each as by itself."""

from datetime import date

import pytest

from certificates.status import Status
from proeve.core.errors import Invalid
from proeve.register.verifying_lists import MOST_NUMBERS, read_list, verify_numbers


async def test_every_line_gets_its_own_answer_in_the_order_given(database, make, jan):
    certificate = await make.issued(jan, passed_on=date(2026, 3, 9))
    typed = certificate.number.lower().replace("-", " ")
    async with database.reading() as session:
        lines = await verify_numbers(session, ["onzin", typed, "PR-2026-4FTR-ARPC-6"])
    assert [line.verdict and line.verdict.status for line in lines] == [None, Status.VALID, None]
    assert [line.number for line in lines] == [None, certificate.number, "PR-2026-4FTR-ARPC-6"]


def test_a_pasted_list_is_divided_as_people_write_it_and_repeats_are_left_out():
    assert read_list(" a \r\nb;c, d\ta\n\n") == ["a", "b", "c", "d"]


@pytest.mark.parametrize("text", ["", " \n ", "\n".join(map(str, range(MOST_NUMBERS + 1)))])
def test_no_numbers_and_too_many_are_refused(text):
    with pytest.raises(Invalid):
        read_list(text)
