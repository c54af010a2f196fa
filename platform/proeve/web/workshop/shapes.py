"""What the form of each format asks for: how many rows there are at first, and how its key is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

KeyStyle = Literal["one", "ends", "rating", "rank", "category", "none"]

MOST_ROWS = 12
LETTERS = "abcdefghijkl"
BEST_QUESTION = "Wat is de meest professionele reactie?"


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of one format; `rows` is the least number of rows of each list, of those it has at all."""

    key: KeyStyle
    rows: Mapping[str, int] = field(default_factory=dict)
    question: str = BEST_QUESTION


SHAPES: Mapping[str, Shape] = {
    "best_answer": Shape("one", {"replies": 4, "scenario.dialogue": 0}),
    "next_step": Shape("one", {"replies": 4, "scenario.dialogue": 2}, "Wat is nu de beste volgende stap?"),
    "most_least": Shape(
        "ends",
        {"replies": 4, "scenario.dialogue": 0},
        "Welke reactie is het meest professioneel, en welke het minst?",
    ),
    "rate_replies": Shape("rating", {"replies": 5, "scenario.dialogue": 0}, "Hoe professioneel is elke reactie?"),
    "rank_replies": Shape(
        "rank",
        {"replies": 4, "scenario.dialogue": 0},
        "Zet de reacties op volgorde, de meest professionele eerst.",
    ),
    "recognise_category": Shape(
        "category", {"replies": 1, "options": 4, "scenario.dialogue": 0}, "Wat voor soort reactie geeft uw collega?"
    ),
    "written_reply": Shape(
        "none",
        {"scenario.dialogue": 0, "rubric": 3, "model_answers": 3},
        "Schrijf de reactie die u aan de huurder geeft.",
    ),
}
"""By format; a draft of a format nobody knows is written as a best answer."""


def shape_of(document: Mapping[str, Any]) -> Shape:
    """Return the form of a document's format."""
    return SHAPES.get(str(document.get("kind", "")), SHAPES["best_answer"])


def rows_at(document: Mapping[str, Any], place: str) -> list[Any]:
    """Return the rows of a list in a document."""
    for step in place.split("."):
        document = document.get(step) or {}
    return list(document)


def padded(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document with as many empty rows as its format needs, each reply with a letter of its own."""
    shape, whole = shape_of(document), {**document, "scenario": {**document.get("scenario", {})}}
    for place, least in shape.rows.items():
        rows = rows_at(whole, place)
        while len(rows) < least:
            rows.append(empty_row(place, rows))
        set_rows(whole, place, rows)
    whole["replies"] = _lettered(rows_at(whole, "replies"))
    return whole


def set_rows(document: dict[str, Any], place: str, rows: list[Any]) -> None:
    """Put rows in a document in place of those of a list."""
    *parents, name = place.split(".")
    holder = document
    for parent in parents:
        holder = holder.setdefault(parent, {})
    holder[name] = rows


def empty_row(place: str, rows: list[Any]) -> Any:
    """Return a new row of a list."""
    if place == "model_answers":
        return ""
    if place == "scenario.dialogue":
        return {"speaker": "medewerker" if rows and rows[-1].get("speaker") != "medewerker" else "huurder"}
    return {}


def _lettered(replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    used = {reply.get("id") for reply in replies}
    free = (letter for letter in LETTERS if letter not in used)
    return [reply if reply.get("id") else {**reply, "id": next(free)} for reply in replies]
