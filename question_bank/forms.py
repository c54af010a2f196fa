"""A form as it is kept: which questions a candidate gets, in which order, and what its drawing was told."""

from typing import Any

import msgspec
from msgspec import Struct


class Slot(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One place in a form: an item version and the order its replies stand in (position to author's index).

    What is not scored is only tried out: it earns nothing and costs nothing, and no candidate is told which it is.
    """

    item: str
    version: int
    order: tuple[int, ...]
    is_scored: bool = True


class Recorded(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a drawing was told, as places in the contents of its pool."""

    seen: tuple[int, ...] = ()
    barred: tuple[int, ...] = ()
    familiar: tuple[int, ...] | None = None


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """The questions of one sitting.

    The same blueprint, pool, seed and ``told`` give the same form again, as in an appeal; ``pool`` is the digest of the
    contents it was drawn from. ``seen_again`` counts items the candidate had before and that nothing could replace.
    """

    exam: str
    blueprint_version: int
    seed: str
    slots: tuple[Slot, ...]
    seen_again: int = 0
    pool: str = ""
    told: Recorded = Recorded()

    @property
    def unscored(self) -> int:
        """Return how many questions do not count."""
        return sum(not slot.is_scored for slot in self.slots)

    def as_json(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain
