"""Keep one page that runs wild from filling the journal: a count per attempt in this process."""

from collections import Counter

WINDOW_MS = 30_000
MOST_SAVES = 3000
"""Far above any honest page, which sends a few saves a second and at most a hundred at once after a pause."""


class SaveLimit:
    """Counts the saves of each attempt in windows of half a minute; every process counts for itself."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._ends_ms = 0

    def allows(self, attempt_id: int, saves: int, now_ms: int) -> bool:
        """Count these saves and say whether they are still within the limit."""
        if now_ms >= self._ends_ms:
            self._counts.clear()
            self._ends_ms = now_ms + WINDOW_MS
        self._counts[attempt_id] += saves
        return self._counts[attempt_id] <= MOST_SAVES
