"""Where an accent stands on its letter when Unicode has no single character for the two, as in Ọ́."""

from functools import cache
from typing import Any

from certificates.fonts import characters_of, units_per_em
from certificates.positioning import lookups_of

MARK_TO_BASE = 4


@cache
def accent_offset(letter: str, accent: str, font: str) -> tuple[float, float] | None:
    """Return how far the accent's origin is right of and above the letter's, as fractions of the font size.

    None when the font does not say, as for an accent on a space.
    """
    names = characters_of(font)
    base, mark = names.get(ord(letter), ""), names.get(ord(accent), "")
    for subtables in lookups_of(font, "mark", MARK_TO_BASE):
        for subtable in subtables:
            if base in subtable.BaseCoverage.glyphs and mark in subtable.MarkCoverage.glyphs:
                return offset_in(subtable, base, mark, units_per_em(font))
    return None


def offset_in(subtable: Any, base: str, mark: str, units: int) -> tuple[float, float] | None:
    """Let the anchor of the accent fall on the letter's anchor of the same class (OpenType, GPOS lookup type 4)."""
    record = subtable.MarkArray.MarkRecord[subtable.MarkCoverage.glyphs.index(mark)]
    anchors = subtable.BaseArray.BaseRecord[subtable.BaseCoverage.glyphs.index(base)].BaseAnchor
    goal, own = anchors[record.Class], record.MarkAnchor
    if goal is None:
        return None
    return (goal.XCoordinate - own.XCoordinate) / units, (goal.YCoordinate - own.YCoordinate) / units
