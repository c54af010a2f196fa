"""Small made-up items of every kind, a pool to draw from, and the real bank."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from question_bank.blueprint import Blueprint
from question_bank.items import Item

TEXTS = {
    "GEVOEL": "Ik hoor dat u schrikt van dit bericht.",
    "UITLEG": "Dat komt doordat het dak eerst droog moet.",
    "FEIT": "De datum staat vast en blijft zo staan.",
    "GELIJK": "Dit is ook echt te gek, vind ik zelf.",
    "AFKAPPEN": "Hier houdt het voor mij bij op, dag.",
}


def _reply(letter: str, code: str, **more: Any) -> dict[str, Any]:
    return {"id": letter, "text": f"{TEXTS[code]} ({letter})", "category": code, "explanation": "Daarom.", **more}


SHAPES: dict[str, dict[str, Any]] = {
    "best_answer": {
        "replies": [_reply("a", "UITLEG"), _reply("b", "GELIJK"), _reply("c", "AFKAPPEN"), _reply("d", "FEIT")],
        "key": "a",
    },
    "most_least": {
        "replies": [_reply("a", "UITLEG"), _reply("b", "GELIJK"), _reply("c", "FEIT"), _reply("d", "AFKAPPEN")],
        "key": {"most": "a", "least": "d"},
    },
    "rate_replies": {
        "replies": [
            _reply("a", "UITLEG"),
            _reply("b", "GELIJK"),
            _reply("c", "AFKAPPEN"),
            _reply("d", "FEIT"),
            _reply("e", "GEVOEL"),
        ],
        "key": {"a": 4, "b": 2, "c": 1, "d": 3, "e": 4},
    },
    "rank_replies": {
        "replies": [_reply("a", "FEIT"), _reply("b", "UITLEG"), _reply("c", "AFKAPPEN"), _reply("d", "GELIJK")],
        "key": ["b", "a", "d", "c"],
    },
    "recognise_category": {
        "category": "GELIJK",
        "replies": [_reply("a", "GELIJK")],
        "options": [
            {"category": "GEVOEL", "explanation": "Nee."},
            {"category": "GELIJK", "explanation": "Ja."},
            {"category": "AFVALLEN", "explanation": "Bijna."},
            {"category": "NUMMER", "explanation": "Nee."},
        ],
        "key": "GELIJK",
    },
    "written_reply": {
        "rubric": [
            {"criterion": "Erkent het gevoel", "max": 5, "levels": {n: f"{n} punten" for n in range(6)}},
            {"criterion": "Legt uit waarom", "max": 5, "levels": {n: f"{n} punten" for n in range(6)}},
        ],
        "model_answers": ["Ik hoor dat u schrikt. Dat komt doordat het dak eerst droog moet."],
    },
}
SHAPES["next_step"] = {
    **SHAPES["best_answer"],
    "dialogue": [{"speaker": "medewerker", "text": "Goedemorgen."}, {"speaker": "huurder", "text": "Hoezo uitstel?"}],
}


@pytest.fixture(scope="session")
def make_item() -> Callable[..., Item]:
    """Make a sound item of a kind; pass fields to change, ``scenario`` as what differs from the usual one."""

    def make(kind: str = "best_answer", **changes: Any) -> Item:
        shape = dict(SHAPES[kind])
        scenario: dict[str, Any] = {"role": "U werkt aan de balie.", "text": "Meneer Aydin vraagt naar zijn dak."}
        if "dialogue" in shape:
            scenario["dialogue"] = shape.pop("dialogue")
        fields: dict[str, Any] = {
            "id": "kw-dak-1",
            "version": 1,
            "family": "kw-dak",
            "exam": "klantgericht-werken",
            "kind": kind,
            "category": "UITLEG",
            "domain": "reparatie",
            "channel": "balie",
            "situation": "reactief",
            "difficulty": 2,
            "source": "B:9-10",
            "question": "Wat is de meest professionele reactie?",
            **shape,
            **changes,
        }
        fields["scenario"] = scenario | changes.get("scenario", {})
        return msgspec.convert(fields, Item)

    return make


@pytest.fixture(scope="session")
def make_reply() -> Callable[..., dict[str, Any]]:
    """Make the plain fields of a reply with a letter and a category."""
    return _reply


@pytest.fixture(scope="session")
def make_blueprint() -> Callable[..., Blueprint]:
    """Make a blueprint of four items: two best answers, one rating and one ranking."""

    def make(**changes: Any) -> Blueprint:
        fields: dict[str, Any] = {
            "exam": "klantgericht-werken",
            "version": 1,
            "title": "Klantgericht werken",
            "english_title": "Client-oriented work",
            "about": "Een toets.",
            "statement": "heeft laten zien te weten hoe het moet",
            "english_statement": "has shown to know how it is done",
            "length": 4,
            "duration_minutes": 8,
            "cut": "0.65",
            "validity_months": 36,
            "review": "categories",
            "weights": {"best_answer": 2, "rate_replies": 4, "rank_replies": 2},
            "cells": [
                {"where": {"kind": ["best_answer"]}, "min": 2, "max": 2},
                {"where": {"kind": ["rate_replies"]}, "min": 1, "max": 1},
                {"where": {"kind": ["rank_replies"]}, "min": 1, "max": 1},
            ],
        }
        return msgspec.convert(fields | changes, Blueprint)

    return make


@pytest.fixture(scope="session")
def make_pool(make_item: Callable[..., Item]) -> Callable[..., list[Item]]:
    """Make so many items per kind, each of its own family, over two domains and two channels in turn."""

    def make(**counts: int) -> list[Item]:
        return [
            make_item(
                kind,
                id=f"kw-{kind.replace('_', '-')}-{number}-1",
                family=f"kw-{kind.replace('_', '-')}-{number}",
                domain=("zoeken", "reparatie")[number % 2],
                channel=("telefoon", "email")[number // 2 % 2],
            )
            for kind, count in counts.items()
            for number in range(count)
        ]

    return make


@pytest.fixture
def content(tmp_path: Path) -> Callable[..., Path]:
    """Write content files by relative path; gives the content folder."""

    def write(**files: str) -> Path:
        for name, text in files.items():
            path = tmp_path / "klantgericht_werken" / f"{name.replace('_', '-')}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write
