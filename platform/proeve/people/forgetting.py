"""Forget where people were signed in, and the links that once signed them in."""

from datetime import timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.cleaning import cleans, remove
from proeve.people.sessions import Session
from proeve.people.sign_in_links import SignInLink

LINKS_STAY = timedelta(days=30)
"""So long can somebody be told why their link does not work: that it was used, or has expired."""


@cleans("session")
async def forget_sessions(session: AsyncSession) -> int:
    """Remove the sessions that expired, and return how many.

    Everybody's last one stays: it tells in which role they start the next time.
    """
    last_ones = select(func.max(col(Session.id))).group_by(col(Session.person_id))
    expired = delete(Session).where(col(Session.expires_at) < clock.now())
    return await remove(session, expired.where(col(Session.id).not_in(last_ones)))


@cleans("sign_in_link")
async def forget_links(session: AsyncSession) -> int:
    """Remove the links of more than thirty days ago that were used or have expired; return how many."""
    now = clock.now()
    old = delete(SignInLink).where(col(SignInLink.created_at) < now - LINKS_STAY)
    is_over = or_(col(SignInLink.used_at).is_not(None), col(SignInLink.expires_at) < now)
    return await remove(session, old.where(is_over))
