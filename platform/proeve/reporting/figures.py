"""Figures about a group: what its people tend to do, beside all others."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.exams.results import Result
from proeve.reporting.category_counts import sum_counts
from proeve.reporting.result_filter import ResultFilter
from proeve.reporting.results_of_group import count_both, results_in
from proeve.reporting.tallies import FEWEST_RESULTS, Tally
from question_bank.codebook import Category, all_categories
from question_bank.profile import ENOUGH_PROFESSIONAL, TOO_MUCH_UNPROFESSIONAL


@dataclass(frozen=True, slots=True)
class CategoryFigure:
    """One response category in a group; `others` is None when there is too little to compare with."""

    category: Category
    group: Tally
    others: Tally | None = None

    @property
    def stands_out(self) -> bool:
        """Tell whether the group differs from all others by more than chance."""
        return self.others is not None and self.group.differs_from(self.others)

    @property
    def is_better(self) -> bool:
        """Tell whether the group does better than all others: more of a good habit, or less of a bad one."""
        return self.others is not None and (self.group.share > self.others.share) == self.category.professional

    @property
    def shortfall(self) -> float:
        """Return how far the share lies on the wrong side of what one person is advised about; below 0 all is well."""
        share = self.group.share
        return ENOUGH_PROFESSIONAL - share if self.category.professional else share - TOO_MUCH_UNPROFESSIONAL


@dataclass(frozen=True, slots=True)
class GroupProfile:
    """What a group tends to do: professional habits first, each kind by its share; without figures when too small."""

    results: int
    others: int
    figures: tuple[CategoryFigure, ...] = ()

    @property
    def is_large_enough(self) -> bool:
        """Tell whether anything may be said about this group."""
        return self.results >= FEWEST_RESULTS

    @property
    def has_others(self) -> bool:
        """Tell whether there are enough others to compare with."""
        return self.others >= FEWEST_RESULTS

    @property
    def to_practise(self) -> list[CategoryFigure]:
        """List what there is too little or too much of, the most needed first."""
        return sorted((each for each in self.figures if each.shortfall > 0), key=lambda each: -each.shortfall)

    @property
    def standing_out(self) -> list[CategoryFigure]:
        """List where the group differs from all others by more than chance, the weak points first."""
        return sorted((each for each in self.figures if each.stands_out), key=lambda each: each.is_better)


async def find_group_profile(session: AsyncSession, scope: Scope, wanted: ResultFilter) -> GroupProfile:
    """Add up the profiles of the results a filter means, and of all other results of the same exam and period.

    Like is compared with like: exams ask for different things. A filter that picks out no people leaves no others.
    """
    results = results_in(scope, *wanted.exam_conditions())
    is_group = and_(true(), *wanted.group_conditions())
    profile = GroupProfile(*await count_both(session, results, is_group))
    if not profile.is_large_enough:
        return profile
    group, others = await sum_counts(session, results, is_group)
    figures = _figures(group, others if profile.has_others else {})
    return GroupProfile(profile.results, profile.others, figures)


async def find_others_shares(session: AsyncSession, scope: Scope, *, exam: str, person_id: int) -> dict[str, float]:
    """Return what all others in an exam tend to do, as shares by category; too few of them give nothing."""
    results = results_in(scope, col(Result.exam) == exam)
    is_other = col(Result.person_id) != person_id
    if (await count_both(session, results, is_other))[0] < FEWEST_RESULTS:
        return {}
    sums, _ = await sum_counts(session, results, is_other)
    return {code: tally.share for code, tally in sums.items() if tally.is_enough}


def _figures(group: Mapping[str, Tally], others: Mapping[str, Tally]) -> tuple[CategoryFigure, ...]:
    figures = (
        CategoryFigure(category, group[category.code], _enough(others.get(category.code)))
        for category in all_categories()
        if category.code in group and group[category.code].is_enough
    )
    return tuple(sorted(figures, key=lambda each: (not each.category.professional, -each.group.share)))


def _enough(tally: Tally | None) -> Tally | None:
    return tally if tally is not None and tally.is_enough else None
