"""Find the line with the names of the columns, whatever they are called and in whatever order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from proeve.core.errors import Invalid
from proeve.corporations.staff_details import LABELS
from proeve.corporations.staff_lists.formats import EMPTY
from proeve.corporations.staff_lists.sheets import LINES_ABOVE, Line, Sheet
from proeve.people.names import fold
from proeve.people.text import in_a_row, tidy

FULL_NAME = "full_name"
NAMES = ("given_name", "name_prefix", "family_name")

SYNONYMS = {
    "given_name": "voornaam voornamen roepnaam firstname givenname forename",
    "name_prefix": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tussenv tsv tv nameprefix infix prefix",
    "family_name": "achternaam familienaam geslachtsnaam lastname familyname surname",
    FULL_NAME: "naam volledigenaam naammedewerker medewerker name fullname employee employeename",
    "email": "email emailadres mail mailadres werkmail emailwerk zakelijkemail emailzakelijk emailaddress workemail",
    "staff_number": "personeelsnummer personeelsnr persnr medewerkernummer medewerkersnummer medewerkernr"
    " personnelnumber employeenumber employeeid staffnumber",
    "job_title": "functie functienaam functietitel functieomschrijving jobtitle job position",
    "team": "team teamnaam afdeling afdelingsnaam department",
    "location": "locatie vestiging standplaats kantoor location office",
}
"""How columns are called in Dutch and English, without capitals, accents, signs and what stands between brackets."""

_FIELDS = {word: field for field, words in SYNONYMS.items() for word in words.split()}

SHOW_HOW = "Zet de namen van de kolommen op de eerste regel, zoals in de voorbeeldlijst."


@dataclass(frozen=True, slots=True)
class Header:
    """The line with the names of the columns: at which place each field stands, and how the file calls it."""

    line: Line
    places: dict[str, int]

    def title(self, field: str) -> str:
        """Return the name of a field's column as it stands in the file, and ours when it has no such column."""
        return tidy(self.line.cells[self.places[field]]) if field in self.places else LABELS[field]

    @property
    def unused(self) -> list[str]:
        """The names of the columns we do not use."""
        used = set(self.places.values())
        return [tidy(cell) for place, cell in enumerate(self.line.cells) if cell.strip() and place not in used]


def field_of(title: str) -> str | None:
    """Return the field a column is for, or None when we do not know its name."""
    bare = fold(re.sub(r"\([^)]*\)", "", title))
    return _FIELDS.get("".join(sign for sign in bare if sign.isalnum()))


def count_known(cells: Sequence[str]) -> int:
    """Return how many different fields are named by these cells."""
    return len({field_of(cell) for cell in cells} - {None})


def find_header(sheets: Sequence[Sheet]) -> tuple[Sheet, Header]:
    """Return the sheet with a staff list in it and its header, or raise Invalid that says which columns are missing."""
    lines = [(sheet, line) for sheet in sheets for line in sheet.lines[: LINES_ABOVE + 1]]
    if not lines:
        raise Invalid(EMPTY, code="file_empty")
    sheet, line = max(lines, key=lambda candidate: count_known(candidate[1].cells))
    places = _places(line)
    if missing := _missing(places):
        what = "ontbreekt de kolom" if len(missing) == 1 else "ontbreken de kolommen"
        raise Invalid(f"In dit bestand {what} {in_a_row(missing)}. {SHOW_HOW}", code="columns_missing")
    return sheet, Header(line, places)


def _places(line: Line) -> dict[str, int]:
    """Return where each field stands; the first column of a kind counts, but two of a name or address are refused."""
    places: dict[str, int] = {}
    for place, cell in enumerate(line.cells):
        field = field_of(cell)
        if field in {"email", FULL_NAME, *NAMES} and field in places:
            first, second = tidy(line.cells[places[field]]), tidy(cell)
            raise Invalid(
                f"De kolommen “{first}” en “{second}” zijn voor hetzelfde. Haal er één weg.", code="columns_double"
            )
        if field is not None:
            places.setdefault(field, place)
    return _with_one_kind_of_name(places)


def _with_one_kind_of_name(places: dict[str, int]) -> dict[str, int]:
    """Choose between parts of a name and a full name; beside a given name, "naam" is the family name."""
    if FULL_NAME not in places:
        return places
    if "given_name" not in places:
        return {field: place for field, place in places.items() if field not in NAMES}
    full = places.pop(FULL_NAME)
    return {"family_name": full, **places}


def _missing(places: dict[str, int]) -> list[str]:
    needed = ("email",) if FULL_NAME in places else ("given_name", "family_name", "email")
    return [LABELS[field] for field in needed if field not in places]
