"""Draw a form: blueprint, bank and what the candidate saw before give the questions of one sitting."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from question_bank.assembly import Numbers, rows_of, solve
from question_bank.blueprint import Blueprint
from question_bank.items import Item
from question_bank.kinds import kind_of
from question_bank.shortage import InfeasibleBlueprint, shortages


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
    """One place in a form: an item version and the order its replies stand in (position to author's index)."""

    item: str
    version: int
    order: tuple[int, ...]


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """The questions of one sitting. The seed and the same bank give the same form again, as in an appeal.

    ``seen_again`` counts items the candidate had before and that nothing could replace.
    """

    exam: str
    blueprint_version: int
    seed: str
    slots: tuple[Slot, ...]
    seen_again: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


def draw_form(
    blueprint: Blueprint, items: Iterable[Item], seed: int | str, seen: Collection[str] = frozenset()
) -> Form:
    """Draw the form this seed gives; raise InfeasibleBlueprint naming the cells that cannot be filled.

    ``seen`` holds the ids of items the candidate met before: as few of them as possible return.
    Which items else is chance: the selection with the lowest sum of u_i ~ U(0,1), drawn from the seed.
    """
    pool = pool_of(blueprint, items)
    chance = generator(seed)
    costs = _costs(pool, seen, blueprint.length, chance)
    solution = solve(rows_of(blueprint, pool), costs)
    if solution is None:
        raise InfeasibleBlueprint(blueprint, shortages(blueprint, pool))
    chosen = [pool[index] for index in solution.chosen]
    slots = (_slot(item, chance) for item in _mixed(chosen, chance))
    return Form(
        exam=blueprint.exam,
        blueprint_version=blueprint.version,
        seed=str(seed),
        slots=tuple(slots),
        seen_again=sum(item.id in seen for item in chosen),
    )


def pool_of(blueprint: Blueprint, items: Iterable[Item]) -> list[Item]:
    """List the items this exam may ask, by id, so that the order they come in changes nothing."""
    return sorted((item for item in items if blueprint.uses(item)), key=lambda item: item.id)


def generator(seed: int | str) -> np.random.Generator:
    """Return the random numbers of a seed, the same on every machine."""
    digest = hashlib.sha256(str(seed).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest)))


def _costs(pool: Sequence[Item], seen: Collection[str], length: int, chance: np.random.Generator) -> Numbers:
    # One seen item costs more than any whole form of unseen ones, so the fewest possible are taken first.
    penalty = np.array([float(item.id in seen) for item in pool])
    costs: Numbers = chance.random(len(pool)) + (length + 1) * penalty
    return costs


def _mixed(chosen: Sequence[Item], chance: np.random.Generator) -> list[Item]:
    """Spread each kind evenly over the form, in a random order within the kind."""
    of_kind: defaultdict[str, list[Item]] = defaultdict(list)
    for index in chance.permutation(len(chosen)):
        of_kind[chosen[index].kind].append(chosen[index])
    places = {
        item.id: (number + chance.random()) / len(group)
        for group in of_kind.values()
        for number, item in enumerate(group)
    }
    return sorted(chosen, key=lambda item: places[item.id])


def _slot(item: Item, chance: np.random.Generator) -> Slot:
    order = chance.permutation(kind_of(item).reply_count(item))
    return Slot(item.id, item.version, tuple(order.tolist()))
