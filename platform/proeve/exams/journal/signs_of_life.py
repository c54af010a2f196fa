"""Which signs of life in a group are worth writing down, and which silences end with them."""

from collections.abc import Iterable
from typing import NamedTuple

from proeve.exams.attempts import AttemptState
from proeve.exams.journal.presence import is_renewed, silent_since
from proeve.exams.journal.writer import Judged


class SignOfLife(NamedTuple):
    """A row of `presence` to be."""

    attempt_id: int
    seen_ms: int
    slot: int | None
    answered: int | None


class Gap(NamedTuple):
    """A row of `connection_gap` to be."""

    attempt_id: int
    from_ms: int
    until_ms: int


def signs_of_life(judged: Iterable[Judged]) -> tuple[list[SignOfLife], list[Gap]]:
    """List what a group says about presence, in the order of attempts, so that writers never wait for one another.

    Only the page that holds the lease counts. A silence while the attempt is paused is nobody's loss, but one that
    runs into a pause is noted until then.
    """
    signs: dict[int, SignOfLife] = {}
    gaps = []
    for delivery, standing, _ in judged:
        if standing is None or standing.state != AttemptState.RUNNING or standing.lease != delivery.claim.lease:
            continue
        attempt_id, now_ms, place = delivery.claim.attempt_id, delivery.received_ms, delivery.place
        if not is_renewed(standing.seen_ms, now_ms):
            continue
        until_ms = standing.clock_ms(now_ms)
        since_ms = silent_since(standing.seen_ms, standing.started_ms, until_ms)
        if since_ms is not None and attempt_id not in signs:
            gaps.append(Gap(attempt_id, since_ms, until_ms))
        slot = delivery.saves[-1].slot if delivery.saves else place.slot
        signs[attempt_id] = SignOfLife(attempt_id, now_ms, slot, place.answered)
    return sorted(signs.values()), sorted(gaps)
