"""The space between two letters that the type designer asked for, which ReportLab leaves out."""

from functools import cache
from typing import Any

from certificates.fonts import characters_of, units_per_em
from certificates.positioning import lookups_of

PAIR_ADJUSTMENT = 2


@cache
def kerning_between(left: str, right: str, font: str) -> float:
    """Return what to add between two characters, as a fraction of the font size (mostly negative or nought)."""
    names = characters_of(font)
    if ord(left) not in names or ord(right) not in names:
        return 0.0
    pair = names[ord(left)], names[ord(right)]
    units = sum(adjustment_in(subtables, *pair) for subtables in lookups_of(font, "kern", PAIR_ADJUSTMENT))
    return units / units_per_em(font)


def adjustment_in(subtables: list[Any], left: str, right: str) -> int:
    """Return the advance in font units from the first subtable that knows the pair."""
    for subtable in subtables:
        if left in subtable.Coverage.glyphs:
            value = by_pair(subtable, left, right) if subtable.Format == 1 else by_class(subtable, left, right)
            if value is not None:
                return int(getattr(value, "XAdvance", 0))
    return 0


def by_pair(subtable: Any, left: str, right: str) -> Any:
    """Find the pair in a list of pairs; None lets the search go on in the next subtable."""
    pairs = subtable.PairSet[subtable.Coverage.glyphs.index(left)].PairValueRecord
    return next((pair.Value1 for pair in pairs if pair.SecondGlyph == right), None)


def by_class(subtable: Any, left: str, right: str) -> Any:
    """Find the pair in a matrix of glyph classes; class 0 holds every glyph that is not named."""
    row = subtable.Class1Record[subtable.ClassDef1.classDefs.get(left, 0)]
    return row.Class2Record[subtable.ClassDef2.classDefs.get(right, 0)].Value1 or 0
