"""Wishes of holders to move: to which address, until when, and by which link."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.cleaning import cleans, remove
from proeve.core.database import UtcDateTime


class CertificateMove(SQLModel, table=True):
    """One wish of a holder to keep all their certificates under another address; gone once its link was used."""

    __tablename__ = "certificate_move"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    email: str
    token_hash: bytes | None = Field(default=None, unique=True)
    """Of the link, which is drawn when the mail is sent."""
    asked_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)


@cleans("certificate_move")
async def forget_moves(session: AsyncSession) -> int:
    """Remove the wishes whose link has expired."""
    return await remove(session, delete(CertificateMove).where(col(CertificateMove.expires_at) < clock.now()))
