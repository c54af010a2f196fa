"""Questions as they arrive from a file: brought into the shape of a draft, with a sentence for what does not fit."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from question_bank.drafting.document import SET_ELSEWHERE, Misshapen, tidied
from question_bank.exchange.carried import Draft, Imported, Loss
from question_bank.exchange.lost import part_name

MISFIT = "'{value}' past hier niet en is weggelaten. Vul het in het concept opnieuw in."
SHOWN = 60


class Arrived(Struct, frozen=True):
    """One question: what the file calls it, which exam and family it is for, and its document.

    `file_version` is the version that the file says it was made from, 0 when it says none.
    """

    name: str
    item: str
    exam: str
    family: str
    document: dict[str, Any]
    file_version: int = 0


def arrived(imported: Imported, *, exam: str, family: str) -> tuple[list[Arrived], list[Loss]]:
    """Return the questions of a file, and its losses; exam and family are for questions that name none."""
    losses = list(imported.losses)
    questions = []
    for number, draft in enumerate(imported.drafts, start=1):
        item = str(draft.get("id", ""))
        name = item or f"vraag {number}"
        document, misfits = _document(draft, name)
        losses.extend(misfits)
        of = {"exam": str(draft.get("exam") or exam), "family": str(draft.get("family") or family)}
        version = draft.get("version")
        of_version = version if isinstance(version, int) else 0
        questions.append(Arrived(name, item, of["exam"], of["family"], document, of_version))
    return questions, losses


def _document(draft: Draft, name: str) -> tuple[dict[str, Any], list[Loss]]:
    """Keep the fields that fit a draft; one that does not costs no other."""
    # By way of JSON, as documents are stored: the levels of a rubric are numbers before, and texts after it.
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(draft))
    fields = {field: value for field, value in plain.items() if field not in SET_ELSEWHERE}
    try:
        return tidied(fields), []
    except Misshapen:
        misfits = set(_misfits(fields.items()))
    losses = [
        Loss(name, part_name((field,), draft), MISFIT.format(value=str(fields[field])[:SHOWN])) for field in misfits
    ]
    return tidied({field: value for field, value in fields.items() if field not in misfits}), losses


def _misfits(fields: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for field, value in fields:
        try:
            tidied({field: value})
        except Misshapen:
            yield field
