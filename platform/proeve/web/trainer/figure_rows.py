"""Rows for the picture of a profile, from the figures of a group or of one person."""

from collections.abc import Mapping
from typing import Any

from proeve.core import dutch
from proeve.reporting.figures import GroupProfile
from proeve.web.results.lessons import Lessons
from question_bank.codebook import find_category


def figure_rows(profile: GroupProfile) -> list[dict[str, Any]]:
    """Return the rows of a group, in percentages, with the share of all others where there is one."""
    return [
        {
            "label": figure.category.name,
            "professional": figure.category.professional,
            "count": figure.group.count,
            "of": figure.group.of,
            "measure": f"{dutch.number(100 * figure.group.share, 0)} %",
            "others": figure.others.share if figure.others else None,
        }
        for figure in profile.figures
    ]


def rows_beside_others(lessons: Lessons, shares: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the rows of one person with the share of all others, given by category code, beside each."""
    by_name = {find_category(code).name: share for code, share in shares.items()}
    return [row | {"others": by_name.get(row["label"])} for row in lessons.rows]
