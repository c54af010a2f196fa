"""Move the certificates of a holder: all of them go to an address of their own, as soon as that address confirms it.

Somebody who leaves a corporation loses the mailbox there, and with it the account. The corporation keeps its row: whose
staff it was and which result it came from do not change.
"""

from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.sending import add_message
from proeve.core.scope import Role, Scope
from proeve.core.tokens import token_hash
from proeve.people.emails import normalise_email
from proeve.people.persons import Person, add_person, find_person
from proeve.people.roles import grant_employee_role
from proeve.register.certificates import Certificate
from proeve.register.events import EventKind
from proeve.register.move_letters import MOVE, MOVED
from proeve.register.moves import CertificateMove
from proeve.register.recording import record_event
from proeve.register.share_links import ShareLink

LIVES = timedelta(days=7)
UNKNOWN = "Deze link werkt niet. Open de hele link uit de e-mail, of vraag een nieuwe aan."
OVER = "Deze link is verlopen of al gebruikt. Vraag zo nodig een nieuwe aan bij Mijn certificaten."
OWN_ADDRESS = "Met dit adres bent u nu aangemeld. Vul een ander adres in."
NOTHING = "U heeft geen certificaten om mee te nemen."


async def ask_to_move(session: AsyncSession, scope: Scope, email: str) -> CertificateMove:
    """Send a link to another address of the holder; an earlier link of theirs works no more.

    Raises NotFound for anyone but the holder, Invalid (problem: email) for a wrong address or the one they have, and
    Conflict when there is nothing to move.
    """
    if scope.role is not Role.EMPLOYEE:
        raise NotFound
    person = await find_person(session, scope.person_id)
    email = _check(email, person)
    if not await _certificates_of(session, person.id):
        raise Conflict(NOTHING, code="nothing_to_move")
    await session.execute(delete(CertificateMove).where(col(CertificateMove.person_id) == person.id))
    move = CertificateMove(person_id=person.id, email=email, expires_at=clock.now() + LIVES)
    session.add(move)
    await session.flush()
    await add_message(session, MOVE, recipient=email, name=person.given_name or person.name, move=move.id)
    return move


async def find_move(session: AsyncSession, token: str) -> CertificateMove:
    """Return the move of a link; raise NotFound for an unknown or used one, and Conflict for one that expired."""
    move = await session.scalar(select(CertificateMove).where(col(CertificateMove.token_hash) == token_hash(token)))
    if move is None:
        raise NotFound(UNKNOWN, code="link_unknown")
    if move.expires_at <= clock.now():
        raise Conflict(OVER, code="link_expired")
    return move


async def move_certificates(session: AsyncSession, token: str) -> Person:
    """Make whoever reads mail at the other address the holder, tell the old address, and return the new person.

    Raise as `find_move` does; a second click finds no link.
    """
    move = await find_move(session, token)
    before = await find_person(session, move.person_id)
    certificates = await _certificates_of(session, before.id, hold=True)
    person = await add_person(
        session,
        email=move.email,
        given_name=before.given_name,
        name_prefix=before.name_prefix,
        family_name=before.family_name,
    )
    for corporation_id in sorted({each.corporation_id for each in certificates}):
        await grant_employee_role(session, [person.id], corporation_id)
    for each in certificates:
        each.person_id = person.id
    await _hand_over_links(session, [each.id for each in certificates], person.id)
    await session.delete(move)
    name = before.given_name or before.name
    await add_message(session, MOVED, recipient=before.email, person_id=before.id, name=name)
    await session.flush()
    for each in certificates:
        await record_event(session, each, EventKind.MOVED, actor_id=person.id)
    return person


def _check(email: str, person: Person) -> str:
    try:
        email = normalise_email(email)
    except Invalid as error:
        raise Invalid(error.message, {"email": error.message}) from error
    if email == person.email:
        raise Invalid(OWN_ADDRESS, {"email": OWN_ADDRESS})
    return email


async def _hand_over_links(session: AsyncSession, certificate_ids: list[int], person_id: int) -> None:
    """Give the links to whoever holds the certificates now: they go on working, and only the holder takes them back."""
    links = update(ShareLink).where(col(ShareLink.certificate_id).in_(certificate_ids))
    await session.execute(links.values(person_id=person_id))


async def _certificates_of(session: AsyncSession, person_id: int, *, hold: bool = False) -> list[Certificate]:
    """List the certificates of a person in one fixed order, held if asked for."""
    theirs = select(Certificate).where(col(Certificate.person_id) == person_id).order_by(col(Certificate.id))
    return list(await session.scalars(theirs.with_for_update() if hold else theirs))
