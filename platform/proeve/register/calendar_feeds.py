"""The calendar feed of a corporation: one secret address that shows when certificates expire, and that can be renewed.

The feed holds numbers and no names: calendars travel to phones and to other companies.
"""

import base64
import hmac
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import audit, clock, dutch
from proeve.core.calendar_files import WholeDay
from proeve.core.database import UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.core.tokens import draw_token, token_hash
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.blueprints import all_blueprints
from proeve.register.standings import IN_ORDER, standings

TOKEN_BYTES = 20
"""160 bits, which nobody guesses; 32 letters and digits in the address."""
UNKNOWN = "Deze agenda bestaat niet. Vraag uw beheerder om het nieuwe adres."


class CalendarFeed(SQLModel, table=True):
    """The feed of one corporation; its address follows from `nonce` and the secret key, and is stored as a hash."""

    __tablename__ = "calendar_feed"

    corporation_id: int = Field(primary_key=True, foreign_key="corporation.id")
    nonce: str
    token_hash: bytes = Field(unique=True)
    renewed_by: int = Field(foreign_key="person.id")
    renewed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


async def find_feed_address(session: AsyncSession, scope: Scope, settings: Settings) -> str | None:
    """Return the address of the feed of a scope's corporation, or None when there is none yet."""
    feed = await session.get(CalendarFeed, scope.corporation_id)
    if feed is None:
        return None
    token = _token(settings, feed.corporation_id, feed.nonce)
    # After a change of the secret key the old address works on, but we can no longer tell it.
    return _address(settings, token) if token_hash(token) == feed.token_hash else None


async def renew_feed(session: AsyncSession, scope: Scope, settings: Settings) -> str:
    """Make a new address, so that the old one shows nothing any more, and return it."""
    corporation_id, nonce = scope.corporation_id, draw_token()
    token = _token(settings, corporation_id, nonce)
    feed = CalendarFeed(
        corporation_id=corporation_id,
        nonce=nonce,
        token_hash=token_hash(token),
        renewed_by=scope.person_id,
        renewed_at=clock.now(),
    )
    await session.merge(feed)
    _record(session, scope, "calendar_feed.renew")
    return _address(settings, token)


async def end_feed(session: AsyncSession, scope: Scope) -> None:
    """Take the feed away; without one nothing happens."""
    feed = await session.get(CalendarFeed, scope.corporation_id)
    if feed is not None:
        await session.delete(feed)
        _record(session, scope, "calendar_feed.end")


async def read_feed(session: AsyncSession, settings: Settings, token: str) -> tuple[Corporation, list[WholeDay]]:
    """Return the corporation behind a secret address and the days on which its certificates expire, or NotFound."""
    feed = await session.scalar(select(CalendarFeed).where(col(CalendarFeed.token_hash) == token_hash(token)))
    if feed is None:
        raise NotFound(UNKNOWN)
    corporation = await session.get_one(Corporation, feed.corporation_id)
    titles = {each.exam: each.title for each in await all_blueprints(session)}
    rows = await _expiry_days(session, feed.corporation_id)
    return corporation, [_event(settings, corporation, titles, *row) for row in rows]


async def _expiry_days(session: AsyncSession, corporation_id: int) -> list[tuple[date, str, int]]:
    # Whoever knows the address sees what an administrator of this corporation may count.
    counts = standings(Scope(0, Role.ADMINISTRATOR, frozenset({corporation_id})))
    statement = (
        select(counts.c.valid_until, counts.c.exam, func.count())
        .select_from(counts)
        .join(StaffMember, col(StaffMember.id) == counts.c.staff_member_id)
        .where(counts.c.standing.in_(IN_ORDER))
        .where(col(StaffMember.left_at).is_(None))
        .group_by(counts.c.valid_until, counts.c.exam)
        .order_by(counts.c.valid_until, counts.c.exam)
    )
    return [(day, exam, number) for day, exam, number in await session.execute(statement)]


def _event(
    settings: Settings, corporation: Corporation, titles: dict[str, str], day: date, exam: str, number: int
) -> WholeDay:
    certificates = dutch.count(number, "certificaat", "certificaten")
    until = date.fromordinal(day.toordinal() + 1)
    return WholeDay(
        uid=f"verloop-{corporation.id}-{exam}-{day.isoformat()}@{_host(settings)}",
        title=f"{certificates} {titles.get(exam, exam)}: laatste dag",
        day=day,
        written_at=clock.now(),
        description=f"Na deze dag {'is' if number == 1 else 'zijn'} {certificates} niet meer geldig.",
        url=f"{settings.public_url}/beheer/naleving?toets={exam}&van={day}&voor={until}",
    )


def _host(settings: Settings) -> str:
    return settings.public_url.partition("://")[2].partition(":")[0]


def _token(settings: Settings, corporation_id: int, nonce: str) -> str:
    digest = hmac.digest(settings.secret_key, f"calendar feed {corporation_id} {nonce}".encode(), "sha256")
    return base64.b32encode(digest[:TOKEN_BYTES]).decode().lower()


def _address(settings: Settings, token: str) -> str:
    return f"{settings.public_url}/agenda/{token}/certificaten.ics"


def _record(session: AsyncSession, scope: Scope, action: str) -> None:
    subject = f"corporation:{scope.corporation_id}"
    audit.record(session, action, subject, actor_id=scope.person_id, corporation_id=scope.corporation_id)
