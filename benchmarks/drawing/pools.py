"""The pools that are measured: the bank as it is, and one ten times as large."""

from functools import cache

import msgspec

from question_bank.bank import Bank, load_bank
from question_bank.items import Item
from question_bank.pool import Pool

LARGE = 10


@cache
def bank() -> Bank:
    """Return the bank as it is shipped."""
    return load_bank()


def pool_of_exam(exam: str, times: int = 1) -> Pool:
    """Return the pool of an exam, with each item so many times: the copies in families of their own."""
    items = bank().all_items(exam)
    return Pool(bank().find_blueprint(exam), [_copy(item, number) for number in range(times) for item in items])


def _copy(item: Item, number: int) -> Item:
    if number == 0:
        return item
    family = f"{item.family}-k{number}"
    enemies = tuple(f"{enemy}-k{number}" for enemy in item.enemies)
    return msgspec.structs.replace(item, id=f"{item.id}-k{number}", family=family, enemies=enemies)
