"""What the journal asks of a database, and how a group of deliveries becomes receipts on any of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from proeve.exams.journal.saves import (
    ACKNOWLEDGED,
    Content,
    Delivery,
    Key,
    Outcome,
    Receipt,
    Standing,
    checked_receipt,
    judge,
    keys_of,
)


class DatabaseAway(Exception):
    """The database cannot be reached or cannot write now; the same group may be tried again."""


class Writer(Protocol):
    """Writes groups of deliveries, each group in one transaction."""

    async def write(self, deliveries: Sequence[Delivery]) -> list[Receipt]:
        """Write all saves of a group and return, once that is durable, a receipt per delivery in their order.

        Raises DatabaseAway, or what the driver raises when it refuses the group. The group may then be written again:
        what was stored after all is found under its keys.
        """

    async def close(self) -> None:
        """Give the connection back."""


Judged = tuple[Delivery, Standing | None, Outcome]


def judge_all(deliveries: Iterable[Delivery], standing_of: Callable[[Delivery], Standing | None]) -> list[Judged]:
    """Judge every delivery; one whose attempt could not be read has no standing and must be tried again."""
    judged: list[Judged] = []
    for delivery in deliveries:
        standing = standing_of(delivery)
        outcome = Outcome.TRY_AGAIN if standing is None else judge(standing, delivery)
        judged.append((delivery, standing, outcome))
    return judged


def doubtful_keys(judged: Iterable[Judged], stored_count: int) -> list[Key]:
    """List the keys of which a look at the table must tell what they hold.

    Those are all refused saves, and when fewer rows were stored than accepted, all accepted ones: some were there.
    """
    accepted = [delivery for delivery, _, outcome in judged if outcome is ACKNOWLEDGED]
    refused = [delivery for delivery, standing, outcome in judged if standing and outcome is not ACKNOWLEDGED]
    if stored_count < sum(len(delivery.saves) for delivery in accepted):
        refused += accepted
    return [key for delivery in refused for key in keys_of(delivery)]


def receipts(judged: Iterable[Judged], stored: Mapping[Key, Content]) -> list[Receipt]:
    """Write the receipts; `stored` is what was found under the doubtful keys."""
    return [_receipt(delivery, standing, outcome, stored) for delivery, standing, outcome in judged]


def _receipt(delivery: Delivery, standing: Standing | None, outcome: Outcome, stored: Mapping[Key, Content]) -> Receipt:
    if standing is not None and stored:
        return checked_receipt(delivery, standing, outcome, stored)
    return Receipt([outcome] * len(delivery.saves), standing)
