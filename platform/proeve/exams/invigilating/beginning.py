"""Begin a joint sitting from its room, as an act among the others."""

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.scope import Scope
from proeve.exams.invigilating.acts import ActKind, add_act, find_room
from proeve.exams.sittings import Sitting
from proeve.exams.starting_together import start_sitting


async def begin_sitting(session: AsyncSession, scope: Scope, sitting_id: int) -> Sitting:
    """Begin a joint sitting for all who are there; one that has begun stays as it is.

    Raises what `start_sitting` raises.
    """
    had_begun = (await find_room(session, scope, sitting_id)).begun_at is not None
    sitting = await start_sitting(session, scope, sitting_id)
    if not had_begun:
        await add_act(session, scope, sitting, ActKind.START, [])
    return sitting
