"""Questions in a spreadsheet, for trainers who write in Excel: the whole bank out, and changed or new questions in."""

from question_bank.exchange.spreadsheet.exporting import export_spreadsheet
from question_bank.exchange.spreadsheet.importing import import_spreadsheet

__all__ = ["export_spreadsheet", "import_spreadsheet"]
