"""Links with which a holder shows a certificate to somebody: until a day, or until they take it back.

The secret of a link follows from the row and the installation's key, so the holder can read it again later while the
database holds only its hash.
"""

import base64
import hmac
import secrets
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.core.tokens import token_hash
from proeve.register.certificates import Certificate
from proeve.register.finding import find_certificate
from proeve.register.verifying import FullVerdict, full_verdict_of

LONGEST_LIFE = timedelta(days=366)
MOST_LINKS = 20
"""Live links of one certificate at the same time."""
SALT_BYTES, TOKEN_BYTES = 16, 20

GONE = (
    "Deze link werkt niet (meer): hij is verlopen, ingetrokken, of niet helemaal overgenomen. "
    "Vraag de houder om een nieuwe link."
)


class ShareLink(SQLModel, table=True):
    """One link; `ends_on` is the last day on which it works."""

    __tablename__ = "share_link"

    id: int = Field(default=None, primary_key=True)
    certificate_id: int = Field(foreign_key="certificate.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    salt: bytes
    token_hash: bytes = Field(unique=True)
    ends_on: date
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opened: int = 0
    last_opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def works(self) -> bool:
        """Whether it opens the certificate today."""
        return self.withdrawn_at is None and clock.today() <= self.ends_on


async def add_share_link(
    session: AsyncSession, settings: Settings, scope: Scope, certificate_id: int, *, ends_on: date
) -> ShareLink:
    """Make a link to a certificate of one's own; raise NotFound for another's, and Invalid for an unfit day."""
    certificate = await _find_own(session, scope, certificate_id)
    if not clock.today() <= ends_on <= clock.today() + LONGEST_LIFE:
        problem = "Kies een dag vanaf vandaag, en hoogstens een jaar vooruit."
        raise Invalid("De link is nog niet gemaakt. Kies een andere einddatum.", {"ends_on": problem})
    live = (col(ShareLink.withdrawn_at).is_(None), col(ShareLink.ends_on) >= clock.today())
    mine = select(func.count()).where(col(ShareLink.certificate_id) == certificate.id, *live)
    if (await session.scalar(mine) or 0) >= MOST_LINKS:
        raise Conflict(f"U heeft al {MOST_LINKS} links die werken. Trek er eerst een in.")
    salt = secrets.token_bytes(SALT_BYTES)
    link = ShareLink(
        certificate_id=certificate.id,
        person_id=scope.person_id,
        salt=salt,
        token_hash=token_hash(_token(settings, salt)),
        ends_on=ends_on,
    )
    session.add(link)
    await session.flush()
    return link


async def all_share_links(session: AsyncSession, scope: Scope, certificate_id: int) -> list[ShareLink]:
    """List the links to a certificate of one's own, the newest first."""
    certificate = await _find_own(session, scope, certificate_id)
    links = select(ShareLink).where(col(ShareLink.certificate_id) == certificate.id, _made_by(scope))
    return list(await session.scalars(links.order_by(col(ShareLink.id).desc())))


async def withdraw_share_link(session: AsyncSession, scope: Scope, certificate_id: int, link_id: int) -> None:
    """Let a link work no more, from now on; a second time changes nothing. Raises NotFound for another's."""
    link = await session.scalar(
        select(ShareLink).where(
            col(ShareLink.id) == link_id, col(ShareLink.certificate_id) == certificate_id, _made_by(scope)
        )
    )
    if link is None:
        raise NotFound
    link.withdrawn_at = link.withdrawn_at or clock.now()


async def open_share_link(
    session: AsyncSession, token: str, *, by: Scope | None = None, is_read: bool = True
) -> tuple[ShareLink, FullVerdict]:
    """Return what a link shows; raise NotFound when it does not work.

    Count that it was opened, unless the holder did so, or a program that asked for no page to read.
    """
    link = await session.scalar(select(ShareLink).where(col(ShareLink.token_hash) == token_hash(token.lower())))
    if link is None or not link.works:
        raise NotFound(GONE, code="unknown_link")
    certificate = await session.get_one(Certificate, link.certificate_id)
    if is_read and (by is None or by.person_id != link.person_id):
        # In the database, for two people can open it at the same moment.
        counted = update(ShareLink).where(col(ShareLink.id) == link.id)
        await session.execute(counted.values(opened=ShareLink.opened + 1, last_opened_at=clock.now()))
    return link, await full_verdict_of(session, certificate)


def share_url(settings: Settings, link: ShareLink) -> str:
    """Return the address of a link."""
    return f"{settings.public_url}/delen/{_token(settings, link.salt)}"


async def _find_own(session: AsyncSession, scope: Scope, certificate_id: int) -> Certificate:
    if scope.role is not Role.EMPLOYEE:
        raise NotFound
    return (await find_certificate(session, scope, certificate_id)).certificate


def _made_by(scope: Scope) -> ColumnElement[bool]:
    return col(ShareLink.person_id) == scope.person_id


def _token(settings: Settings, salt: bytes) -> str:
    secret = hmac.digest(settings.secret_key, b"share link:" + salt, "sha256")[:TOKEN_BYTES]
    return base64.b32encode(secret).decode().lower()
