"""Make somebody administrator, trainer, assessor or invigilator of a corporation, and take that away again."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.sending import add_message
from proeve.core.scope import Role, Scope
from proeve.corporations.appointment_letter import APPOINTED
from proeve.corporations.corporations import Corporation, find_corporation
from proeve.corporations.staff_details import check_details
from proeve.people.persons import Person, add_person
from proeve.people.roles import all_grants, grant_role, revoke_role

APPOINTABLE = {
    Role.ADMINISTRATOR: "beheerder",
    Role.TRAINER: "trainer",
    Role.ASSESSOR: "beoordelaar",
    Role.INVIGILATOR: "toezichthouder",
}
"""The roles the operator gives out for one corporation, with the word for who holds them."""
BY_ADMINISTRATORS = frozenset({Role.INVIGILATOR})
"""Those that its administrators give out as well."""

FIELDS = ("given_name", "name_prefix", "family_name", "email")


async def appoint(
    session: AsyncSession, scope: Scope, corporation_id: int, role: str, typed: Mapping[str, str]
) -> Person:
    """Give somebody a role at a corporation and tell them by mail; who is known already keeps their own name.

    `typed` holds FIELDS as they were filled in. Raises NotFound for who may not give it out, Invalid with a problem for
    each field, and Conflict when this person holds the role already.
    """
    corporation = await _find_corporation(session, scope, corporation_id, role)
    role, values = _read(role, typed)
    person = await add_person(session, **values)
    if any(
        each.role == role and each.corporation_id == corporation_id for each in await all_grants(session, person.id)
    ):
        raise Conflict(f"{person.name} is al {APPOINTABLE[role]} van {corporation.name}.", code="role_held")
    await grant_role(session, person.id, role, corporation_id, granted_by=scope.person_id)
    await add_message(
        session,
        APPOINTED,
        recipient=person.email,
        person_id=person.id,
        corporation_id=corporation_id,
        name=person.given_name or person.name,
        email=person.email,
        role=role,
        corporation=corporation.name,
    )
    return person


async def dismiss(session: AsyncSession, scope: Scope, corporation_id: int, role: str, person_id: int) -> None:
    """Take a role at a corporation away at once; raise NotFound for who may not, or when it is not held."""
    await _find_corporation(session, scope, corporation_id, role)
    await revoke_role(session, person_id, _role(role), corporation_id, revoked_by=scope.person_id)


async def _find_corporation(session: AsyncSession, scope: Scope, corporation_id: int, role: str) -> Corporation:
    """Return the corporation to who may give out this role there, or raise NotFound."""
    is_theirs = scope.role is Role.ADMINISTRATOR and role in BY_ADMINISTRATORS
    if scope.role is not Role.OPERATOR and not is_theirs:
        raise NotFound
    return await find_corporation(session, scope, corporation_id)


def _read(role: str, typed: Mapping[str, str]) -> tuple[Role, dict[str, str]]:
    values, problems = check_details({field: typed.get(field, "") for field in FIELDS})
    if role not in APPOINTABLE:
        problems = {"role": "Kies wat deze persoon gaat doen."} | problems
    if problems:
        raise Invalid("Sommige velden kloppen nog niet. Pas ze aan en probeer het opnieuw.", problems)
    return Role(role), values


def _role(role: str) -> Role:
    if role not in APPOINTABLE:
        raise NotFound
    return Role(role)
