"""What there is to choose from in a cell, as it is called in Dutch and as an item has it."""

from collections.abc import Mapping
from typing import Any, get_args

from question_bank.items import Channel, Domain, Situation
from question_bank.kinds import KINDS

DIFFICULTIES = {"makkelijk": 1, "gemiddeld": 2, "moeilijk": 3}

# By the field of the item: what is shown in the list, and what it stands for.
CHOICES: Mapping[str, Mapping[str, Any]] = {
    "kind": {kind.dutch: name for name, kind in KINDS.items()},
    "domain": {name: name for name in get_args(Domain)},
    "channel": {name: name for name in get_args(Channel)},
    "situation": {name: name for name in get_args(Situation)},
    "difficulty": {f"{number} {word}": number for word, number in DIFFICULTIES.items()},
}


def label_of(field: str, value: Any) -> str:
    """Return what the list shows for a value of an item."""
    return next((label for label, meaning in CHOICES[field].items() if meaning == value), str(value))


def value_of(field: str, label: str) -> Any:
    """Return what a label stands for; the value itself and each of its words count too. None when it is unknown."""
    wanted = " ".join(label.casefold().split())
    for shown, value in CHOICES[field].items():
        if wanted in {shown, str(value)} or (field == "difficulty" and wanted == shown.split()[1]):
            return value
    return None
