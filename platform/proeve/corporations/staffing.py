"""Add staff, change what is known of them, let them go and come back."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import audit, clock
from proeve.core.errors import Conflict, Invalid
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import lock_staff, refuse_onlookers
from proeve.corporations.staff import StaffMember, find_staff_member
from proeve.corporations.staff_details import StaffDetails
from proeve.corporations.staff_emails import change_email
from proeve.people.persons import add_person
from proeve.people.roles import all_grants, grant_employee_role, revoke_role


async def add_staff_member(session: AsyncSession, scope: Scope, details: StaffDetails) -> StaffMember:
    """Add somebody to the staff of the scope's corporation, or take back who had left; no mail is sent.

    Raise Invalid (problems: email, staff_number) for who works there already.
    """
    corporation_id = await lock_staff(session, scope)
    await _refuse_taken_number(session, corporation_id, details)
    person = await add_person(
        session,
        email=details.email,
        given_name=details.given_name,
        name_prefix=details.name_prefix,
        family_name=details.family_name,
    )
    member = await _member(session, corporation_id, person.id)
    if member is None:
        member = StaffMember(corporation_id=corporation_id, person_id=person.id, **asdict(details))
        session.add(member)
    elif member.left_at is None:
        sentence = f"{member.name} staat met dit e-mailadres al in uw lijst van medewerkers."
        raise Invalid(sentence, {"email": sentence}, code="staff_member_known")
    member.left_at = None
    fill_in(member, asdict(details))
    await grant_employee_role(session, [person.id], corporation_id)
    await session.flush()
    _record(session, scope, "staff_member.add", member)
    return member


async def change_staff_member(
    session: AsyncSession, scope: Scope, staff_member_id: int, details: StaffDetails
) -> StaffMember:
    """Change what the corporation knows of a staff member; raise Invalid (problems: email, staff_number)."""
    member = await _find_to_change(session, scope, staff_member_id)
    await _refuse_taken_number(session, member.corporation_id, details, but=member.id)
    if details.email != member.email:
        await change_email(session, scope, member, details.email)
    changed = fill_in(member, asdict(details))
    _record(session, scope, "staff_member.change", member, fields=changed)
    return member


async def staff_member_leaves(session: AsyncSession, scope: Scope, staff_member_id: int) -> StaffMember:
    """Note that somebody left: certificates stay theirs and the corporation's, roles at the corporation end.

    Safe to repeat. Raise Conflict for who would lock themselves out.
    """
    member = await _find_to_change(session, scope, staff_member_id)
    if member.person_id == scope.person_id:
        raise Conflict("U kunt uzelf niet uit dienst melden. Vraag het een andere beheerder.", code="yourself")
    if member.left_at is not None:
        return member
    member.left_at = clock.now()
    for grant in await all_grants(session, member.person_id):
        # The employee's own role stays: it opens nothing but their own results and certificates.
        if grant.corporation_id == member.corporation_id and grant.role != Role.EMPLOYEE:
            role = Role(grant.role)
            await revoke_role(session, member.person_id, role, grant.corporation_id, revoked_by=scope.person_id)
    _record(session, scope, "staff_member.leave", member)
    return member


async def staff_member_returns(session: AsyncSession, scope: Scope, staff_member_id: int) -> StaffMember:
    """Note that somebody who had left works there again; safe to repeat."""
    member = await _find_to_change(session, scope, staff_member_id)
    if member.left_at is not None:
        member.left_at = None
        _record(session, scope, "staff_member.return", member)
    return member


async def _find_to_change(session: AsyncSession, scope: Scope, staff_member_id: int) -> StaffMember:
    refuse_onlookers(scope)
    return await find_staff_member(session, scope, staff_member_id)


async def _member(session: AsyncSession, corporation_id: int, person_id: int) -> StaffMember | None:
    member: StaffMember | None = await session.scalar(
        select(StaffMember)
        .where(col(StaffMember.corporation_id) == corporation_id)
        .where(col(StaffMember.person_id) == person_id)
    )
    return member


async def _refuse_taken_number(
    session: AsyncSession, corporation_id: int, details: StaffDetails, *, but: int | None = None
) -> None:
    """Raise Invalid when a colleague has this number, which often means that only the address changed."""
    if not details.staff_number:
        return
    holder = await session.scalar(
        select(StaffMember)
        .where(col(StaffMember.corporation_id) == corporation_id)
        .where(col(StaffMember.staff_number) == details.staff_number)
        .where(col(StaffMember.email) != details.email)
        .where(col(StaffMember.left_at).is_(None))
        .where(col(StaffMember.id).is_distinct_from(but))
        .limit(1)
    )
    if holder is not None:
        sentence = taken_number(holder)
        raise Invalid(sentence, {"staff_number": sentence}, code="staff_number_known")


def taken_number(holder: StaffMember) -> str:
    """Return the sentence about a staff number that somebody else has."""
    return f"Dit personeelsnummer is van {holder.name} ({holder.email}). Controleer het nummer en het e-mailadres."


def fill_in(member: StaffMember, details: Mapping[str, str]) -> list[str]:
    """Write details into a row and return the fields that changed."""
    changed = [field for field, value in details.items() if getattr(member, field) != value]
    for field in changed:
        setattr(member, field, details[field])
    return changed


def _record(session: AsyncSession, scope: Scope, action: str, member: StaffMember, **facts: object) -> None:
    subject = f"staff_member:{member.id}"
    audit.record(session, action, subject, actor_id=scope.person_id, corporation_id=member.corporation_id, **facts)
