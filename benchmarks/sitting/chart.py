"""A sitting as text to read: a chart of what happened when, and tables of what it took."""

from collections.abc import Iterator, Sequence

from benchmarks.sitting.figures import Sitting, Waiting
from benchmarks.sitting.records import BEAT, HAND_IN, OPEN, PAGE, SAVE, START

WIDTH = 72
LEVELS = " ▁▂▃▄▅▆▇█"
NAMES = {
    START: "starts",
    PAGE: "exam pages",
    OPEN: "exams opened",
    SAVE: "saves",
    BEAT: "heartbeats",
    HAND_IN: "hand-ins",
}
HEADER = f"{'':24}{'answers':>10}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}{'max ms':>10}"


def as_text(sitting: Sitting) -> str:
    """Return one sitting."""
    parts = (_promises, _rates, _chart, _waiting, _costs)
    return "\n".join(
        [
            f"{sitting.name.upper()}: {sitting.candidates:,} candidates",
            *(line for part in parts for line in part(sitting)),
        ]
    )


def spark(counts: Sequence[float], width: int = WIDTH) -> str:
    """Draw a row of numbers as bars, several numbers to a bar when there are more than the width."""
    if not counts:
        return ""
    bars = [_mean(counts, place, min(width, len(counts))) for place in range(min(width, len(counts)))]
    highest = max(bars) or 1
    # Anything at all shows as something.
    return "".join(LEVELS[-(-round(bar / highest * 1000) * (len(LEVELS) - 1) // 1000)] for bar in bars)


def _mean(counts: Sequence[float], place: int, bars: int) -> float:
    begin, end = place * len(counts) // bars, (place + 1) * len(counts) // bars
    return sum(counts[begin:end]) / (end - begin)


def _promises(sitting: Sitting) -> Iterator[str]:
    found = sitting.comparison
    yield f"  {found.acknowledged:,} answers acknowledged, {found.stored:,} stored, {found.lost_answers:,} lost"
    yield f"  started and lost: {found.lost_starts:,}; handed in and lost: {found.lost_hand_ins:,}"
    for failure, count in sorted(sitting.failures.items()):
        yield f"  {count:>8,} times {failure}"


def _rates(sitting: Sitting) -> Iterator[str]:
    begin, end = sitting.hold
    yield f"  {sitting.starts_per_second:,.0f} starts a second; {sitting.best_minute_of_starts:,.0f} in the best minute"
    yield f"  {sitting.saves_per_second:,.0f} saves a second over the {end - begin:,.0f} s in which everybody was in"


def _chart(sitting: Sitting) -> Iterator[str]:
    seconds = max(map(len, sitting.per_second.values()), default=0)
    yield f"  {f'{seconds} seconds, side by side':24}{'':{min(WIDTH, seconds)}}  most in one second"
    for kind, counts in sitting.per_second.items():
        yield f"  {NAMES[kind]:24}{spark(counts)}  {max(counts):,}"


def _waiting(sitting: Sitting) -> Iterator[str]:
    yield HEADER
    yield from (_row(NAMES[kind], waiting) for kind, waiting in sitting.waiting.items())
    yield from (
        _row(f"{NAMES[kind]}, all in", waiting)
        for kind, waiting in sitting.waiting_in_hold.items()
        if kind in {SAVE, BEAT}
    )
    yield f"  the generators were {sitting.behind_p99_ms:.1f} ms late themselves (p99)"


def _row(name: str, waiting: Waiting) -> str:
    times = (waiting.p50_ms, waiting.p95_ms, waiting.p99_ms, waiting.max_ms)
    return f"  {name:22}{waiting.count:>10,}" + "".join(f"{ms:>10,.1f}" for ms in times)


def _costs(sitting: Sitting) -> Iterator[str]:
    yield "  per candidate"
    for part, cost in sitting.costs.items():
        yield f"    {part:20}{cost.cpu_seconds:>10.3f} s of processor{cost.memory_bytes / 1024:>10,.1f} kB of memory"
    yield f"    {'on disk':20}{sitting.database_bytes / 1024:>10,.1f} kB of database"
    yield f"    {'connections':20}{sitting.connections / sitting.candidates:>10.1f}"
