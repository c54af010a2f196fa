"""Let some people of the example practise on a device before their sitting."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Role, Scope
from proeve.exams.enrolments import Enrolment
from proeve.exams.rehearsal_checks import (
    BrowserCheck,
    Checks,
    ClockCheck,
    OfflineCheck,
    SavingCheck,
    StorageCheck,
)
from proeve.exams.rehearsals import finish_rehearsal, keep_practice_answers

RUN = "oefening-van-het-voorbeeld"
WENT_WELL = Checks(
    browser=BrowserCheck(missing=()),
    clock=ClockCheck(difference_ms=1200),
    storage=StorageCheck(kept=True),
    saving=SavingCheck(milliseconds=140),
    offline=OfflineCheck(way="simulated", noticed=True, kept=True, delivered=True),
)
TOO_OLD = Checks(browser=BrowserCheck(missing=("JavaScript.modules",)))
KEEPS_NOTHING = Checks(
    browser=BrowserCheck(missing=()), clock=ClockCheck(difference_ms=0), storage=StorageCheck(kept=False)
)
REHEARSALS = (
    ("Edge op Windows", WENT_WELL),
    ("Chrome op Android", WENT_WELL),
    ("Safari op een iPad", TOO_OLD),
    ("Edge op Windows", WENT_WELL),
    ("Firefox op Windows", KEEPS_NOTHING),
)


async def practise_before(session: AsyncSession, sitting_id: int) -> None:
    """Add one rehearsal of each sort for people of a sitting; the first of them, and the last ones, have not yet."""
    theirs = select(col(Enrolment.person_id)).where(col(Enrolment.sitting_id) == sitting_id)
    people = list(await session.scalars(theirs.order_by(col(Enrolment.id))))
    for person_id, (device, checks) in zip(people[1:], REHEARSALS, strict=False):
        scope = Scope(person_id, Role.EMPLOYEE)
        await keep_practice_answers(session, scope, device=device, run=RUN, sequences=[1, 2])
        await finish_rehearsal(session, scope, device=device, run=RUN, checks=checks)
