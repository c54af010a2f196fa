"""Look at an uploaded file with questions, and keep what confirming it would do; no draft is begun yet."""

import asyncio

from proeve.core.database import Database
from proeve.core.scope import Scope
from proeve.people.text import tidy
from proeve.workshop.access import refuse_onlookers
from proeve.workshop.question_files.arriving import Arrived, arrived
from proeve.workshop.question_files.comparing import read_known
from proeve.workshop.question_files.reading import read_questions
from proeve.workshop.question_files.uploads import QuestionUpload
from question_bank.exchange.carried import Loss

LONGEST_FILE_NAME = 200


async def check_questions(
    database: Database, scope: Scope, *, file_name: str, data: bytes, exam: str = "", family: str = ""
) -> QuestionUpload:
    """Read a file (.zip with QTI, .xlsx, .ods, .csv, .xml) and return what it would do, stored for confirming.

    Exam and family are for questions that name none. Raises NotFound for who does not work on items, and Invalid for a
    file that cannot be used. Takes the database, because the file is read before the unit of work begins.
    """
    refuse_onlookers(scope)
    questions, losses = await asyncio.to_thread(_read, data, file_name, exam, family)
    async with database.reading() as session:
        known = await read_known(session, scope)
    # Hundreds of questions are checked against the rules of the bank: in a thread, and outside a transaction.
    rows = await asyncio.to_thread(known.compare, questions)
    upload = QuestionUpload(
        uploaded_by=scope.person_id,
        file_name=tidy(file_name)[:LONGEST_FILE_NAME],
        rows=rows,
        losses=[{"item": loss.item, "part": loss.part, "sentence": loss.sentence} for loss in losses],
    )
    async with database.unit_of_work() as session:
        session.add(upload)
    return upload


def _read(data: bytes, file_name: str, exam: str, family: str) -> tuple[list[Arrived], list[Loss]]:
    return arrived(read_questions(data, file_name), exam=exam, family=family)
