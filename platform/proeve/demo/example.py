"""Make the example: people first, then three years of sittings through the real rooms, with the clock set back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
from proeve.demo.cast import ADMINISTRATOR_MAILBOX, COMPANIES, INVIGILATOR, OPERATOR, TRAINER, Company, Part, staff_of
from proeve.demo.late import hand_over_last_answers
from proeve.demo.looks import look_of
from proeve.demo.practising import practise_before
from proeve.demo.simulation import Simulation
from proeve.demo.workshop import fill_workshop
from proeve.exams.enrolments import ExtraTime
from proeve.exams.exam_days import plan_exam_day
from proeve.exams.planning import plan_sitting
from proeve.exams.sittings import JOINT_PATIENCE, SittingKind, StartRules, closes_after
from proeve.people.persons import add_person
from proeve.people.roles import grant_role
from proeve.register.certificates import Certificate
from proeve.register.finding import has_status
from proeve.register.revoking import revoke_certificate
from proeve.register.templates import add_template

SEED = "Proeve"
EXAMS = ("klantgericht-werken", "lastige-boodschappen")


@dataclass(frozen=True, slots=True)
class Round:
    """One sitting of the past: how many days ago, of which exam, and how many of the staff took part."""

    days_ago: int
    exam: int
    people: int


LONG_AGO = (Round(1130, 0, 6), Round(1110, 1, 5), Round(1060, 0, 6), Round(1030, 1, 5))
"""Three years back: certificates of 36 months from these have expired, or will within 90 days."""
LAST_MONTHS = (
    Round(88, 0, 9),
    Round(74, 1, 8),
    Round(60, 0, 8),
    Round(45, 1, 7),
    Round(31, 0, 7),
    Round(17, 1, 7),
    Round(6, 0, 6),
)
OLD_PASS, RECENT_FAIL = LONG_AGO[2], LAST_MONTHS[1]
"""What the person people try out has behind them: a certificate about to expire, and a fail to sit again."""
SURE, LOST = 0.95, 0.2
FORTNIGHT = timedelta(days=14)
FOUNDED = timedelta(days=1200)
"""How long ago the corporations of the example began, and with them the keys of its certificates."""
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
    await _plan_day(database, operator)
    await _revoke_some(database, operator)
    await fill_workshop(database, granted_by=operator.person_id)
    await hand_over_last_answers(database)
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
        await _sit_rounds(simulation, LONG_AGO, members, random)
        passed = await _sit_rounds(simulation, LAST_MONTHS, members, random)
    await _plan_ahead(database, administrator, members, passed)


async def _sit_rounds(
    simulation: Simulation, rounds: Sequence[Round], members: Sequence[int], random: Random
) -> dict[str, set[int]]:
    """Hold sittings one after the other and return who passed which exam.

    Who failed sits again before somebody new is asked, and who passed is left alone. The person people try out takes
    part in two of them only.
    """
    first, *others = members
    passed: dict[str, set[int]] = {exam: set() for exam in EXAMS}
    failed: dict[str, set[int]] = {exam: set() for exam in EXAMS}
    for each in rounds:
        exam = EXAMS[each.exam]
        again = sorted(failed[exam])[:2]
        fresh = [member for member in others if member not in passed[exam] | failed[exam]]
        people = [*again, *random.sample(fresh, min(len(fresh), each.people - len(again)))]
        if each in {OLD_PASS, RECENT_FAIL}:
            people.append(first)
            simulation.abilities[first] = SURE if each is OLD_PASS else LOST
        extra_time = {people[0]: ExtraTime(percent=25)}
        successful = await simulation.sit(exam, days_ago=each.days_ago, people=people, extra_time=extra_time)
        passed[exam] |= successful
        failed[exam] = (failed[exam] | set(people)) - passed[exam] - {first}
    return passed


async def _hire(
    database: Database, company: Company, operator: Scope, parts: Sequence[Part]
) -> tuple[Scope, list[int]]:
    """Add the corporation, its administrator and trainer, and its staff; return the ids of the staff in their order."""
    started = clock.now() - FOUNDED
    with clock.running_from(lambda: started):
        async with database.unit_of_work() as session:
            corporation = await add_corporation(
                session, name=company.name, city=company.city, added_by=operator.person_id
            )
            administrator = await _add_colleagues(session, company, corporation, operator)
            await add_template(session, administrator, look_of(company))
        async with database.unit_of_work() as session:
            members = [await add_staff_member(session, administrator, part.details) for part in parts]
    return administrator, [member.id for member in members]


async def _add_colleagues(session: AsyncSession, company: Company, corporation: Corporation, operator: Scope) -> Scope:
    """Add the administrator of a corporation, and let the one trainer, who is assessor too, and invigilator see it."""
    address = f"{ADMINISTRATOR_MAILBOX}@{company.domain}"
    administrator = await add_person(session, email=address, given_name="Wilma", name_prefix="de", family_name="Boer")
    trainer = await add_person(session, email=TRAINER, given_name="Karim", family_name="Zondervan")
    watcher = await add_person(session, email=INVIGILATOR, given_name="Ilse", family_name="Hamersma")
    roles = (
        (administrator, Role.ADMINISTRATOR),
        (trainer, Role.TRAINER),
        (trainer, Role.ASSESSOR),
        (watcher, Role.INVIGILATOR),
    )
    for person, role in roles:
        await grant_role(session, person.id, role, corporation.id, granted_by=operator.person_id)
    return Scope(administrator.id, Role.ADMINISTRATOR, frozenset({corporation.id}))


async def _plan_ahead(
    database: Database, administrator: Scope, members: Sequence[int], passed: Mapping[str, set[int]]
) -> None:
    """Plan what is still to come: one sitting that is open now, and one of next week."""
    for exam, opens_in, most in ((EXAMS[1], timedelta(days=-1), 12), (EXAMS[0], timedelta(days=7), 14)):
        people = [member for member in members if member not in passed[exam]][:most]
        opens_at, closes_at = window_around(clock.now() + opens_in)
        async with database.unit_of_work() as session:
            sitting = await plan_sitting(
                session,
                administrator,
                exam=exam,
                opens_at=opens_at,
                closes_at=closes_at,
                staff_member_ids=people,
                extra_time={people[3]: ExtraTime(percent=25, minutes=5)},
            )
            await practise_before(session, sitting.id)


def window_around(moment: datetime) -> tuple[datetime, datetime]:
    """Return a window of a fortnight that opens that day at nine in the morning, and closes at nine as well."""
    opens_at = moment.astimezone(clock.AMSTERDAM).replace(hour=9, minute=0, second=0, microsecond=0)
    return opens_at, opens_at + FORTNIGHT


async def _plan_day(database: Database, operator: Scope) -> None:
    """Plan a day of next month for all corporations at once, which their administrators add people to."""
    opens_at, _ = window_around(clock.now() + timedelta(days=35))
    async with database.unit_of_work() as session:
        corporation_ids = await session.scalars(select(col(Corporation.id)))
        await plan_exam_day(
            session,
            operator,
            name="Gezamenlijke toetsdag",
            exam=EXAMS[0],
            opens_at=opens_at,
            closes_at=closes_after(opens_at, JOINT_PATIENCE),
            rules=StartRules(SittingKind.JOINT, late_minutes=15, asks_code=True),
            places=dict.fromkeys(corporation_ids, 20),
        )


async def _revoke_some(database: Database, operator: Scope) -> None:
    """Revoke one valid certificate for each of two reasons."""
    valid = select(col(Certificate.id)).where(has_status(Status.VALID)).order_by(col(Certificate.id))
    async with database.reading() as session:
        certificate_ids = list(await session.scalars(valid.limit(40)))[5::20]
    for certificate_id, reason in zip(certificate_ids, REVOKED, strict=False):
        async with database.unit_of_work() as session:
            await revoke_certificate(session, operator, certificate_id, reason=reason)
