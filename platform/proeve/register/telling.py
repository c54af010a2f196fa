"""Tell the holder of a certificate what was done with it, at the address where they are now."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.mail.sending import add_message
from proeve.people.persons import Person
from proeve.register.finding import RegisterRow


async def tell_holder(session: AsyncSession, row: RegisterRow, kind: str, **facts: Any) -> None:
    """Send a mail of some kind; a holder whose data were erased gets none.

    Every mail says which certificate it is about, and on which day this was done. Of a holder who took the certificate
    along to an address of their own, the corporation does not get to see the mail: the address is none of its business.
    """
    certificate = row.certificate
    person = await session.get(Person, certificate.person_id) if certificate.person_id else None
    if person is None:
        return
    member = row.holder
    own_name = member.given_name or member.name if member else person.given_name or person.name
    await add_message(
        session,
        kind,
        recipient=person.email,
        person_id=person.id,
        corporation_id=certificate.corporation_id if member and member.person_id == person.id else None,
        name=own_name,
        exam=certificate.snapshot["exam"],
        number=certificate.number,
        on=clock.today().isoformat(),
        **facts,
    )
