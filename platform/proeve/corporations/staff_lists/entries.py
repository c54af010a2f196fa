"""Read the lines below the header: what each says about one staff member, and what is wrong with it."""

from dataclasses import asdict, dataclass, field
from typing import Any

from proeve.corporations.staff_details import NEEDED, check_details
from proeve.corporations.staff_lists.columns import FULL_NAME, NAMES, Header
from proeve.corporations.staff_lists.sheets import Line
from proeve.people.names import split_name

TOO_MANY_CELLS = "Deze regel heeft meer cellen dan er kolomnamen zijn. Controleer of alles onder de goede naam staat."
SEVERAL_LINES = "In deze cel staat meer dan één regel. Zet er één waarde in."
NO_FULL_NAME = "Schrijf de voornaam en de achternaam, zoals in Jan van der Berg."


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one place of the file; `column` is empty when it is the whole line."""

    line: int
    column: str
    message: str

    @property
    def sentence(self) -> str:
        """Return the problem as one sentence that says where it is."""
        column = f", kolom {self.column}" if self.column else ""
        return f"Regel {self.line}{column}: {self.message[0].lower()}{self.message[1:]}"

    def as_row(self) -> dict[str, Any]:
        """Return the problem as it is stored."""
        return {"line": self.line, "column": self.column, "message": self.message, "sentence": self.sentence}


@dataclass(slots=True)
class Entry:
    """One line of the list: the fields it fills in and its problems; a guess is a name that may be split wrongly."""

    line: int
    details: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    is_guess: bool = False


def read_entry(header: Header, line: Line) -> Entry:
    """Read one line; fields without a column are left out, so that they stay as they are."""
    typed = {name: line.cells[place] if place < len(line.cells) else "" for name, place in header.places.items()}
    entry = Entry(line.number, {})
    if any(cell.strip() for cell in line.cells[len(header.line.cells) :]):
        entry.problems.append(Problem(line.number, "", TOO_MANY_CELLS))
    for name, text in typed.items():
        if len(text.strip().splitlines()) > 1:
            entry.problems.append(Problem(line.number, header.title(name), SEVERAL_LINES))
    if FULL_NAME in typed:
        parts, is_certain = split_name(typed.pop(FULL_NAME))
        entry.is_guess = not is_certain
        typed |= asdict(parts)
    entry.details, wrong = check_details(typed)
    for name, message in wrong.items():
        problem = _problem(header, line, name, message)
        if problem not in entry.problems:
            entry.problems.append(problem)
    return entry


def _problem(header: Header, line: Line, name: str, message: str) -> Problem:
    """Say where a problem is; a part of a name may stand in the column of the whole, or before the family name."""
    if FULL_NAME in header.places and name in NAMES:
        message = NO_FULL_NAME if message in NEEDED.values() else message
        return Problem(line.number, header.title(FULL_NAME), message)
    return Problem(line.number, header.title(name if name in header.places else "family_name"), message)
