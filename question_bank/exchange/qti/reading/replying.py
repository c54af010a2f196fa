"""An extended text becomes a written reply."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.names import (
    CRITERION,
    CRITERION_MAXIMUM,
    CRITERION_TEXT,
    LEVEL,
    LEVEL_POINTS,
    MARKING_NOTES,
    MODEL_ANSWER,
)
from question_bank.exchange.qti.reading.source import Source, whole_number

NO_RUBRIC = "Het bestand heeft geen rubric zoals de onze. Schrijf regels met punten die samen 10 zijn."
TO_NOTES = "De aanwijzingen voor het nakijken staan nu bij de nakijkhulp. Maak er een rubric van."


def read_extended_text(source: Source, interaction: Element) -> dict[str, Any]:
    """Return kind, rubric, model answers and notes of an open question."""
    draft: dict[str, Any] = {"kind": "written_reply"}
    if rubric := [_criterion(source, part) for part in source.all_of(CRITERION)]:
        draft["rubric"] = rubric
    else:
        source.lose("rubric", NO_RUBRIC)
    answers = [source.text(part) for part in source.all_of(MODEL_ANSWER)] or source.right(interaction)
    if answers:
        draft["model_answers"] = answers
    if notes := _notes(source):
        draft["marking_notes"] = notes
    return draft


def _criterion(source: Source, part: Element) -> dict[str, Any]:
    criterion: dict[str, Any] = {}
    if texts := list(_texts(source, part, CRITERION_TEXT)):
        criterion["criterion"] = texts[0]
    if most := list(_numbers(source, part, CRITERION_MAXIMUM)):
        criterion["max"] = most[0]
    levels = dict(zip(_numbers(source, part, LEVEL_POINTS), _texts(source, part, LEVEL), strict=False))
    return criterion | ({"levels": levels} if levels else {})


def _notes(source: Source) -> str | None:
    if ours := source.all_of(MARKING_NOTES):
        return source.text(*ours)
    blocks = [] if source.all_of(CRITERION) else list(source.body.iter("qti-rubric-block"))
    if blocks:
        source.lose("aanwijzingen", TO_NOTES)
    return source.text(*blocks) or None if blocks else None


def _texts(source: Source, part: Element, name: str) -> Iterator[str]:
    return (source.text(found) for found in part.iter() if name in found.get("class", "").split())


def _numbers(source: Source, part: Element, name: str) -> Iterator[int]:
    numbers = (whole_number(text.strip()) for text in _texts(source, part, name))
    return (number for number in numbers if number is not None)
