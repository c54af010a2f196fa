"""What forms are drawn from: the items an exam may ask now, those to try out, and the program built from them once."""

import hashlib
from collections.abc import Collection, Iterable, Sequence

import msgspec
from msgspec import Struct

from question_bank.assembly import Program, rows_of
from question_bank.blueprint import Blueprint
from question_bank.items import Item

Version = tuple[str, int]


class PoolContents(Struct, frozen=True, forbid_unknown_fields=True):
    """The item versions of a pool, scored and to try out: what has to be kept to draw its forms again.

    What a form was given is kept as places in this list, the scored items first.
    """

    scored: tuple[Version, ...]
    pilots: tuple[Version, ...] = ()

    @property
    def digest(self) -> str:
        """Return a name for these contents: equal contents have equal names."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()

    def ids(self, places: Iterable[int]) -> frozenset[str]:
        """Return the ids of the items at these places."""
        versions = (*self.scored, *self.pilots)
        return frozenset(versions[place][0] for place in places)

    def places(self, ids: Collection[str]) -> tuple[int, ...]:
        """Return the places of the items with these ids; an id that is not here has none."""
        versions = (*self.scored, *self.pilots)
        return tuple(place for place, (item, _) in enumerate(versions) if item in ids)


class Pool:
    """The items a blueprint draws from, by id, so that the order they come in changes nothing."""

    def __init__(self, blueprint: Blueprint, items: Iterable[Item], pilots: Iterable[Item] = ()) -> None:
        self.blueprint = blueprint
        self.items = pool_of(blueprint, items)
        self.pilots = pool_of(blueprint, pilots) if blueprint.pilot_slots else []
        self.contents = PoolContents(_versions(self.items), _versions(self.pilots))
        self.digest = self.contents.digest
        self.program = Program(rows_of(blueprint, self.items), len(self.items))


def pool_of(blueprint: Blueprint, items: Iterable[Item]) -> list[Item]:
    """List the items this exam may ask, by id."""
    return sorted((item for item in items if blueprint.uses(item)), key=lambda item: item.id)


def _versions(items: Sequence[Item]) -> tuple[Version, ...]:
    return tuple((item.id, item.version) for item in items)
