"""The counts of each result, kept beside it when it is graded."""

from sqlalchemy import select
from sqlmodel import col

from proeve.exams import after_grading
from proeve.reporting.category_counts import CategoryCount, all_shares, keep_counts
from proeve.reporting.results_of_group import results_in


def test_grading_keeps_the_counts():
    assert keep_counts in after_grading.CALLBACKS


async def test_what_was_never_on_offer_is_not_kept(session, make, linde):
    result = await make.result(await make.staff_member(linde), shown={"GEVOEL": (3, 4), "KLACHT": (0, 0)})
    (count,) = await session.scalars(select(CategoryCount).where(col(CategoryCount.result_id) == result.id))
    assert (count.category, count.shown, count.offered) == ("GEVOEL", 3, 4)


async def test_a_result_without_a_profile_keeps_nothing(session, make, linde):
    await make.result(await make.staff_member(linde))
    assert list(await session.scalars(select(CategoryCount))) == []


async def test_shares_are_given_per_result(session, make, linde, trainer):
    one = await make.result(await make.staff_member(linde), shown={"GEVOEL": (3, 4), "FEIT": (0, 2)})
    other = await make.result(await make.staff_member(linde), shown={"GEVOEL": (1, 4)})
    assert await all_shares(session, results_in(trainer(linde))) == {
        one.id: {"GEVOEL": 0.75, "FEIT": 0.0},
        other.id: {"GEVOEL": 0.25},
    }
