"""Find outages in silences: several people of one sitting who were without a connection at the same time.

One person who is silent has a loose cable; several at once have the network against them, and may get their time back.
An outage is a stretch of time in which, at every moment, enough of the people who were at it were silent. What somebody
lost is their own silence within it. People fall silent and come back one after another, so for who fell silent with the
others it counts from its own beginning, and for some minutes after most were back.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from proeve.exams.timing import SECONDS_PER_MINUTE

LEAST_PEOPLE = 3
LEAST_SHARE_PERCENT = 20
SMALL_GROUP = 2
"""In a group of two, both of them are enough."""
EARLY_MS = 60_000
"""Who fell silent no longer than this before there were enough, fell silent with the others."""
LATE_MS = 300_000
"""How much longer than most others somebody may take to come back."""
MS_PER_MINUTE = SECONDS_PER_MINUTE * 1000

Span = tuple[int, int]
"""From and until, in milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Sat:
    """When one person was at it, when nothing was heard of them, and what of that was made good before."""

    attempt_id: int
    at_it: Span
    silences: Sequence[Span]
    made_good: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """What one person lost in an outage: the evidence, and the minutes that make it good."""

    attempt_id: int
    span: Span
    lost_ms: int

    @property
    def minutes(self) -> int:
        """Return the minutes that make it good, rounded up."""
        return math.ceil(self.lost_ms / MS_PER_MINUTE)

    @property
    def made_good(self) -> Span:
        """Return the time that these minutes make good: what was rounded up is paid ahead, if the silence goes on."""
        return self.span[0], self.span[1] + self.minutes * MS_PER_MINUTE - self.lost_ms


@dataclass(frozen=True, slots=True)
class Outage:
    """A stretch of time in which enough people were silent, with what each of them lost and did not get back yet."""

    span: Span
    losses: tuple[Loss, ...]


def find_outages(group: Collection[Sat]) -> list[Outage]:
    """Return the outages of a sitting in their order, without those that were made good altogether."""
    found = (Outage(span, _losses(group, span)) for span in _spans(group))
    return [outage for outage in found if outage.losses]


def is_enough(silent: int, at_it: int) -> bool:
    """Say whether so many silent people, of so many who are at it, have the network against them."""
    if at_it == SMALL_GROUP:
        return silent == at_it
    return silent >= LEAST_PEOPLE and silent * 100 >= at_it * LEAST_SHARE_PERCENT


def _spans(group: Collection[Sat]) -> list[Span]:
    """Return when enough people were silent, walking through the moments at which somebody began, fell silent ..."""
    changes: dict[int, list[int]] = {}
    for sat in group:
        for column, span in [(0, sat.at_it), *((1, silence) for silence in _silences(sat))]:
            for moment, sign in zip(span, (1, -1), strict=True):
                changes.setdefault(moment, [0, 0])[column] += sign
    spans: list[Span] = []
    at_it, silent, began = 0, 0, None
    for moment in sorted(changes):
        at_it, silent = at_it + changes[moment][0], silent + changes[moment][1]
        if began is None and is_enough(silent, at_it):
            began = moment
        elif began is not None and not is_enough(silent, at_it):
            spans.append((began, moment))
            began = None
    return spans


def _losses(group: Collection[Sat], outage: Span) -> tuple[Loss, ...]:
    losses = (_loss(sat, outage) for sat in group)
    return tuple(loss for loss in losses if loss is not None)


def _loss(sat: Sat, outage: Span) -> Loss | None:
    """Return what one person lost in an outage and did not get back before, or None."""
    shares = [share for silence in _silences(sat) if (share := _share(silence, outage))]
    left = [part for share in shares for part in _without(share, sat.made_good)]
    if not left:
        return None
    return Loss(sat.attempt_id, (left[0][0], left[-1][1]), sum(until - begin for begin, until in left))


def _silences(sat: Sat) -> list[Span]:
    """Return the silences of somebody while they were at it, in their order; what overlaps is one."""
    joined: list[Span] = []
    for begin, end in sorted(silence for each in sat.silences if (silence := _overlap(each, sat.at_it))):
        last = joined.pop() if joined and begin <= joined[-1][1] else (begin, end)
        joined.append((last[0], max(last[1], end)))
    return joined


def _share(silence: Span, outage: Span) -> Span | None:
    """Return the part of a silence that is due to an outage, or None when it has nothing to do with it."""
    if not _overlap(silence, outage):
        return None
    fell_with_others = silence[0] >= outage[0] - EARLY_MS
    return _overlap(silence, (silence[0], outage[1] + LATE_MS) if fell_with_others else outage)


def _overlap(one: Span, other: Span) -> Span | None:
    begin, end = max(one[0], other[0]), min(one[1], other[1])
    return (begin, end) if begin < end else None


def _without(span: Span, covered: Collection[Span]) -> list[Span]:
    """Return the parts of a span that no other span covers, in their order."""
    begin, end = span
    parts = []
    for from_ms, until_ms in sorted(covered):
        if until_ms <= begin or from_ms >= end:
            continue
        if from_ms > begin:
            parts.append((begin, from_ms))
        begin = max(begin, until_ms)
    return [*parts, (begin, end)] if begin < end else parts
