"""Put candidates into a database: people who are signed in, with an attempt that is running or waits to be started."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from itertools import repeat
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from proeve import tables  # noqa: F401  Foreign keys lead to tables of modules that are not named here.
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
from proeve.people.names import sort_name
from proeve.people.persons import Person
from proeve.people.sessions import Session, expiry
from question_bank import bank as question_bank
from question_bank.bank import Bank
from question_bank.drawing import draw_form
from question_bank.forms import Form
from question_bank.kinds import shape

EXAM = "klantgericht-werken"
LASTS = timedelta(minutes=40)
LEASE = 1

Row = dict[str, Any]


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


def make_tables(settings: Settings) -> None:
    """Make the tables and the question bank; safe to repeat."""
    asyncio.run(_make_tables(settings, question_bank.load_bank()))


def fill_hall(settings: Settings, *, saving: int, opening: int, starting: int) -> Hall:
    """Make the tables and the question bank in an empty database, and fill it with candidates of one sitting."""
    return asyncio.run(_fill(settings, saving, opening, starting))


async def _make_tables(settings: Settings, bank: Bank) -> None:
    database = Database(settings.database_url)
    await upgrade_schema(database)
    async with database.unit_of_work() as session:
        await load_bank(session, bank)
    await database.close()


async def _fill(settings: Settings, saving: int, opening: int, starting: int) -> Hall:
    database, bank = Database(settings.database_url), question_bank.load_bank()
    await _make_tables(settings, bank)
    # Everybody gets the same form: what it holds makes no difference here, and drawing thousands would take minutes.
    form = draw_form(bank.find_blueprint(EXAM), bank.all_items(EXAM), "benchmark", frozenset())
    async with database.unit_of_work() as session:
        sitting = await _plan(session)
        running = await _seat(session, sitting, form, range(saving + opening), AttemptState.RUNNING)
        numbers = range(saving + opening, saving + opening + starting)
        prepared = await _seat(session, sitting, form, numbers, AttemptState.PREPARED)
    await database.close()
    shapes = tuple(shape(bank.find_item(slot.item)) for slot in form.slots)
    return Hall(running[:saving], running[saving:], prepared, shapes)


async def _plan(session: AsyncSession) -> Sitting:
    """Plan a sitting that is open now, without the invitations that the real way would send."""
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
    if not numbers:
        return []
    names = [_name(number) for number in numbers]
    persons = await _insert(session, Person, names)
    members = await _insert(session, StaffMember, list(map(_member, repeat(sitting), names, persons)))
    enrolments = await _insert(session, Enrolment, list(map(_enrolment, repeat(sitting), members, persons)))
    drawn = {"seed": form.seed, "form": form.as_json(), **_standing(state)}
    attempts = await _insert(
        session, Attempt, [_attempt(sitting, *ids) | drawn for ids in zip(enrolments, persons, strict=True)]
    )
    cookies = [draw_token() for _ in persons]
    await _insert(session, Session, list(map(_session, persons, cookies)))
    return list(map(Candidate, persons, attempts, cookies))


async def _add(session: AsyncSession, rows: list[Any]) -> None:
    session.add_all(rows)
    await session.flush()


async def _insert(session: AsyncSession, table: type[Any], rows: list[Row]) -> list[int]:
    """Insert rows under numbers of our own, which is many times faster than asking for theirs; return the numbers."""
    highest = await session.scalar(select(func.max(table.id))) or 0
    numbers = range(highest + 1, highest + 1 + len(rows))
    await session.execute(
        insert(table.__table__), [{"id": number, **row} for number, row in zip(numbers, rows, strict=True)]
    )
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
        await session.execute(select(func.setval(sequence, numbers[-1])))
    return list(numbers)


def _name(number: int) -> Row:
    return {"email": f"kandidaat{number}@lindehof.example", "given_name": "Sam", "family_name": f"Bakker {number}"}


def _member(sitting: Sitting, name: Row, person_id: int) -> Row:
    sorted_by = sort_name(name["given_name"], "", name["family_name"])
    return {"corporation_id": sitting.corporation_id, "person_id": person_id, "sort_name": sorted_by, **name}


def _enrolment(sitting: Sitting, member_id: int, person_id: int) -> Row:
    return {
        "corporation_id": sitting.corporation_id,
        "sitting_id": sitting.id,
        "staff_member_id": member_id,
        "person_id": person_id,
        "created_by": sitting.created_by,
    }


def _attempt(sitting: Sitting, enrolment_id: int, person_id: int) -> Row:
    return {
        "corporation_id": sitting.corporation_id,
        "enrolment_id": enrolment_id,
        "person_id": person_id,
        "blueprint_id": sitting.blueprint_id,
        "exam": sitting.exam,
    }


def _standing(state: AttemptState) -> Row:
    if state is not AttemptState.RUNNING:
        return {"state": state}
    now, allowed = clock.now(), int(LASTS.total_seconds())
    return {"state": state, "started_at": now, "lease": LEASE, "allowed_seconds": allowed, "deadline_at": now + LASTS}


def _session(person_id: int, cookie: str) -> Row:
    return {
        "token_hash": token_hash(cookie),
        "person_id": person_id,
        "role": Role.EMPLOYEE,
        "expires_at": expiry(clock.now()),
    }
