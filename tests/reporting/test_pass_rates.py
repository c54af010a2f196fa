"""How many pass, with the numbers."""

import pytest

from proeve.reporting.pass_rates import all_pass_rates
from proeve.reporting.result_filter import ResultFilter


async def test_each_exam_has_its_rate_and_mean(session, make, linde, veste, trainer):
    member = await make.staff_member(linde)
    for grade in ("4.0", "6.0", "8.0", "9.0", "9.5"):
        await make.result(member, grade=grade)
    await make.result(member, exam="lastige-boodschappen", grade="3.0")
    await make.result(await make.staff_member(veste), grade="1.0")
    one, other = await all_pass_rates(session, trainer(linde), ResultFilter())
    assert (one.exam, one.passed.count, one.passed.of, one.is_large_enough) == ("klantgericht-werken", 4, 5, True)
    assert one.mean_grade == pytest.approx(7.3)
    assert (other.exam, other.passed.count, other.passed.of) == ("lastige-boodschappen", 0, 1)
    assert not other.is_large_enough


async def test_a_filter_narrows_the_rates(session, make, linde, trainer):
    await make.result(await make.staff_member(linde, team="Verhuur"))
    assert await all_pass_rates(session, trainer(linde), ResultFilter(team="Wijkbeheer")) == []
