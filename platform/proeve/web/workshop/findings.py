"""What the checks say of a draft, at the fields of its form: what to mend, what to think about, what is still empty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from question_bank.differences import NAMES, name_of
from question_bank.flaw import Flaw, Place, Severity

WHOLE = "hele-vraag"
"""The place of what is about no field in particular."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence at one field; `name` is what people call the field."""

    anchor: str
    name: str
    sentence: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong or doubtful in what is written, and the fields where nothing is written yet."""

    written: list[Finding] = field(default_factory=list)
    empty: list[Finding] = field(default_factory=list)

    @property
    def problems(self) -> list[Finding]:
        """Return what must be mended."""
        return [each for each in self.written if each.severity == "problem"]

    @property
    def warnings(self) -> list[Finding]:
        """Return what to think about."""
        return [each for each in self.written if each.severity == "warning"]

    def at(self, anchor: str) -> list[Finding]:
        """Return what there is to say at a field that is written in."""
        return [each for each in self.written if each.anchor == anchor]


def find_findings(flaws: Iterable[Flaw], document: Mapping[str, Any], anchors: Iterable[str]) -> Findings:
    """Put flaws at the fields of a form; `anchors` are the names of its fields and groups."""
    known, findings = set(anchors), Findings()
    for flaw in flaws:
        anchor = anchor_of(flaw.place, known)
        found = Finding(anchor, _name(flaw.place), flaw.sentence, flaw.severity)
        (findings.empty if _is_empty(document, flaw.place) else findings.written).append(found)
    return findings


def anchor_of(place: Place, known: set[str]) -> str:
    """Return the field of a place, or the group around it, or the whole form."""
    steps = [str(step) for step in place]
    while steps and ".".join(steps) not in known:
        steps.pop()
    return ".".join(steps) or WHOLE


def _name(place: Place) -> str:
    """Return what people call a place; the name of an item is no field, so it has none."""
    return name_of(place) if place and place[0] in NAMES else ""


def _is_empty(document: Mapping[str, Any], place: Place) -> bool:
    value: Any = document
    for step in place:
        if isinstance(value, Mapping):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            value = None
    return bool(place) and value in (None, "", [], {})
