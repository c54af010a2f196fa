"""What a check of the bank reports: problems and warnings by file and line, and counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from question_bank.flaw import Severity
from question_bank.items import Item

COUNTED = ("kind", "domain", "channel", "category", "difficulty", "situation")


class Finding(Struct, frozen=True, order=True):
    """One thing to repair: where it stands and a sentence that says what to do."""

    file: str
    line: int
    item: str | None
    sentence: str
    severity: Severity = "problem"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.item or '-'}: {self.sentence}"


class Report(Struct, frozen=True):
    """The outcome of a check; the bank is fit for use when there are no problems."""

    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    counts: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, findings: Iterable[Finding], items: Sequence[Item]) -> "Report":
        """Put findings in the order of the files and count the items."""
        ordered = sorted(set(findings), key=lambda finding: (finding.file, finding.line, finding.sentence))
        return cls(
            problems=tuple(finding for finding in ordered if finding.severity == "problem"),
            warnings=tuple(finding for finding in ordered if finding.severity == "warning"),
            counts=counts(items),
        )

    def about(self, names: Sequence[str]) -> "Report":
        """Keep only what concerns files whose path contains one of these names."""

        def keep(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
            return tuple(finding for finding in findings if any(name in finding.file for name in names))

        return Report(keep(self.problems), keep(self.warnings), self.counts)

    def as_json(self) -> dict[str, Any]:
        """Return plain data for JSON: ok, problems, warnings, counts."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return {"ok": not self.problems, **plain}


def counts(items: Sequence[Item]) -> dict[str, dict[str, Any]]:
    """Count items per exam, and within an exam by each attribute a blueprint selects by."""
    result: dict[str, dict[str, Any]] = {}
    for exam in sorted({item.exam for item in items}):
        of_exam = [item for item in items if item.exam == exam]
        tallies = {name: Counter(str(getattr(item, name)) for item in of_exam) for name in COUNTED}
        families = {item.family for item in of_exam}
        result[exam] = {"items": len(of_exam), "families": len(families)} | {
            name: dict(sorted(tally.items())) for name, tally in tallies.items()
        }
    return result
