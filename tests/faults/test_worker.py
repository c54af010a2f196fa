"""A server is killed while it turns passes into certificates; each pass ends with exactly one, and one mail of it."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import select
from sqlmodel import col

from benchmarks.candidates import LEASE, Candidate
from proeve import registered  # noqa: F401  What follows a pass must be known where people hand in.
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.mail.messages import Message, MessageState
from proeve.core.scope import Role, Scope
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.closing import submit_attempt
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.saves import Claim, Outcome, Save
from proeve.exams.results import Result
from proeve.register.certificates import Certificate
from proeve.register.issue_letter import ISSUED
from question_bank.bank import load_bank
from question_bank.kinds import kind_of
from tests.faults.endings import tell
from tests.faults.nodes import Node

WAIT_SECONDS = 300
"""A mail that a killed server had in hand is free again after four minutes."""


async def right_saves(database: Database, attempt_id: int) -> list[Save]:
    """Answer all questions of an attempt rightly; everybody has the same form."""
    bank = load_bank()
    async with database.reading() as session:
        form = form_of(await session.get_one(Attempt, attempt_id))
    right = [kind_of(item).right_answer(item, slot.order) for slot in form.slots if (item := bank.find_item(slot.item))]
    return [Save(slot + 1, slot, json.dumps(answer), False, clock.now_ms()) for slot, answer in enumerate(right)]


async def pass_all(database: Database, candidates: Sequence[Candidate], saves: Sequence[Save]) -> None:
    """Let these people give their answers and hand in; what follows is for the server."""
    journal = Journal(database)
    await journal.start()
    for candidate in candidates:
        receipt = await journal.save(Claim(candidate.attempt_id, LEASE), saves, received_ms=clock.now_ms())
        assert set(receipt.outcomes) == {Outcome.ACKNOWLEDGED}
        async with database.unit_of_work() as session:
            await submit_attempt(session, Scope(candidate.person_id, Role.EMPLOYEE), candidate.attempt_id)
    await journal.stop()


@dataclass(frozen=True)
class Done:
    """What the server has done: certificates per attempt, and mails that are ready per person."""

    certificates: Counter[int]
    mails: Counter[int]

    def is_complete(self, candidates: Sequence[Candidate]) -> bool:
        """Say whether all that follows these passes was done, however often."""
        certified = self.certificates.keys() >= {candidate.attempt_id for candidate in candidates}
        return certified and self.mails.keys() >= {candidate.person_id for candidate in candidates}


async def done(database: Database) -> Done:
    certified = select(col(Result.attempt_id)).join(Certificate, col(Certificate.result_id) == col(Result.id))
    mailed = select(col(Message.person_id)).where(col(Message.kind) == ISSUED)
    async with database.reading() as session:
        certificates = Counter(await session.scalars(certified))
        return Done(certificates, Counter(await session.scalars(mailed.where(Message.state == MessageState.KEPT))))


async def test_a_server_killed_between_closing_and_certificate(any_settings, fill, nodes, tmp_path, rounds):
    hall, database = await asyncio.to_thread(fill, any_settings), Database(any_settings.database_url)
    saves = await right_saves(database, hall.saving[0].attempt_id)
    node, random = Node(any_settings, tmp_path), Random(rounds)
    nodes.append(node)
    await asyncio.to_thread(node.start)
    at_work = 0
    for number in range(rounds):
        await pass_all(database, hall.saving[number::rounds], saves)
        await asyncio.sleep(random.uniform(0, 0.7))
        await asyncio.to_thread(node.kill)
        handed_in = [candidate for start in range(number + 1) for candidate in hall.saving[start::rounds]]
        at_work += not (await done(database)).is_complete(handed_in)
        await asyncio.to_thread(node.start)
    async with asyncio.timeout(WAIT_SECONDS):
        while not (found := await done(database)).is_complete(hall.saving):  # noqa: ASYNC110  Another process does it.
            await asyncio.sleep(0.5)
    await database.close()
    counts = {"certificates": found.certificates.total(), "mails": found.mails.total()}
    tell("A server at work is killed", any_settings, rounds=rounds, kills=rounds, kills_mid_work=at_work, **counts)
    assert at_work > 0
    assert found.certificates == {candidate.attempt_id: 1 for candidate in hall.saving}
    assert found.mails == {candidate.person_id: 1 for candidate in hall.saving}
