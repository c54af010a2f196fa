"""The sheets that explain: what to fill in in every column, and the codebook."""

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from question_bank.codebook import all_categories
from question_bank.exchange.spreadsheet.columns import CODEBOOK_SHEET, HELP_SHEET, SHAPES
from question_bank.kinds import KINDS

INTRODUCTION = (
    "Zo werkt dit bestand",
    "Elke regel is één vraag. Kies het blad dat bij de vraagvorm hoort.",
    "Verander de namen van de kolommen niet. De volgorde mag u wel veranderen.",
    "Voeg geen cellen samen. Een nieuwe regel binnen een cel maakt u met Alt+Enter.",
    "Lege regels en lege kolommen mogen. Een veld met 'moet' mag niet leeg blijven.",
    "Plaatjes, kleuren en opmerkingen bij cellen gaan niet mee.",
)
HEAD = ("Blad", "Kolom", "Moet", "Wat u invult")
CODEBOOK_HEAD = ("Code", "Naam", "Professioneel", "Uitleg", "Voorbeeld")


def add_help(book: Workbook) -> None:
    """Add the sheet that explains every column, once per sheet that has it."""
    sheet = book.add_worksheet(HELP_SHEET)
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    _set_widths(sheet, (18, 30, 8, 90))
    for number, line in enumerate(INTRODUCTION):
        sheet.write_string(number, 0, line, bold if number == 0 else None)
    lines = [(shape.name, "Vraagvormen", "", _kinds(shape.kinds)) for shape in SHAPES]
    lines += [
        (shape.name, column.heading, "moet" if column.is_needed else "", column.help)
        for shape in SHAPES
        for column in shape.columns
    ]
    for place, title in enumerate(HEAD):
        sheet.write_string(len(INTRODUCTION) + 1, place, title, bold)
    for number, cells in enumerate(lines, start=len(INTRODUCTION) + 2):
        for place, text in enumerate(cells):
            sheet.write_string(number, place, text, wrap)


def add_codebook(book: Workbook) -> None:
    """Add the sheet with the categories; the lists of the other sheets choose from its first column."""
    sheet = book.add_worksheet(CODEBOOK_SHEET)
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    _set_widths(sheet, (14, 34, 14, 60, 60))
    for place, title in enumerate(CODEBOOK_HEAD):
        sheet.write_string(0, place, title, bold)
    for number, category in enumerate(all_categories(), start=1):
        professional = "ja" if category.professional else "nee"
        line = (category.code, category.name, professional, category.explanation, category.example)
        for place, text in enumerate(line):
            sheet.write_string(number, place, text, wrap)
    sheet.freeze_panes(1, 1)


def _kinds(names: Sequence[str]) -> str:
    return ", ".join(kind.dutch for name, kind in KINDS.items() if name in names)


def _set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
