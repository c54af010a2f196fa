"""A document of an item from the fields of its form, and the key as those fields have it.

Fields are named by their place in the document, so that a check's finding and its field have one name:
`scenario.text`, `replies.0.text`, `rubric.1.levels.2`. Of the key, `key.a` stands for what is said of reply a.
"""

import re
from collections.abc import Mapping
from typing import Any

from proeve.web.forms import Form
from proeve.web.workshop.shapes import LETTERS, MOST_ROWS, KeyStyle, empty_row, rows_at, set_rows, shape_of

LONGEST = 4000
ATTRIBUTES = (
    "category", "domain", "channel", "situation", "difficulty", "source", "boundary_rule", "valid_until",
    "question", "marking_notes",
)  # fmt: skip  # One line of names reads better than ten.
SCENARIO = ("role", "fact", "text", "quote")
ROWS: Mapping[str, tuple[str, ...]] = {
    "scenario.dialogue": ("speaker", "text"),
    "replies": ("id", "text", "category", "explanation", "remark"),
    "options": ("category", "explanation"),
    "rubric": ("criterion", "max"),
    "model_answers": (),
}
HIGHEST_LEVEL = 10
ACT = re.compile(r"(add|remove):([a-z_.]+?)(?:\.(\d{1,2}))?")


def read_document(form: Form, kind: str) -> dict[str, Any]:
    """Return what stands in the form of a draft of this format, with blanks and all."""
    document: dict[str, Any] = {"kind": kind} | {name: _text(form, name) for name in ATTRIBUTES}
    document["enemies"] = [code for code in re.split(r"[\s,;]+", _text(form, "enemies")) if code]
    document["scenario"] = {name: _text(form, f"scenario.{name}") for name in SCENARIO}
    for place in shape_of(document).rows:
        set_rows(document, place, [_row(form, place, number) for number in _numbers(form, place)])
    document["key"] = _key(form, document, shape_of(document).key)
    return document


def with_row_changed(document: Mapping[str, Any], act: str) -> dict[str, Any] | None:
    """Return the document with a row more or less, as a button asks; None for a button that asks something else."""
    asked = ACT.fullmatch(act)
    if not asked or asked[2] not in shape_of(document).rows:
        return None
    changed = {**document, "scenario": {**document.get("scenario", {})}}
    rows = rows_at(changed, asked[2])
    if asked[1] == "add" and len(rows) < MOST_ROWS:
        rows.append(empty_row(asked[2], rows))
    elif asked[1] == "remove" and asked[3] and int(asked[3]) < len(rows):
        rows.pop(int(asked[3]))
    set_rows(changed, asked[2], rows)
    return changed


def field_names(document: Mapping[str, Any]) -> set[str]:
    """Return the names of all fields and groups of fields that the form of a document has."""
    names = {*ATTRIBUTES, "enemies", "key", "scenario", *(f"scenario.{name}" for name in SCENARIO)}
    for place in shape_of(document).rows:
        names.add(place)
        for number in range(len(rows_at(document, place))):
            start = f"{place}.{number}"
            names |= {start, *(f"{start}.{name}" for name in ROWS[place])}
            names |= {f"{start}.also"} if place == "replies" else set()
            names |= {f"{start}.levels.{points}" for points in range(HIGHEST_LEVEL + 1)} if place == "rubric" else set()
    return names


def key_fields(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the key as the fields of the form have it, by the name of each field."""
    key = document.get("key")
    if isinstance(key, Mapping):
        return {f"key.{name}": str(value) for name, value in key.items()}
    if isinstance(key, (list, tuple)):
        return {f"key.{letter}": str(place) for place, letter in enumerate(key, start=1)}
    return {"key": str(key or "")}


def _key(form: Form, document: Mapping[str, Any], style: KeyStyle) -> Any:
    letters = [reply["id"] for reply in document.get("replies", []) if reply["id"]]
    if style == "one":
        return _text(form, "key")
    if style == "category":
        return document["replies"][0]["category"] if document["replies"] else ""
    if style == "none":
        return ""
    names = ("most", "least") if style == "ends" else letters
    chosen = {name: _text(form, f"key.{name}") for name in names}
    if style == "rank" and sorted(chosen.values()) == [str(place) for place in range(1, len(letters) + 1)]:
        return sorted(letters, key=lambda letter: int(chosen[letter]))
    return {name: value for name, value in chosen.items() if value}


def _row(form: Form, place: str, number: int) -> Any:
    start = f"{place}.{number}"
    if place == "model_answers":
        return _text(form, start)
    row: dict[str, Any] = {name: _text(form, f"{start}.{name}") for name in ROWS[place]}
    if place == "replies":
        row["id"] = row["id"] if row["id"] in LETTERS else ""
        row["also"] = [code for code in form.many(f"{start}.also") if code]
    if place == "rubric":
        levels = {str(points): _text(form, f"{start}.levels.{points}") for points in range(HIGHEST_LEVEL + 1)}
        row["levels"] = {points: words for points, words in levels.items() if words}
    return row


def _numbers(form: Form, place: str) -> list[int]:
    """Return the numbers of the rows that were sent, in order."""
    field_name = re.compile(rf"{re.escape(place)}\.(\d{{1,2}})(\..+)?", re.ASCII)
    sent = {int(found[1]) for name in form.values if (found := field_name.fullmatch(name))}
    return sorted(sent)[:MOST_ROWS]


def _text(form: Form, name: str) -> str:
    return form.text(name, longest=LONGEST)
