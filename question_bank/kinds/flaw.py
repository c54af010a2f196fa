"""What a check finds wrong with one item, and where in the item it is."""

from typing import Literal

from msgspec import Struct

Path = tuple[str | int, ...]


Severity = Literal["problem", "warning"]


class Flaw(Struct, frozen=True):
    """A sentence for the author and the path in the item it speaks of; a warning does not block."""

    path: Path
    sentence: str
    severity: Severity = "problem"
