"""Put candidates into a database: people who are signed in, with an attempt that is running or waits to be started."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.schema import upgrade_schema
from proeve.core.scope import Role
from proeve.core.settings import Settings
from proeve.core.tokens import draw_token, token_hash
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.bank import load_bank
from proeve.exams.blueprints import find_current_blueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting
from proeve.people.persons import Person
from proeve.people.sessions import Session, expiry
from question_bank import bank as question_bank
from question_bank.bank import Bank
from question_bank.drawing import Form, draw_form
from question_bank.kinds import shape

EXAM = "klantgericht-werken"
LASTS = timedelta(minutes=40)
LEASE = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with an attempt, and the cookie that signs them in."""

    person_id: int
    attempt_id: int
    cookie: str


@dataclass(frozen=True, slots=True)
class Hall:
    """Everybody in a database, by what they will do, and what answers their form takes: a shape per slot.

    Those who save and those who open their exam are others, because opening takes the right to save from earlier pages.
    """

    saving: list[Candidate]
    opening: list[Candidate]
    starting: list[Candidate]
    shapes: tuple[str, ...]


def fill_hall(settings: Settings, *, saving: int, opening: int, starting: int) -> Hall:
    """Make the tables and the question bank in an empty database, and fill it with candidates of one sitting."""
    return asyncio.run(_fill(settings, saving, opening, starting))


async def _fill(settings: Settings, saving: int, opening: int, starting: int) -> Hall:
    database, bank = Database(settings.database_url), question_bank.load_bank()
    await upgrade_schema(database)
    # Everybody gets the same form: what it holds makes no difference here, and drawing thousands would take minutes.
    form = draw_form(bank.find_blueprint(EXAM), bank.all_items(EXAM), "benchmark", frozenset())
    async with database.unit_of_work() as session:
        sitting = await _plan(session, bank)
        running = await _seat(session, sitting, form, range(saving + opening), AttemptState.RUNNING)
        numbers = range(saving + opening, saving + opening + starting)
        prepared = await _seat(session, sitting, form, numbers, AttemptState.PREPARED)
    await database.close()
    shapes = tuple(shape(bank.find_item(slot.item)) for slot in form.slots)
    return Hall(running[:saving], running[saving:], prepared, shapes)


async def _plan(session: AsyncSession, bank: Bank) -> Sitting:
    """Plan a sitting that is open now, without the invitations that the real way would send."""
    await load_bank(session, bank)
    corporation = Corporation(name="Woonstichting Lindehof")
    planner = Person(email="beheer@lindehof.example", given_name="Noor", family_name="Jansen")
    await _add(session, [corporation, planner])
    sitting = Sitting(
        corporation_id=corporation.id,
        exam=EXAM,
        blueprint_id=(await find_current_blueprint(session, EXAM)).id,
        opens_at=clock.now() - timedelta(hours=1),
        closes_at=clock.now() + timedelta(hours=8),
        created_by=planner.id,
    )
    await _add(session, [sitting])
    return sitting


async def _seat(
    session: AsyncSession, sitting: Sitting, form: Form, numbers: range, state: AttemptState
) -> list[Candidate]:
    """Add people who work at the corporation, enrol them, give each an attempt in this state, and sign them in."""
    persons = [_person(number) for number in numbers]
    await _add(session, persons)
    members = [_member(sitting, person) for person in persons]
    await _add(session, members)
    enrolments = [_enrolment(sitting, member) for member in members]
    await _add(session, enrolments)
    attempts = [_attempt(sitting, enrolment, form, state) for enrolment in enrolments]
    cookies = [draw_token() for _ in persons]
    await _add(session, [*attempts, *map(_session, persons, cookies)])
    return [Candidate(attempt.person_id, attempt.id, cookie) for attempt, cookie in zip(attempts, cookies, strict=True)]


async def _add(session: AsyncSession, rows: list[Any]) -> None:
    session.add_all(rows)
    await session.flush()


def _person(number: int) -> Person:
    return Person(email=f"kandidaat{number}@lindehof.example", given_name="Sam", family_name=f"Bakker {number}")


def _member(sitting: Sitting, person: Person) -> StaffMember:
    return StaffMember(
        corporation_id=sitting.corporation_id,
        person_id=person.id,
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
    )


def _enrolment(sitting: Sitting, member: StaffMember) -> Enrolment:
    return Enrolment(
        corporation_id=sitting.corporation_id,
        sitting_id=sitting.id,
        staff_member_id=member.id,
        person_id=member.person_id,
        created_by=sitting.created_by,
    )


def _attempt(sitting: Sitting, enrolment: Enrolment, form: Form, state: AttemptState) -> Attempt:
    attempt = Attempt(
        corporation_id=sitting.corporation_id,
        enrolment_id=enrolment.id,
        person_id=enrolment.person_id,
        blueprint_id=sitting.blueprint_id,
        exam=sitting.exam,
        state=state,
        seed=form.seed,
        form=form.as_json(),
    )
    if state is AttemptState.RUNNING:
        attempt.started_at, attempt.lease = clock.now(), LEASE
        attempt.allowed_seconds, attempt.deadline_at = int(LASTS.total_seconds()), attempt.started_at + LASTS
    return attempt


def _session(person: Person, cookie: str) -> Session:
    return Session(
        token_hash=token_hash(cookie),
        person_id=person.id,
        role=Role.EMPLOYEE,
        expires_at=expiry(clock.now()),
    )
