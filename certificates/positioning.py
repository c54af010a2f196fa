"""The lookups in a font's GPOS table, where the type designer says how glyphs stand to each other (OpenType)."""

from functools import cache
from typing import Any

from certificates.fonts import tables_of

EXTENSION = 9


@cache
def lookups_of(font: str, feature: str, kind: int) -> list[list[Any]]:
    """Return the lookups of one kind that a feature of the Latin script uses, each as the list of its subtables."""
    table = tables_of(font)["GPOS"].table
    lookups = [plain_subtables(table.LookupList.Lookup[index], kind) for index in lookup_numbers(table, feature)]
    return [subtables for subtables in lookups if subtables]


def lookup_numbers(table: Any, feature: str) -> list[int]:
    """Return the numbers of the lookups that the feature uses, in the order in which they apply."""
    latin = next(record.Script for record in table.ScriptList.ScriptRecord if record.ScriptTag == "latn")
    records = [table.FeatureList.FeatureRecord[index] for index in latin.DefaultLangSys.FeatureIndex]
    used = [record.Feature.LookupListIndex for record in records if record.FeatureTag == feature]
    return sorted({number for numbers in used for number in numbers})


def plain_subtables(lookup: Any, kind: int) -> list[Any]:
    """Return the subtables of a lookup when it is of this kind, taken out of their extension wrappers."""
    if lookup.LookupType == EXTENSION:
        return [wrapper.ExtSubTable for wrapper in lookup.SubTable if wrapper.ExtensionLookupType == kind]
    return list(lookup.SubTable) if lookup.LookupType == kind else []
