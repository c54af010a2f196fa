"""A server is killed while it turns passes into certificates; each pass ends with exactly one."""

import asyncio
import json
from collections import Counter
from random import Random

from sqlalchemy import select
from sqlmodel import col

from benchmarks.candidates import LEASE, Hall
from proeve import registered  # noqa: F401  What follows a pass must be known where people hand in.
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.mail.messages import Message
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.closing import submit_attempt
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.saves import Claim, Save
from proeve.exams.results import Result
from proeve.register.certificates import Certificate
from question_bank.bank import load_bank
from question_bank.kinds import kind_of
from tests.faults.nodes import Node

WAIT_SECONDS = 90


async def pass_all(settings: Settings, hall: Hall) -> None:
    """Let everybody answer all questions rightly and hand in, with no server there to do what follows."""
    bank, database = load_bank(), Database(settings.database_url)
    journal = Journal(database)
    await journal.start()
    async with database.reading() as session:
        form = form_of(await session.get_one(Attempt, hall.saving[0].attempt_id))
    right = [kind_of(item).right_answer(item, slot.order) for slot in form.slots if (item := bank.find_item(slot.item))]
    saves = [Save(slot + 1, slot, json.dumps(answer), False, clock.now_ms()) for slot, answer in enumerate(right)]
    for candidate in hall.saving:
        await journal.save(Claim(candidate.attempt_id, LEASE), saves, received_ms=clock.now_ms())
        async with database.unit_of_work() as session:
            await submit_attempt(session, Scope(candidate.person_id, Role.EMPLOYEE), candidate.attempt_id)
    await journal.stop()
    await database.close()


async def certificates_and_mails(settings: Settings) -> tuple[Counter[int], Counter[tuple[str, str]]]:
    """Count the certificates per attempt, and the mails per address and kind."""
    database = Database(settings.database_url)
    async with database.reading() as session:
        certified = select(col(Result.attempt_id)).join(Certificate, col(Certificate.result_id) == col(Result.id))
        attempts = Counter(await session.scalars(certified))
        mails = Counter(map(tuple, await session.execute(select(col(Message.recipient), col(Message.kind)))))
    await database.close()
    return attempts, mails


async def test_a_server_killed_between_closing_and_certificate(any_settings, fill, nodes, tmp_path, rounds):
    hall = await asyncio.to_thread(fill, any_settings)
    await pass_all(any_settings, hall)
    node, random = Node(any_settings, tmp_path), Random(rounds)
    nodes.append(node)
    for _ in range(rounds):
        await asyncio.to_thread(node.start)
        await asyncio.sleep(random.uniform(0, 0.7))
        await asyncio.to_thread(node.kill)
    await asyncio.to_thread(node.start)
    everyone = {candidate.attempt_id for candidate in hall.saving}
    until = asyncio.get_running_loop().time() + WAIT_SECONDS
    attempts, mails = await certificates_and_mails(any_settings)
    while set(attempts) != everyone and asyncio.get_running_loop().time() < until:
        await asyncio.sleep(0.5)
        attempts, mails = await certificates_and_mails(any_settings)
    assert attempts == dict.fromkeys(everyone, 1)
    assert max(mails.values(), default=0) <= 1
