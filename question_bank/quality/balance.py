"""Count the bank beside its targets."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml
from msgspec import Struct, convert

from question_bank.bank import CONTENT
from question_bank.items import Item

# A cell may differ from its target by one question per form, which is six in the bank.
TOLERANCE = 6

Targets = Mapping[str, Mapping[str, int]]


class Count(Struct, frozen=True):
    """How many items of an exam have a value of an attribute; values that count together are joined by ``|``."""

    attribute: str
    value: str
    count: int
    target: int

    @property
    def is_near(self) -> bool:
        """Say whether the count is within the tolerance of its target."""
        return abs(self.count - self.target) <= TOLERANCE


def balance(exam: str, items: Sequence[Item]) -> Iterator[Count]:
    """Count the items of one exam by each attribute that has targets."""
    for attribute, targets in all_targets()[exam].items():
        for value, target in targets.items():
            values = value.split("|")
            count = sum(str(getattr(item, attribute)) in values for item in items)
            yield Count(attribute, value, count, target)


@cache
def all_targets(file: Path = CONTENT / "targets.yaml") -> Mapping[str, Targets]:
    """Return the targets by exam, attribute and value."""
    return convert(yaml.safe_load(file.read_text(encoding="utf-8")), dict[str, dict[str, dict[str, int]]])
