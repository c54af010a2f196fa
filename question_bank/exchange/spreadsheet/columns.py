"""The columns of the spreadsheet: what they are called, what to fill in, and which part of a question they hold."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from question_bank.flaw import Place

Sort = Literal["text", "whole", "day", "choice", "code", "codes", "ids", "turns", "levels", "mark"]

LETTERS = "abcde"
OPTIONS = 4
CRITERIA = 8
MODEL_ANSWERS = 5


class Column(Struct, frozen=True):
    """One column; ``place`` is where its value stands in a row, see ``rows``."""

    place: Place
    heading: str
    help: str
    sort: Sort = "text"
    is_needed: bool = False


def _needed(field: str, heading: str, help_: str, sort: Sort = "text") -> Column:
    return Column((field,), heading, help_, sort, is_needed=True)


ATTRIBUTES = (
    _needed("id", "Kenmerk", "De eigen naam van de vraag, zoals kw-natte-muur-1. Alleen kleine letters en streepjes."),
    Column(("version",), "Versie", "Een nieuwe vraag begint met 1.", "whole"),
    Column(("family",), "Casusfamilie", "Vragen over hetzelfde voorval horen bij één familie, zoals kw-natte-muur."),
    _needed("exam", "Toets", "De toets waar de vraag bij hoort: klantgericht-werken of lastige-boodschappen."),
    _needed("kind", "Vraagvorm", "Kies uit de lijst wat de kandidaat doet.", "choice"),
    _needed("category", "Categorie", "De code uit het codeboek waar de vraag vooral over gaat.", "code"),
    _needed("domain", "Onderwerp", "Kies uit de lijst waar het voorval over gaat.", "choice"),
    _needed("channel", "Kanaal", "Kies uit de lijst hoe de huurder en de medewerker elkaar spreken.", "choice"),
    _needed(
        "situation", "Situatie", "Reactief: de huurder komt naar u toe. Proactief: u zoekt de huurder op.", "choice"
    ),
    _needed("difficulty", "Moeilijkheid", "1 is makkelijk, 2 is gemiddeld, 3 is moeilijk.", "choice"),
    _needed("source", "Bron", "Het artikel en de regels, zoals B:9-10."),
    Column(("boundary_rule",), "Grensregel", "Het nummer van de grensregel, als de vraag die toetst.", "whole"),
    Column(
        ("enemies",), "Elkaar verradende vragen", "Kenmerken van vragen die deze verraden, met komma's ertussen.", "ids"
    ),
    Column(("valid_until",), "Geldig tot en met", "De laatste dag dat de feiten kloppen, zoals 30-06-2027.", "day"),
)

SCENARIO = (
    Column(("scenario", "role"), "Rol", "Wie de kandidaat is: U werkt aan de balie.", is_needed=True),
    Column(("scenario", "fact"), "Feit", "De regel of het beleid dat de kandidaat moet weten. Mag leeg blijven."),
    Column(("scenario", "text"), "Casus", "Wat er gebeurt, in hoogstens 70 woorden.", is_needed=True),
    Column(("scenario", "quote"), "Citaat", "Wat de huurder letterlijk zegt. Mag leeg blijven."),
    Column(
        ("scenario", "dialogue"),
        "Gesprek",
        "Wat er al gezegd is. Begin elke regel met 'huurder:' of 'medewerker:'. Alt+Enter geeft een nieuwe regel.",
        "turns",
    ),
    _needed("question", "Vraag", "Wat u de kandidaat vraagt."),
)


def _reply(letter: str) -> tuple[Column, ...]:
    here: Place = ("replies", letter)
    return (
        Column((*here, "text"), f"Reactie {letter}", "Wat de medewerker zegt."),
        Column((*here, "mark"), f"Sleutel {letter}", MARK_HELP, "mark"),
        Column(
            (*here, "category"), f"Categorie {letter}", "De code uit het codeboek die bij de reactie hoort.", "code"
        ),
        Column((*here, "also"), f"Ook {letter}", "Verdere codes, met komma's ertussen. Mag leeg blijven.", "codes"),
        Column((*here, "explanation"), f"Uitleg {letter}", "Eén zin: waarom dit wel of niet professioneel is."),
        Column((*here, "remark"), f"Opmerking {letter}", "Alleen voor auteurs. Mag leeg blijven."),
    )


MARK_HELP = (
    "Beste antwoord en volgende stap: 'beste' bij één reactie. Meest en minst: 'meest' bij de ene en 'minst' bij de "
    "andere. Reacties beoordelen: een cijfer van 1 (zeer onprofessioneel) tot 4 (zeer professioneel) bij elke reactie. "
    "Reacties ordenen: 1 bij de beste reactie, dan 2, 3 en 4."
)
REPLIES = tuple(column for letter in LETTERS for column in _reply(letter))
ONE_REPLY = tuple(column for column in _reply("a") if column.sort != "mark")

CHOICES_TO_RECOGNISE = (
    Column(("key",), "Juiste categorie", "De code van de categorie die goed is.", "code"),
    *(
        column
        for number in range(OPTIONS)
        for column in (
            Column(("options", number, "category"), f"Keuze {number + 1}", "Een code om uit te kiezen.", "code"),
            Column(
                ("options", number, "explanation"),
                f"Uitleg bij keuze {number + 1}",
                "Eén zin: waarom deze keuze goed of fout is.",
            ),
        )
    ),
)

WRITTEN = (
    *(
        column
        for number in range(CRITERIA)
        for column in (
            Column(("rubric", number, "criterion"), f"Criterium {number + 1}", "Waar de beoordelaar op let."),
            Column(("rubric", number, "max"), f"Punten {number + 1}", "Het hoogste aantal punten.", "whole"),
            Column(
                ("rubric", number, "levels"),
                f"Niveaus {number + 1}",
                "Voor elk aantal punten een regel, zoals '0: Noemt geen reden.'",
                "levels",
            ),
        )
    ),
    *(
        Column(("model_answers", number), f"Voorbeeldantwoord {number + 1}", "Een antwoord dat iemand kan geven.")
        for number in range(MODEL_ANSWERS)
    ),
    Column(("marking_notes",), "Aanwijzingen voor beoordelaars", "Waar beoordelaars op moeten letten."),
)


class Shape(Struct, frozen=True):
    """A sheet: the formats that stand on it together and its columns."""

    name: str
    kinds: tuple[str, ...]
    columns: tuple[Column, ...]


SHAPES = (
    Shape(
        "Reacties",
        ("best_answer", "next_step", "most_least", "rate_replies", "rank_replies"),
        (*ATTRIBUTES, *SCENARIO, *REPLIES),
    ),
    Shape("Soort herkennen", ("recognise_category",), (*ATTRIBUTES, *SCENARIO, *ONE_REPLY, *CHOICES_TO_RECOGNISE)),
    Shape("Zelf schrijven", ("written_reply",), (*ATTRIBUTES, *SCENARIO, *WRITTEN)),
)
HELP_SHEET = "Uitleg"
CODEBOOK_SHEET = "Codeboek"


def _folded(heading: str) -> str:
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


_BY_HEADING: Mapping[str, Column] = {_folded(column.heading): column for shape in SHAPES for column in shape.columns}


def find_column(heading: str) -> Column | None:
    """Return the column with this heading, whatever its capitals, spaces and signs, or None."""
    return _BY_HEADING.get(_folded(heading))
