"""What is filled in in a draft, but not in the shape that it needs."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from question_bank.drafting.missing import is_blank, parts_of
from question_bank.flaw import Flaw
from question_bank.items import SLUG_PATTERN, SOURCE_PATTERN

SPEAKERS = frozenset({"huurder", "medewerker"})
ONLY_IN: Mapping[str, frozenset[str]] = {
    "options": frozenset({"recognise_category"}),
    "rubric": frozenset({"written_reply"}),
    "model_answers": frozenset({"written_reply"}),
    "marking_notes": frozenset({"written_reply"}),
}
"""Parts of one kind, which would stay behind unseen when an author chooses another."""
MOST_POINTS = 10
LAST_RULE = 17

_SLUG, _SOURCE, _LETTER = re.compile(SLUG_PATTERN), re.compile(SOURCE_PATTERN), re.compile(r"[a-z]")


def misshapen_fields(draft: Mapping[str, Any]) -> Iterator[Flaw]:
    """Find the fields that nothing can be made of; what is blank is for `missing_fields`."""
    source, valid_until, rule = draft.get("source"), draft.get("valid_until"), draft.get("boundary_rule")
    if not is_blank(source) and not _SOURCE.match(str(source)):
        yield Flaw(("source",), "Schrijf de bron als A:33-38 of B:9, met een komma tussen twee plaatsen.")
    if not is_blank(valid_until) and not _is_day(str(valid_until)):
        yield Flaw(("valid_until",), "Schrijf de datum als 2027-06-30.")
    if rule is not None and not _is_between(rule, 1, LAST_RULE):
        yield Flaw(("boundary_rule",), f"Kies een grensregel van 1 tot en met {LAST_RULE}.")
    enemies = draft.get("enemies")
    for number, enemy in enumerate(enemies if isinstance(enemies, (list, tuple)) else []):
        if not _SLUG.match(str(enemy)):
            yield Flaw(("enemies", number), f"{enemy} is geen kenmerk van een vraag. Verbeter of verwijder het.")
    for name, kinds in ONLY_IN.items():
        if draft.get(name) and draft.get("kind") not in kinds:
            yield Flaw((name,), "Deze vraagvorm heeft dit deel niet. Haal het weg.")
    yield from _parts(draft)


def _parts(draft: Mapping[str, Any]) -> Iterator[Flaw]:
    scenario = draft.get("scenario")
    turns = scenario.get("dialogue") if isinstance(scenario, Mapping) else None
    for number, turn in enumerate(parts_of(turns)):
        if turn.get("speaker") not in SPEAKERS:
            yield Flaw(("scenario", "dialogue", number, "speaker"), "Kies wie dit zegt: de huurder of de medewerker.")
    for number, reply in enumerate(parts_of(draft.get("replies"))):
        if not _LETTER.fullmatch(str(reply.get("id", ""))):
            yield Flaw(("replies", number, "id"), "Geef deze reactie een kleine letter.")
    for number, line in enumerate(parts_of(draft.get("rubric"))):
        if not _is_between(line.get("max"), 1, MOST_POINTS):
            yield Flaw(("rubric", number, "max"), f"Geef 1 tot en met {MOST_POINTS} punten.")
        levels = line.get("levels")
        if isinstance(levels, Mapping) and not all(str(level).isascii() and str(level).isdigit() for level in levels):
            yield Flaw(("rubric", number, "levels"), "Beschrijf elk aantal punten, vanaf 0.")


def _is_between(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
