"""Draw a form: blueprint, bank and what was given out before give the questions of one sitting.

Linear-on-the-fly assembly (W.J. van der Linden, Linear Models for Optimal Test Design, 2005): every form is the optimum
of a mixed-integer program with random costs. What should stay out is not forbidden but expensive, as in the "big M"
method of the R package TestDesign, so that there is a form whenever the blueprint can be filled at all.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from msgspec import Struct

from question_bank.assembly import Numbers, Solution
from question_bank.blueprint import Blueprint
from question_bank.forms import Form, Recorded, Slot
from question_bank.items import Item
from question_bank.kinds import kind_of
from question_bank.pool import Pool
from question_bank.shortage import InfeasibleBlueprint, shortages

SHORTLIST = 240
"""In a larger pool the form is made of the cheapest so many items, if that can be done without what should stay out."""


class Told(Struct, frozen=True):
    """What a drawing is told about items, by id; ids that are not in the pool mean nothing.

    ``seen``: the candidate met these before. ``barred``: given out often enough lately. ``familiar``: colleagues of the
    candidate met these lately, so they give away nothing new; None when colleagues have not met enough yet.
    """

    seen: Collection[str] = frozenset()
    barred: Collection[str] = frozenset()
    familiar: Collection[str] | None = None


NOTHING_TOLD = Told()


def draw_form(
    blueprint: Blueprint, items: Iterable[Item], seed: int | str, seen: Collection[str] = frozenset()
) -> Form:
    """Draw the form this seed gives to somebody who met ``seen`` before; raise InfeasibleBlueprint.

    For many forms, build the pool once and use `draw_from`.
    """
    return draw_from(Pool(blueprint, items), seed, Told(seen))


def draw_from(pool: Pool, seed: int | str, told: Told = NOTHING_TOLD) -> Form:
    """Draw the form this seed gives; raise InfeasibleBlueprint naming the cells that cannot be filled.

    First as few items as possible return that the candidate met before, then as few as possible are barred, then as few
    as possible are new to colleagues. Which items else is chance: the selection with the lowest sum of u_i ~ U(0,1).
    """
    blueprint, chance = pool.blueprint, generator(seed)
    solution = _solution(pool, _costs(pool, told, chance))
    if solution is None:
        raise InfeasibleBlueprint(blueprint, shortages(blueprint, pool.items))
    chosen = [pool.items[index] for index in solution.chosen]
    pilots = _pilots(pool, chosen, told, seed)
    scored = {item.id for item in chosen}
    slots = (_slot(item, chance, is_scored=item.id in scored) for item in _mixed([*chosen, *pilots], chance))
    return Form(
        exam=blueprint.exam,
        blueprint_version=blueprint.version,
        seed=str(seed),
        slots=tuple(slots),
        seen_again=sum(item.id in told.seen for item in chosen),
        pool=pool.digest,
        told=_recorded(pool, told),
    )


def draw_again(pool: Pool, form: Form) -> Form:
    """Draw a form once more from the pool, the seed and what was recorded: the same form, or something was changed."""
    contents, told = pool.contents, form.told
    familiar = None if told.familiar is None else contents.ids(told.familiar)
    return draw_from(pool, form.seed, Told(contents.ids(told.seen), contents.ids(told.barred), familiar))


def generator(seed: int | str) -> np.random.Generator:
    """Return the random numbers of a seed, the same on every machine."""
    digest = hashlib.sha256(str(seed).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest)))


def _costs(pool: Pool, told: Told, chance: np.random.Generator) -> Numbers:
    # One step costs more than a whole form of the step below it, so each is kept as low as possible in turn.
    step = _step(pool)
    costs: Numbers = chance.random(len(pool.items))
    if told.familiar is not None:
        costs += step * np.array([item.id not in told.familiar for item in pool.items])
    costs += step**2 * np.array([item.id in told.barred for item in pool.items])
    costs += step**3 * np.array([item.id in told.seen for item in pool.items])
    return costs


def _step(pool: Pool) -> float:
    return float(pool.blueprint.length + 1)


def _solution(pool: Pool, costs: Numbers) -> Solution | None:
    if len(costs) > SHORTLIST:
        cheapest = np.sort(np.argpartition(costs, SHORTLIST)[:SHORTLIST])
        solution = pool.program.solve(costs, among=cheapest)
        if solution is not None and costs[list(solution.chosen)].sum() < _step(pool) ** 2:
            return solution
    return pool.program.solve(costs)


def _pilots(pool: Pool, chosen: Sequence[Item], told: Told, seed: int | str) -> list[Item]:
    """Choose items to try out: those colleagues met first, none the candidate met, and none that goes with the others.

    Fewer than the blueprint asks for when there are not enough.
    """
    found: list[Item] = []
    familiar, chance = told.familiar or (), generator(f"{seed} pilots").random(len(pool.pilots))
    in_order = sorted(zip(pool.pilots, chance, strict=True), key=lambda each: (each[0].id not in familiar, each[1]))
    for pilot, _ in in_order:
        if len(found) == pool.blueprint.pilot_slots:
            break
        if pilot.id not in told.seen and not any(_clash(pilot, other) for other in (*chosen, *found)):
            found.append(pilot)
    return found


def _clash(one: Item, other: Item) -> bool:
    return one.family == other.family or one.id in other.enemies or other.id in one.enemies


def _recorded(pool: Pool, told: Told) -> Recorded:
    places = pool.contents.places
    familiar = None if told.familiar is None else places(told.familiar)
    return Recorded(places(told.seen), places(told.barred), familiar)


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


def _slot(item: Item, chance: np.random.Generator, *, is_scored: bool) -> Slot:
    order = chance.permutation(kind_of(item).reply_count(item))
    return Slot(item.id, item.version, tuple(order.tolist()), is_scored)
