"""The questions of an attempt as its candidate saw them, with every answer that was stored; never a key."""

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.exams.asking import asked_items
from proeve.exams.item_versions import Version
from proeve.exams.journal.entries import JournalEntry
from proeve.reporting.timeline.subject import Subject
from question_bank.items import Item
from question_bank.kinds import kind_of
from question_bank.kinds.views import Presented

LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class StoredSave:
    """One stored answer, in words."""

    entry: JournalEntry
    words: str


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question in the order in which its replies stood, and its answers, the oldest first."""

    number: int
    version: Version
    asked: Presented
    saves: list[StoredSave]


async def asked_questions(session: AsyncSession, subject: Subject) -> list[AskedQuestion]:
    """Return the questions in the order of the form."""
    questions = []
    for number, (slot, item) in enumerate(await asked_items(session, subject.attempt)):
        entries = [entry for entry in subject.entries if entry.slot == number]
        saves = [StoredSave(entry, answer_in_words(item, slot.order, entry.answer)) for entry in entries]
        asked = kind_of(item).present(item, slot.order)
        questions.append(AskedQuestion(number + 1, (slot.item, slot.version), asked, saves))
    return questions


def answer_in_words(item: Item, order: tuple[int, ...], answer: str | None) -> str:
    """Write a stored answer with the letters the candidate saw, a line for each: "C: beste reactie"."""
    given: dict[str, Any] | None = None if answer is None else msgspec.json.decode(answer)
    if given is None:
        return "antwoord weggehaald"
    if "text" in given:
        return str(given["text"]) or "leeg"
    labels = kind_of(item).labels(item, order, given) or ({given["choice"]: "gekozen"} if "choice" in given else {})
    return "\n".join(f"{LETTERS[position]}: {labels[position]}" for position in sorted(labels)) or "nog niets gekozen"
