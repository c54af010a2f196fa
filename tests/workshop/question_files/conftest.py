"""The workshop of the tests beside this folder, and files with questions."""

import runpy
from pathlib import Path

import msgspec
import pytest

from proeve.workshop.question_files.checking import check_questions
from proeve.workshop.question_files.confirming import confirm_questions
from question_bank.exchange.qti.exporting import export_package
from question_bank.exchange.spreadsheet.exporting import export_spreadsheet

OF_WORKSHOP = runpy.run_path(str(Path(__file__).parents[1] / "conftest.py"))
workshop, exams, item = OF_WORKSHOP["workshop"], OF_WORKSHOP["exams"], OF_WORKSHOP["item"]
author, colleague, approver, outsider = (OF_WORKSHOP[name] for name in ("author", "colleague", "approver", "outsider"))


class Files:
    """Makes files of items, and uploads them as somebody."""

    def __init__(self, database, scope):
        self.database, self.scope = database, scope

    async def upload(self, content: bytes, file_name: str, **named):
        return await check_questions(self.database, self.scope, file_name=file_name, data=content, **named)

    async def workbook(self, *items):
        return await self.upload(export_spreadsheet(items).content, "vragen.xlsx")

    async def package(self, *items):
        return await self.upload(export_package(items).content, "vragen.zip")

    async def sheet(self, *item_ids: str):
        """A sheet with a question for each id, all of one family that is new."""
        rows = (
            f"{item_id};klantgericht-werken;kw-scheve-lamp;beste antwoord;Vraag {number}?"
            for number, item_id in enumerate(item_ids)
        )
        content = "\n".join(["Kenmerk;Toets;Casusfamilie;Vraagvorm;Vraag", *rows])
        return await self.upload(content.encode(), "vragen.csv")

    async def confirm(self, upload):
        return await confirm_questions(self.database, self.scope, upload.id)


@pytest.fixture
def files(workshop, author):
    return Files(workshop.database, author)


@pytest.fixture
def reworded(item):
    return msgspec.structs.replace(item, question="Wat zegt u dan het beste?")
