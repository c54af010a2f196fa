"""What one run found, and which of the aims it met."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.aims import Aim, at_least, under
from benchmarks.certificates import Drawing
from benchmarks.load import Load
from benchmarks.page import Page
from benchmarks.refusals import Refusal
from benchmarks.rounds import Round, middle
from benchmarks.starts import Starts

SHARE_OF_FRAMEWORK = 1.0
SHARE_OF_PLAIN = 0.7
SHARE_OF_UPSERTS = 1.0
SAVE_P99_MS = 50
PAGE_BYTES = 120_000
PAGE_MS = 20
CERTIFICATE_MS = 40
REFUSAL_MS = 0.5
"""Well under a millisecond, where the database is not asked."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run; `usual` are rounds over 32 connections and `crowded` over 128, the other mappings are by database."""

    date: str
    machine: dict[str, Any]
    usual: list[Round]
    crowded: list[Round]
    starts: dict[str, Starts]
    pages: dict[str, Page]
    refusals: dict[str, dict[str, Refusal]]
    certificates: Drawing

    @property
    def databases(self) -> list[str]:
        """Return the names of the databases."""
        return list(self.pages)

    @property
    def acknowledged(self) -> int:
        """Return how many answers were acknowledged in the rounds."""
        return sum(saves.acknowledged for each in self._rounds for saves in each.saves.values())

    @property
    def lost(self) -> int:
        """Return how many acknowledged answers and starts the database does not have: any but 0 is a fault."""
        saves = sum(saves.lost for each in self._rounds for saves in each.saves.values())
        return saves + sum(starts.lost for starts in self.starts.values())

    @property
    def _rounds(self) -> list[Round]:
        return self.usual + self.crowded

    def saves_load(self, database: str) -> Load:
        """Return the middle of the rounds over 32 connections."""
        return middle([each.saves[database].load for each in self.usual])

    def aims(self) -> list[Aim]:
        """List the aims."""
        found = []
        for name in self.databases:
            found += [
                at_least(
                    f"saves on {name}, share of the framework's no-op rate",
                    median(each.share_of_framework(name) for each in self.usual),
                    SHARE_OF_FRAMEWORK,
                ),
                at_least(
                    f"saves on {name}, share of the plain no-op rate, {self.crowded[0].connections} connections",
                    median(each.share_of_plain(name) for each in self.crowded),
                    SHARE_OF_PLAIN,
                ),
                under(f"saves on {name}, p99 in ms", self.saves_load(name).p99_ms, SAVE_P99_MS),
                under(f"exam page on {name}, server time in ms", self.pages[name].page_median_ms, PAGE_MS),
                under(f"opening the exam on {name}, server time in ms", self.pages[name].open_median_ms, PAGE_MS),
            ]
            found += self._journal_aim(name)
            longest = max(each.cpu_ms if each.waits else each.ms for each in self.refusals[name].values())
            found.append(under(f"longest refusal on {name}, server time in ms", longest, REFUSAL_MS))
        weight = max(page.bytes for page in self.pages.values())
        return [
            *found,
            under("exam page, bytes on first load", weight, PAGE_BYTES),
            under("certificate, ms to draw", self.certificates.median_ms, CERTIFICATE_MS),
        ]

    def _journal_aim(self, name: str) -> list[Aim]:
        """Return the aim of the journal without HTTP, where there was a pgbench to hold it against."""
        shares = [share for each in self._rounds if (share := each.journal_share_of_upserts(name)) is not None]
        if not shares:
            return []
        return [at_least(f"saves on {name} without HTTP, share of pgbench's upserts", median(shares), SHARE_OF_UPSERTS)]
