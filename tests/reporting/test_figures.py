"""The profile of a group beside all others: sums of what was counted, and silence about small groups."""

from datetime import UTC, date, datetime

import pytest

from proeve.reporting.figures import find_group_profile, find_others_shares
from proeve.reporting.result_filter import ResultFilter

FIVE = 5


@pytest.fixture
async def two_corporations(make, linde, veste):
    """Five people each: De Linde names feelings and cuts off seldom, De Veste the other way round."""
    for _ in range(FIVE):
        await make.result(
            await make.staff_member(linde), shown={"GEVOEL": (8, 10), "AFKAPPEN": (1, 10), "FEIT": (1, 1)}
        )
        await make.result(
            await make.staff_member(veste), shown={"GEVOEL": (2, 10), "AFKAPPEN": (4, 10), "UITLEG": (3, 4)}
        )
    return linde


def told(figure):
    others = (figure.others.count, figure.others.of) if figure.others else None
    return figure.category.code, (figure.group.count, figure.group.of), others


async def test_a_group_is_laid_beside_all_others(session, two_corporations, linde, veste, of_both):
    profile = await find_group_profile(session, of_both, ResultFilter(corporation_id=linde.id))
    assert (profile.results, profile.others) == (5, 5)
    assert [told(figure) for figure in profile.figures] == [
        ("GEVOEL", (40, 50), (10, 50)),
        ("AFKAPPEN", (5, 50), (20, 50)),
    ]


async def test_without_a_choice_of_people_there_are_no_others(session, two_corporations, linde, veste, of_both):
    profile = await find_group_profile(session, of_both, ResultFilter())
    assert (profile.results, profile.others) == (10, 0)
    assert [told(figure) for figure in profile.figures] == [
        ("UITLEG", (15, 20), None),
        ("GEVOEL", (50, 100), None),
        ("AFKAPPEN", (25, 100), None),
    ]


async def test_others_of_a_corporation_one_may_not_see_stay_out(session, two_corporations, linde, trainer):
    profile = await find_group_profile(session, trainer(linde), ResultFilter(corporation_id=linde.id))
    assert (profile.results, profile.others) == (5, 0)


async def test_nothing_is_said_about_fewer_than_five_results(session, make, linde, trainer):
    for _ in range(4):
        await make.result(await make.staff_member(linde), shown={"GEVOEL": (8, 10)})
    profile = await find_group_profile(session, trainer(linde), ResultFilter())
    assert not profile.is_large_enough
    assert profile.figures == ()


async def test_fewer_than_five_others_are_no_comparison(session, make, two_corporations, linde, trainer):
    for _ in range(4):
        await make.result(await make.staff_member(linde, team="Verhuur"), shown={"GEVOEL": (8, 10)})
    profile = await find_group_profile(session, trainer(linde), ResultFilter(team="Verhuur"))
    assert not profile.is_large_enough
    await make.result(await make.staff_member(linde, team="Verhuur"), shown={"GEVOEL": (8, 10)})
    profile = await find_group_profile(session, trainer(linde), ResultFilter(team="Verhuur"))
    assert [told(figure) for figure in profile.figures] == [("GEVOEL", (40, 50), (40, 50))]


async def test_like_is_compared_with_like(session, make, two_corporations, veste, of_both):
    """Results of another exam or period are not among the others."""
    for _ in range(FIVE):
        member = await make.staff_member(veste)
        await make.result(member, exam="lastige-boodschappen", shown={"GEVOEL": (10, 10)})
        await make.result(member, closed_at=datetime(2025, 3, 2, 10, 0, tzinfo=UTC), shown={"GEVOEL": (10, 10)})
    linde = two_corporations
    wanted = ResultFilter(corporation_id=linde.id, exam="klantgericht-werken", since=date(2026, 1, 1))
    profile = await find_group_profile(session, of_both, wanted)
    assert profile.others == 5
    assert told(profile.figures[0]) == ("GEVOEL", (40, 50), (10, 50))


async def test_what_stands_out_starts_with_the_weak_points(session, two_corporations, linde, veste, of_both):
    profile = await find_group_profile(session, of_both, ResultFilter(corporation_id=veste.id))
    assert [(figure.category.code, figure.is_better) for figure in profile.standing_out] == [
        ("GEVOEL", False),
        ("AFKAPPEN", False),
    ]
    profile = await find_group_profile(session, of_both, ResultFilter(corporation_id=linde.id))
    assert all(figure.is_better for figure in profile.standing_out)


async def test_what_to_practise_starts_with_the_greatest_need(session, two_corporations, linde, veste, of_both):
    profile = await find_group_profile(session, of_both, ResultFilter(corporation_id=veste.id))
    assert [figure.category.code for figure in profile.to_practise] == ["GEVOEL", "AFKAPPEN"]
    profile = await find_group_profile(session, of_both, ResultFilter(corporation_id=linde.id))
    assert profile.to_practise == []


async def test_one_person_is_laid_beside_the_others_of_that_exam(session, make, two_corporations, linde, trainer):
    member = await make.staff_member(linde)
    result = await make.result(member, shown={"GEVOEL": (0, 10)})
    shares = await find_others_shares(session, trainer(linde), exam=result.exam, person_id=member.person_id)
    assert shares == {"GEVOEL": 0.8, "AFKAPPEN": 0.1}


async def test_one_person_is_not_laid_beside_a_few(session, make, linde, trainer):
    member = await make.staff_member(linde)
    result = await make.result(member, shown={"GEVOEL": (0, 10)})
    assert await find_others_shares(session, trainer(linde), exam=result.exam, person_id=member.person_id) == {}
