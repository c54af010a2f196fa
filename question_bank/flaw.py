"""What a check finds wrong with a piece of content, and where in it that is."""

from typing import Literal

from msgspec import Struct

# The steps from the top of an item or file to a part of it: names of fields and numbers in lists.
Place = tuple[str | int, ...]
Severity = Literal["problem", "warning"]


class Flaw(Struct, frozen=True):
    """A sentence for the author and the place it speaks of; a warning does not block."""

    place: Place
    sentence: str
    severity: Severity = "problem"
