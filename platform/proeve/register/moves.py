"""Moves of a holder: which certificates go to which private address, as soon as that address confirms it."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime


class CertificateMove(SQLModel, table=True):
    """One wish of a holder to keep all their certificates under another address; done once its link was used."""

    __tablename__ = "certificate_move"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    email: str
    token_hash: bytes | None = Field(default=None, unique=True)
    """Of the link, which is drawn when the mail is sent."""
    asked_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
