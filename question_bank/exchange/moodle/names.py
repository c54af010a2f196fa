"""What the parts of a question are called in the HTML and the tags of Moodle."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from question_bank.flaw import Place

# The name of a block in the HTML, and the place of its part; # is a letter or a number from 1.
BLOCKS: Mapping[str, Place] = {
    "rol": ("scenario", "role"),
    "feit": ("scenario", "fact"),
    "casus": ("scenario", "text"),
    "citaat": ("scenario", "quote"),
    "vraag": ("question",),
    "aanwijzingen": ("marking_notes",),
    "reactie-#": ("replies", "#", "text"),
    "uitleg-#": ("replies", "#", "explanation"),
    "keuze-#": ("options", "#", "category"),
    "keuzeuitleg-#": ("options", "#", "explanation"),
    "criterium-#": ("rubric", "#", "criterion"),
    "voorbeeld-#": ("model_answers", "#"),
}
CODES = re.compile(r"soort-([a-z])")
TURN = re.compile(r"(huurder|medewerker)-(\d{1,3})")
POINTS = re.compile(r"punten-(\d{1,3})")
LEVEL = re.compile(r"niveau-(\d{1,3})-(\d{1,3})")

TAGS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "vorm": ("kind", str),
    "categorie": ("category", str.upper),
    "onderwerp": ("domain", str),
    "kanaal": ("channel", str),
    "situatie": ("situation", str),
    "moeilijkheid": ("difficulty", int),
    "bron": ("source", str),
    "toets": ("exam", str),
    "familie": ("family", str),
    "versie": ("version", int),
    "grensregel": ("boundary_rule", int),
    "geldig-tot": ("valid_until", str),
    "vijand": ("enemies", str),
}
LONGEST_TAG = 50
"""Moodle cuts off what is longer (TAG_MAX_LENGTH)."""


def tags_of(draft: Mapping[str, Any]) -> Iterator[str]:
    """List the tags of a draft: its attributes as ``name:value``, one for each enemy."""
    for tag, (field, _) in TAGS.items():
        value = draft.get(field)
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                yield f"{tag}:{each}"


def read_tags(tags: Sequence[str]) -> tuple[dict[Place, Any], list[str]]:
    """Return the attributes that tags hold, and the tags that are none of ours."""
    values: dict[Place, Any] = {}
    others: list[str] = []
    for tag in tags:
        name, _, text = tag.partition(":")
        field, convert = TAGS.get(name, ("", str))
        value = _converted(text, convert)
        if not field or value is None:
            others.append(tag)
        elif field == "enemies":
            values.setdefault((field,), []).append(value)
        else:
            values[field,] = value
    return values, others


def values_of(blocks: Mapping[str, str]) -> dict[Place, Any]:
    """Return the values that named blocks hold, by their places."""
    values: dict[Place, Any] = {}
    turns: dict[int, dict[str, str]] = {}
    for name, text in blocks.items():
        if found := CODES.fullmatch(name):
            category, *also = re.split(r",\s*", text.strip().upper())
            values["replies", found[1], "category"] = category
            values |= {("replies", found[1], "also"): also} if also else {}
        elif found := TURN.fullmatch(name):
            turns[int(found[2])] = {"speaker": found[1], "text": text}
        elif found := POINTS.fullmatch(name):
            values["rubric", int(found[1]) - 1, "max"] = _converted(text, int)
        elif found := LEVEL.fullmatch(name):
            values.setdefault(("rubric", int(found[1]) - 1, "levels"), {})[int(found[2])] = text
        elif place := _place(name):
            values[place] = text
    if turns:
        values["scenario", "dialogue"] = [turns[number] for number in sorted(turns)]
    return values


def _place(name: str) -> Place | None:
    stem, _, mark = name.rpartition("-")
    place = BLOCKS.get(name) or BLOCKS.get(f"{stem}-#")
    if place is None or ("#" in place and not re.fullmatch(r"[a-z]|[1-9]\d{0,2}", mark)):
        return None
    if (place[0] == "replies") == mark.isdigit() and "#" in place:
        return None
    step = mark if place[0] == "replies" else int(mark) - 1 if mark.isdigit() else mark
    return tuple(step if part == "#" else part for part in place)


def _converted(text: str, convert: Callable[[str], Any]) -> Any:
    try:
        return convert(text)
    except ValueError:
        return None
