"""Make the example: people first, then three years of sittings through the real rooms, with the clock set back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.status import Status
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.jobs import JobContext, JobsAtHand
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.corporations.corporations import Corporation, add_corporation
from proeve.corporations.staffing import add_staff_member
from proeve.demo.cast import ADMINISTRATOR_MAILBOX, COMPANIES, OPERATOR, TRAINER, Company, Part, staff_of
from proeve.demo.simulation import Simulation
from proeve.exams.enrolments import ExtraTime
from proeve.exams.planning import plan_sitting
from proeve.people.persons import add_person
from proeve.people.roles import grant_role
from proeve.register.certificates import Certificate
from proeve.register.finding import has_status
from proeve.register.revoking import revoke_certificate

SEED = "Proeve"
EXAMS = ("klantgericht-werken", "lastige-boodschappen")


@dataclass(frozen=True, slots=True)
class Round:
    """One sitting of the past: how many days ago, of which exam, and how many of the staff took part."""

    days_ago: int
    exam: int
    people: int


LONG_AGO = (Round(1130, 0, 5), Round(1110, 1, 5), Round(1060, 0, 5), Round(1030, 1, 4))
"""Three years back: certificates of 36 months from these have expired, or will within 90 days."""
LAST_MONTHS = (
    Round(88, 0, 7),
    Round(74, 1, 7),
    Round(60, 0, 7),
    Round(45, 1, 6),
    Round(31, 0, 6),
    Round(17, 1, 6),
    Round(6, 0, 5),
)
REVOKED = ("issued_in_error", "at_holder_request")


async def has_example(database: Database) -> bool:
    """Tell whether the example was made before."""
    async with database.reading() as session:
        return bool(await session.scalar(select(func.count()).select_from(Corporation)))


async def add_example(settings: Settings) -> None:
    """Fill an empty database; the same people every time, with their sittings counted back from today.

    Jobs are run at once and under the clock of the day they belong to, so that no mail of last month goes out now.
    """
    random = Random(SEED)  # noqa: S311  Made-up people are no secret.
    jobs = JobsAtHand()
    database = Database(settings.database_url, jobs=jobs)
    operator = await _add_operator(database)
    for company in COMPANIES:
        await _add_company(database, jobs, settings, company, operator, random)
    await _revoke_some(database, operator)
    await jobs.run(JobContext(database, settings))
    await database.close()


async def _add_operator(database: Database) -> Scope:
    async with database.unit_of_work() as session:
        person = await add_person(session, email=OPERATOR, given_name="Robin", family_name="Verhoeven")
        await grant_role(session, person.id, Role.OPERATOR, granted_by=None)
    return Scope(person.id, Role.OPERATOR)


async def _add_company(
    database: Database, jobs: JobsAtHand, settings: Settings, company: Company, operator: Scope, random: Random
) -> None:
    """Add one corporation with its people, and three years of their sittings."""
    parts = list(staff_of(company, random))
    administrator, members = await _hire(database, company, operator, parts)
    abilities = {member_id: part.ability for member_id, part in zip(members, parts, strict=True)}
    async with Simulation(database, jobs, settings, administrator, abilities, random) as simulation:
        for past in (*LONG_AGO, *LAST_MONTHS):
            people = _participants(members, past.people, random)
            extra_time = {people[0]: ExtraTime(percent=25)}
            await simulation.sit(EXAMS[past.exam], days_ago=past.days_ago, people=people, extra_time=extra_time)
    await _plan_ahead(database, administrator, members)


async def _hire(
    database: Database, company: Company, operator: Scope, parts: Sequence[Part]
) -> tuple[Scope, list[int]]:
    """Add the corporation, its administrator and trainer, and its staff; return the ids of the staff in their order."""
    started = clock.now() - timedelta(days=1200)
    with clock.running_from(lambda: started):
        async with database.unit_of_work() as session:
            corporation = await add_corporation(
                session, name=company.name, city=company.city, added_by=operator.person_id
            )
            administrator = await _add_colleagues(session, company, corporation, operator)
        async with database.unit_of_work() as session:
            members = [await add_staff_member(session, administrator, part.details) for part in parts]
    return administrator, [member.id for member in members]


async def _add_colleagues(
    session: AsyncSession, company: Company, corporation: Corporation, operator: Scope
) -> Scope:
    """Add the administrator of a corporation, and let the one trainer see it."""
    address = f"{ADMINISTRATOR_MAILBOX}@{company.domain}"
    administrator = await add_person(session, email=address, given_name="Wilma", name_prefix="de", family_name="Boer")
    trainer = await add_person(session, email=TRAINER, given_name="Karim", family_name="Zondervan")
    for person, role in ((administrator, Role.ADMINISTRATOR), (trainer, Role.TRAINER)):
        await grant_role(session, person.id, role, corporation.id, granted_by=operator.person_id)
    return Scope(administrator.id, Role.ADMINISTRATOR, frozenset({corporation.id}))


def _participants(members: Sequence[int], number: int, random: Random) -> list[int]:
    """Choose who takes part; the person people try out always does, so that there is something to see."""
    first, *others = members
    return [*random.sample(others, number), first]


async def _plan_ahead(database: Database, administrator: Scope, members: Sequence[int]) -> None:
    """Plan what is still to come: one sitting that is open now, and one of next week."""
    now = clock.now()
    for exam, opens_in, people, extra_time in (
        (EXAMS[1], timedelta(hours=-2), members[:12], {members[3]: ExtraTime(percent=25, minutes=5)}),
        (EXAMS[0], timedelta(days=7), members[12:28], {}),
    ):
        async with database.unit_of_work() as session:
            await plan_sitting(
                session,
                administrator,
                exam=exam,
                opens_at=now + opens_in,
                closes_at=now + opens_in + timedelta(days=14),
                staff_member_ids=people,
                extra_time=extra_time,
            )


async def _revoke_some(database: Database, operator: Scope) -> None:
    """Revoke one valid certificate for each of two reasons."""
    valid = select(col(Certificate.id)).where(has_status(Status.VALID)).order_by(col(Certificate.id))
    async with database.reading() as session:
        certificate_ids = list(await session.scalars(valid.limit(40)))[5::20]
    for certificate_id, reason in zip(certificate_ids, REVOKED, strict=False):
        async with database.unit_of_work() as session:
            await revoke_certificate(session, operator, certificate_id, reason=reason)
