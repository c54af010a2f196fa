"""What a format does not bring back, found by reading back what was written, part by part."""

from collections.abc import Iterator, Mapping
from typing import Any

from question_bank import differences
from question_bank.exchange.carried import Draft, Loss
from question_bank.flaw import Place

NAMES: Mapping[str, str] = {
    "id": "kenmerk",
    "version": "versie",
    "family": "casusfamilie",
    "exam": "toets",
    **{field: name.lower() for field, name in differences.NAMES.items()},
}
"""What the comparing of versions calls the fields, and those that versions of one item never differ in."""
SHOWN = 60


def losses(before: Draft, after: Draft, *, format_name: str) -> Iterator[Loss]:
    """List the parts of a draft that came back differently; ``format_name`` begins the sentence: "Een spreadsheet"."""
    for place, old, new in _differences(before, after):
        what = f"'{_short(old)}'" if old is not None else "een leeg veld"
        becomes = f"wordt '{_short(new)}'" if new is not None else "valt weg"
        sentence = f"{format_name} kan dit niet zo bevatten: {what} {becomes}."
        yield Loss(str(before.get("id", "")), part_name(place, before), sentence)


def part_name(place: Place, draft: Draft) -> str:
    """Return what a part of a draft is called in Dutch: ("replies", 1, "text") is "reactie b, tekst"."""
    words: list[str] = []
    here: Any = draft
    for step in place:
        here = _step(here, step)
        if isinstance(step, int) and words:
            words[-1] += f" {here['id'] if isinstance(here, Mapping) and 'id' in here else step + 1}"
        else:
            words.append(NAMES.get(str(step), str(step)))
    return ", ".join(words)


def _differences(old: Any, new: Any, place: Place = ()) -> Iterator[tuple[Place, Any, Any]]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            yield from _differences(old.get(name), new.get(name), (*place, name))
    elif isinstance(old, list) and isinstance(new, list) and any(isinstance(part, Mapping) for part in (*old, *new)):
        for number in range(max(len(old), len(new))):
            yield from _differences(_step(old, number), _step(new, number), (*place, number))
    else:
        yield place, old, new


def _step(whole: Any, step: str | int) -> Any:
    if isinstance(whole, Mapping):
        return whole.get(step)
    return whole[step] if isinstance(whole, list) and isinstance(step, int) and step < len(whole) else None


def _short(value: Any) -> str:
    text = " ".join(value if isinstance(value, list) and all(isinstance(part, str) for part in value) else [str(value)])
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
