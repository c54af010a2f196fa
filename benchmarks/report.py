"""What one run found, and which of the aims it met."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.aims import Aim, at_least, under
from benchmarks.certificates import Drawing
from benchmarks.load import Load
from benchmarks.page import Page
from benchmarks.rounds import Round, middle
from benchmarks.starts import Starts

SHARE_OF_FRAMEWORK = 0.8
SAVE_P99_MS = 50
PAGE_BYTES = 120_000
PAGE_MS = 20
CERTIFICATE_MS = 40


@dataclass(frozen=True, slots=True)
class Report:
    """One run; `usual` are rounds over 32 connections and `crowded` over 128, starts and pages are by database."""

    date: str
    machine: dict[str, Any]
    usual: list[Round]
    crowded: list[Round]
    starts: dict[str, Starts]
    pages: dict[str, Page]
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
            share = median(each.share_of_framework(name) for each in self.usual)
            found += [
                at_least(f"saves on {name}, share of the framework's no-op rate", share, SHARE_OF_FRAMEWORK),
                under(f"saves on {name}, p99 in ms", self.saves_load(name).p99_ms, SAVE_P99_MS),
                under(f"exam page on {name}, server time in ms", self.pages[name].page_median_ms, PAGE_MS),
                under(f"opening the exam on {name}, server time in ms", self.pages[name].open_median_ms, PAGE_MS),
            ]
        weight = max(page.bytes for page in self.pages.values())
        return [
            *found,
            under("exam page, bytes on first load", weight, PAGE_BYTES),
            under("certificate, ms to draw", self.certificates.median_ms, CERTIFICATE_MS),
        ]
