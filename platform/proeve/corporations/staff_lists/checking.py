"""Check an uploaded staff list, and keep what confirming it would do; nothing is written to the staff yet."""

import asyncio

from proeve.core.database import Database
from proeve.core.scope import Scope
from proeve.corporations.corporations import lock_staff, refuse_onlookers
from proeve.corporations.staff_lists.comparing import all_known_staff
from proeve.corporations.staff_lists.examining import examine
from proeve.corporations.staff_lists.reading import read_apart
from proeve.corporations.staff_lists.uploads import StaffList
from proeve.people.text import tidy

LONGEST_FILE_NAME = 200


async def check_staff_list(database: Database, scope: Scope, *, file_name: str, data: bytes) -> StaffList:
    """Read and check a file (.xlsx, .ods, .csv), and return the good rows and the problems, stored for confirming.

    Raise Invalid for a file that is no staff list at all. Takes the database, because the file is read before the
    unit of work begins.
    """
    refuse_onlookers(scope)
    examined = await asyncio.to_thread(examine, await read_apart(data))
    async with database.unit_of_work() as session:
        corporation_id = await lock_staff(session, scope)
        known = await all_known_staff(session, corporation_id)
        lines = [(entry.line, entry.details) for entry in examined.entries]
        rows, taken = known.compare(lines, column=examined.header.title("staff_number"))
        problems = [problem.as_row() for problem in examined.problems] + taken
        staff_list = StaffList(
            corporation_id=corporation_id,
            uploaded_by=scope.person_id,
            file_name=tidy(file_name)[:LONGEST_FILE_NAME],
            rows=rows,
            problems=sorted(problems, key=lambda problem: problem["line"]),
            notes=examined.notes,
        )
        session.add(staff_list)
    return staff_list
