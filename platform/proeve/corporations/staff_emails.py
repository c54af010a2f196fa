"""Change the e-mail address of a staff member, which is what they sign in with."""

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.errors import Invalid
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.people.persons import all_persons_by_email, find_person
from proeve.people.roles import all_grants
from proeve.people.sign_in_links import withdraw_links
from proeve.people.signing_in import end_all_sessions

NOT_YOURS = "Dit e-mailadres kunt u niet zelf wijzigen. Vraag het de platformbeheerder."
TAKEN = "Dit e-mailadres is al van iemand anders. Kies een ander adres."


async def change_email(session: AsyncSession, scope: Scope, member: StaffMember, email: str) -> None:
    """Give the person behind a staff member another address, and sign them out everywhere.

    Whoever holds the address holds the account. So an administrator changes it only for people who are nobody but
    their own staff. Raise Invalid (problem: email) for others and for an address that is taken: to an administrator
    in the same words, so that the answer tells nothing about another corporation.
    """
    is_taken = bool(await all_persons_by_email(session, [email]))
    if scope.role is Role.OPERATOR:
        if is_taken:
            raise Invalid(TAKEN, {"email": TAKEN}, code="email_taken")
    elif is_taken or not await _is_only_staff_here(session, member):
        raise Invalid(NOT_YOURS, {"email": NOT_YOURS}, code="email_not_yours")
    person = await find_person(session, member.person_id)
    person.email = email
    await session.execute(update(StaffMember).where(col(StaffMember.person_id) == person.id).values(email=email))
    await withdraw_links(session, person.id)
    await end_all_sessions(session, person.id, ended_by=scope.person_id)


async def _is_only_staff_here(session: AsyncSession, member: StaffMember) -> bool:
    places = await session.scalar(
        select(func.count()).select_from(StaffMember).where(col(StaffMember.person_id) == member.person_id)
    )
    grants = await all_grants(session, member.person_id)
    return places == 1 and all(grant.corporation_id == member.corporation_id for grant in grants)
