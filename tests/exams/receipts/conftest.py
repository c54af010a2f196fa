"""What tests of receipts share: the file of a made-up attempt, as plain data that a test can spoil."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from proeve.exams.receipts.chain import ChainedEntry, ChainedFacts, chain
from proeve.exams.receipts.codes import write_code

Document = dict[str, Any]

FACTS = {
    "attempt": 12,
    "exam": "klantgericht-werken",
    "blueprint_version": 3,
    "seed": "5eed",
    "slots": [
        {"item": "kw-lekkage-1", "version": 1, "order": [2, 0, 3, 1]},
        {"item": "kw-sleutel-2", "version": 4, "order": [1, 0, 2, 3]},
    ],
}
ANSWERS = ('{"choice":2}', None, '{"choice":0}', '{"text":"Dat is vervelend voor u: ë, €, 👋."}')


def entry_of(number: int, answer: str | None) -> Document:
    return {
        "lease": 1 + number // 3,
        "sequence": 1 + number % 3,
        "slot": number % 2,
        "answer_sha256": None if answer is None else hashlib.sha256(answer.encode()).hexdigest(),
        "flagged": False,
        "late": False,
        "client_ms": 1_773_133_200_000 + 1000 * number,
        "received_ms": 1_773_133_200_150 + 1000 * number,
        "answer": answer,
    }


def exported(answers: tuple[str | None, ...] = ANSWERS) -> tuple[Document, str]:
    """Return a file as plain data, and the code of its receipt."""
    entries = [entry_of(number, answer) for number, answer in enumerate(answers)]
    bare = [{name: value for name, value in entry.items() if name != "answer"} for entry in entries]
    links = chain(msgspec.convert(FACTS, ChainedFacts), msgspec.convert(bare, list[ChainedEntry]))
    document = {
        "format": "proeve attempt 1",
        "name": "Noor van Dalen",
        "chained": {"facts": json.loads(json.dumps(FACTS)), "entries": entries},
        "receipt": {"code": write_code(links[-1]), "marks": [link[:8] for link in links]},
    }
    return document, write_code(links[-1])


@pytest.fixture(scope="session")
def make_export() -> Callable[..., tuple[Document, str]]:
    return exported
