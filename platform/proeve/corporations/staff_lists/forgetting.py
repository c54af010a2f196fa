"""Forget the staff lists that somebody uploaded and never confirmed: they are full of names."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.cleaning import cleans, remove
from proeve.corporations.staff_lists.uploads import StaffList, StaffListState

LISTS_WAIT = timedelta(days=7)
"""Time enough to ask a colleague; after that the staff has changed and the list had better be made again."""


@cleans("staff_list")
async def forget_staff_lists(session: AsyncSession) -> int:
    """Remove the lists of more than seven days ago that were not confirmed; return how many."""
    waiting = delete(StaffList).where(col(StaffList.state) == StaffListState.CHECKED)
    old = waiting.where(col(StaffList.uploaded_at) < clock.now() - LISTS_WAIT)
    return await remove(session, old)
