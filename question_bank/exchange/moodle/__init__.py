"""Questions as Moodle XML: our own come back as Moodle can hold them, those of others as far as they go."""

from question_bank.exchange.moodle.exporting import export_moodle
from question_bank.exchange.moodle.importing import import_moodle

__all__ = ["export_moodle", "import_moodle"]
