"""People who sit an exam while somebody looks at the demo: they begin when it opens, answer, and sometimes fall silent.

They speak with the server as browsers do. Without them the invigilator's room would be empty.
"""

import asyncio
import contextlib
import threading
from random import Random
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import msgspec
from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.jobs import JobsAtHand
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.demo.cast import EMPLOYEE
from proeve.exams.attempt_tokens import AttemptTokens
from proeve.exams.attempts import Attempt, AttemptState, form_of
from proeve.exams.enrolments import Enrolment
from proeve.exams.item_versions import find_items
from proeve.exams.opening import open_attempt
from proeve.exams.sittings import Sitting, SittingKind, can_start
from proeve.exams.starting import start_attempt
from proeve.people.persons import Person
from question_bank.kinds import kind_of

MOST_PEOPLE = 6
HEARTBEAT_SECONDS = 15.0
ANSWERS_EVERY = 3
"""Heartbeats between two answers."""
SILENT_FROM, SILENT_UNTIL = 6, 16
"""The heartbeats that one of them misses."""


def keep_people_busy(settings: Settings, url: str) -> None:
    """Let some people sit the exam that is open now, until the process ends."""
    threading.Thread(target=_run, args=(settings, url), daemon=True).start()


def _run(settings: Settings, url: str) -> None:
    with contextlib.suppress(
        URLError, ConnectionError
    ):  # The server has gone, or goes: then there is nothing left to do.
        asyncio.run(_sit(settings, url))


async def _sit(settings: Settings, url: str) -> None:
    database = Database(settings.database_url, jobs=JobsAtHand())
    random = Random(settings.secret_key)  # noqa: S311  Made-up answers are no secret.
    people = [await _begin(database, settings, attempt) for attempt in await _find_people(database)]
    await database.close()
    await asyncio.gather(*(_one(url, person, random, falls_silent=number == 1) for number, person in enumerate(people)))


async def _find_people(database: Database) -> list[Attempt]:
    """Return who can begin now in the sitting that opened first, but for the person people try out."""
    statement = (
        select(Attempt, Sitting)
        .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .join(Person, col(Person.id) == col(Attempt.person_id))
        .where(col(Attempt.state) == AttemptState.PREPARED)
        .where(col(Sitting.kind) == SittingKind.WINDOW)
        .where(col(Enrolment.withdrawn_at).is_(None))
        .where(col(Person.email) != EMPLOYEE)
        .order_by(col(Sitting.id), col(Attempt.id))
    )
    async with database.reading() as session:
        found = (await session.execute(statement)).all()
    open_now = [(attempt, sitting) for attempt, sitting in found if can_start(sitting, clock.now())]
    return [attempt for attempt, sitting in open_now if sitting.id == open_now[0][1].id][:MOST_PEOPLE]


class _Person(msgspec.Struct):
    """Somebody at an open page: their token, and the answers they will give."""

    token: str
    answers: list[dict[str, Any]]


async def _begin(database: Database, settings: Settings, attempt: Attempt) -> _Person:
    scope = Scope(attempt.person_id, Role.EMPLOYEE)
    async with database.unit_of_work() as session:
        await start_attempt(session, scope, attempt.id)
        page = await open_attempt(session, scope, attempt.id, tokens=AttemptTokens(settings.secret_key))
        slots = form_of(attempt).slots
        items = await find_items(session, [(slot.item, slot.version) for slot in slots])
    asked = [(items[slot.item, slot.version], slot.order) for slot in slots]
    answers = [dict(kind_of(item).right_answer(item, order)) for item, order in asked]
    return _Person(page.token, answers)


async def _one(url: str, person: _Person, random: Random, *, falls_silent: bool) -> None:
    """Send heartbeats, and an answer now and then, until the attempt is closed."""
    await asyncio.sleep(random.uniform(0, HEARTBEAT_SECONDS))
    state, beat, sequence = "running", 0, 0
    while state != "closed":
        if not (falls_silent and SILENT_FROM <= beat < SILENT_UNTIL):
            slot = min(sequence, len(person.answers) - 1)
            if beat % ANSWERS_EVERY == 0 and sequence < len(person.answers) and state == "running":
                save = {"sequence": sequence + 1, "slot": slot, "answer": person.answers[slot]}
                saves = {"saves": [save | {"flagged": False, "client_ms": clock.now_ms()}]}
                await _post(f"{url}/afname/bewaren", person.token, saves)
                sequence += 1
            place = {"slot": slot, "answered": sequence}
            state = (await _post(f"{url}/afname/hartslag", person.token, place))["state"]
        beat += 1
        await asyncio.sleep(HEARTBEAT_SECONDS)


async def _post(address: str, token: str, body: dict[str, Any]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = Request(address, msgspec.json.encode(body), headers)  # noqa: S310  Our own address.

    def exchange() -> bytes:
        with urlopen(request) as answer:  # noqa: S310  Idem.
            return bytes(answer.read())

    return msgspec.json.decode(await asyncio.to_thread(exchange), type=dict[str, Any])
