"""Begin joint sittings, one from its room or those of a whole exam day, as an act among the others of each room."""

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.scope import Scope
from proeve.exams.exam_days import ExamDayRow, find_exam_day, start_exam_day
from proeve.exams.invigilating.acts import ActKind, add_act
from proeve.exams.sittings import Sitting, hold_sitting
from proeve.exams.starting_together import start_sitting


async def begin_sitting(session: AsyncSession, scope: Scope, sitting_id: int) -> Sitting:
    """Begin a joint sitting for all who are there; one that has begun stays as it is.

    Raises what `start_sitting` raises.
    """
    had_begun = (await hold_sitting(session, scope, sitting_id)).begun_at is not None
    sitting = await start_sitting(session, scope, sitting_id)
    if not had_begun:
        await add_act(session, scope, sitting, ActKind.START, [])
    return sitting


async def begin_exam_day(session: AsyncSession, scope: Scope, exam_day_id: int) -> ExamDayRow:
    """Begin the joint sittings of a whole day, and let each room that begins with it say so.

    Raises what `start_exam_day` raises.
    """
    for sitting in await start_exam_day(session, scope, exam_day_id):
        await add_act(session, scope, sitting, ActKind.START, [])
    return await find_exam_day(session, scope, exam_day_id)
