"""The example of a staff list, for filling in."""

import io

import xlsxwriter

from proeve.corporations.staff_details import LABELS

WIDTH = 22

EXAMPLES = (
    ("Fatima", "el", "Amrani", "fatima.elamrani@corporatie.example", "00127", "Woonconsulent", "Wonen", "Zwolle"),
    ("Jan", "van der", "Berg", "jan.vanderberg@corporatie.example", "00131", "Opzichter", "Onderhoud", "Zwolle"),
)
HINTS = (
    "Vul het blad Medewerkers in, met één medewerker op elke regel.",
    "De voornaam, de achternaam en het e-mailadres zijn nodig. De andere kolommen mag u leeg laten of weghalen.",
    "Heeft iemand geen tussenvoegsel? Laat die cel dan leeg.",
    "Iedereen krijgt een eigen e-mailadres. Daarmee loggen mensen in.",
    "Na het uploaden ziet u eerst wat er gebeurt. Pas als u dat bevestigt, nemen we de lijst over.",
    "Zo ziet een ingevulde lijst eruit:",
)


def staff_list_template() -> bytes:
    """Return an .xlsx file with an empty list, and a second sheet that explains it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        bold, text = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "@"})
        sheet = workbook.add_worksheet("Medewerkers")
        sheet.set_column(0, len(LABELS) - 1, WIDTH, text)
        sheet.write_row(0, 0, LABELS.values(), bold)
        sheet.freeze_panes(1, 0)
        explanation = workbook.add_worksheet("Uitleg")
        explanation.set_column(0, len(LABELS) - 1, WIDTH, text)
        explanation.write_column(0, 0, HINTS)
        for number, row in enumerate((tuple(LABELS.values()), *EXAMPLES), len(HINTS) + 1):
            explanation.write_row(number, 0, row, text)
    return buffer.getvalue()
