"""Forms drawn one after another, each knowing what was given out before it: to anybody, and to colleagues."""

from collections.abc import Collection, Iterable

from question_bank.drawing import Told, draw_from
from question_bank.exposure import Exposure
from question_bank.forms import Form
from question_bank.pool import Pool


class Colleagues:
    """The items that the people of one employer were given lately.

    The first forms, as many as the blueprint says, are drawn freely; from then on the items of those forms are what
    colleagues should get. People of one employer talk: so no more of the bank is spent on them than that.
    """

    def __init__(self, employer_forms: int) -> None:
        self._free = employer_forms
        self.items: set[str] = set()

    def add(self, items: Iterable[str]) -> None:
        """Count one more form by the ids of its items, scored or not."""
        self._free -= 1
        self.items.update(items)

    @property
    def familiar(self) -> frozenset[str] | None:
        """Return what colleagues met; None as long as they should still meet more."""
        return frozenset(self.items) if self._free <= 0 else None


class Series:
    """The next form for somebody of one employer, and the one after that."""

    def __init__(self, pool: Pool, exposure: Exposure, colleagues: Colleagues) -> None:
        self.pool, self.exposure, self.colleagues = pool, exposure, colleagues

    def draw(self, seed: int | str, seen: Collection[str] = frozenset()) -> Form:
        """Draw the next form and count it; raise InfeasibleBlueprint."""
        told = Told(frozenset(seen), self.exposure.barred(seed), self.colleagues.familiar)
        form = draw_from(self.pool, seed, told)
        self.exposure.add(scored_ids(form), told.barred)
        self.colleagues.add(slot.item for slot in form.slots)
        return form


def scored_ids(form: Form) -> list[str]:
    """Return the ids of the items that count."""
    return [slot.item for slot in form.slots if slot.is_scored]
