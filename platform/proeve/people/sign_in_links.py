"""The sign-in links: single-use, short-lived, and stored as a hash only."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import Conflict, NotFound
from proeve.core.jobs import JobContext, enqueue, job
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, add_message, composes
from proeve.core.settings import Settings
from proeve.core.tokens import draw_token, token_hash
from proeve.people.emails import normalise_email
from proeve.people.persons import Person, find_person, find_person_by_email

LINK_LIVES = timedelta(minutes=15)

UNKNOWN = "Deze link werkt niet. Open de hele link uit de e-mail, of vraag een nieuwe aan."
USED = "Deze link is al gebruikt. Een link werkt één keer. Vraag een nieuwe aan."
EXPIRED = "Deze link is verlopen. Een link werkt 15 minuten. Vraag een nieuwe aan."
BLOCKED = "U kunt zich niet aanmelden, want uw account is geblokkeerd. Neem contact op met uw corporatie."

WORDS = """Beste {name},

U wilt zich aanmelden bij Proeve. Open daarvoor deze link:

{address}

De link werkt 15 minuten en maar één keer.

Heeft u dit niet zelf gevraagd? Dan hoeft u niets te doen. Zonder deze link kan niemand zich namens u aanmelden.

Proeve
"""


class SignInLink(SQLModel, table=True):
    """One link that signs one person in, once, until it expires."""

    __tablename__ = "sign_in_link"

    id: int = Field(default=None, primary_key=True)
    token_hash: bytes = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


async def request_link(session: AsyncSession, email: str) -> None:
    """Mail a link to the person with this address, if there is one; the caller cannot tell, not even by the clock.

    Raise Invalid only for what is no address at all.
    """
    try:
        person = await find_person_by_email(session, normalise_email(email))
    except NotFound:
        person = None
    if person is None or person.blocked_at is not None:
        await enqueue(session, send_nothing)
    else:
        await add_message(session, "sign_in", recipient=person.email, person_id=person.id)


@job("people.send_nothing")
async def send_nothing(_context: JobContext) -> None:
    """Do nothing, at the price of a mail: so that strangers take the same time as people we know."""


@composes("sign_in")
async def write_sign_in_mail(session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Write the mail with a link drawn now: its minutes count from the sending, and no secret rests in a message."""
    person = await session.get_one(Person, message.person_id)
    address = sign_in_address(settings, await draw_link(session, person.id))
    return Letter("Uw aanmeldlink voor Proeve", WORDS.format(name=person.name, address=address))


def sign_in_address(settings: Settings, token: str) -> str:
    """Return the page of a link; it asks for one click, because mail scanners open every link they see."""
    return f"{settings.public_url}/aanmelden/{token}"


async def draw_link(session: AsyncSession, person_id: int, *, lives: timedelta = LINK_LIVES) -> str:
    """Draw a link and return its token; only its hash is stored."""
    token = draw_token()
    session.add(SignInLink(token_hash=token_hash(token), person_id=person_id, expires_at=clock.now() + lives))
    return token


async def use_link(session: AsyncSession, token: str) -> Person:
    """Use a link up, with every other link of the same person, and return who signs in.

    Raise NotFound for an unknown one, Conflict for one that was used or has expired, or when the person is blocked.
    """
    now = clock.now()
    # One statement, so that of two clicks at the same moment only one finds the link unused.
    person_id = await session.scalar(
        update(SignInLink)
        .where(col(SignInLink.token_hash) == token_hash(token))
        .where(col(SignInLink.used_at).is_(None))
        .where(col(SignInLink.expires_at) > now)
        .values(used_at=now)
        .returning(col(SignInLink.person_id))
    )
    if person_id is None:
        raise _refusal(await _find_link(session, token))
    person = await _find_unblocked(session, person_id)
    await withdraw_links(session, person_id)
    return person


async def check_link(session: AsyncSession, token: str) -> None:
    """Raise what `use_link` would raise now; a link that works is not used up."""
    link = await _find_link(session, token)
    if link is None or link.used_at is not None or link.expires_at <= clock.now():
        raise _refusal(link)
    await _find_unblocked(session, link.person_id)


async def _find_link(session: AsyncSession, token: str) -> SignInLink | None:
    link: SignInLink | None = await session.scalar(
        select(SignInLink).where(col(SignInLink.token_hash) == token_hash(token))
    )
    return link


async def _find_unblocked(session: AsyncSession, person_id: int) -> Person:
    person = await find_person(session, person_id)
    if person.blocked_at is not None:
        raise Conflict(BLOCKED, code="blocked")
    return person


def _refusal(link: SignInLink | None) -> NotFound | Conflict:
    if link is None:
        return NotFound(UNKNOWN, code="link_unknown")
    return Conflict(USED, code="link_used") if link.used_at else Conflict(EXPIRED, code="link_expired")


async def withdraw_links(session: AsyncSession, person_id: int) -> None:
    """Let every unused link of a person expire now."""
    now = clock.now()
    await session.execute(
        update(SignInLink)
        .where(col(SignInLink.person_id) == person_id)
        .where(col(SignInLink.used_at).is_(None))
        .where(col(SignInLink.expires_at) > now)
        .values(expires_at=now)
    )
