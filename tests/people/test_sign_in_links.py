"""A sign-in link works once, for fifteen minutes from its sending, and no secret is stored."""

import re
from dataclasses import replace
from datetime import timedelta

import anyio
import pytest
from sqlalchemy import func, select, text

from proeve.core.database import Database
from proeve.core.errors import Conflict, NotFound
from proeve.core.jobs import JobContext
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import send_message
from proeve.core.settings import Settings
from proeve.core.tokens import token_hash
from proeve.people.persons import Person, find_person
from proeve.people.sign_in_links import SignInLink, check_link, draw_link, request_link, send_nothing, use_link


async def _draw(database: Database, person: Person) -> str:
    async with database.unit_of_work() as session:
        return await draw_link(session, person.id)


async def _use(database: Database, token: str) -> Person:
    async with database.unit_of_work() as session:
        return await use_link(session, token)


async def _check(database: Database, token: str) -> None:
    async with database.reading() as session:
        await check_link(session, token)


async def _queued_jobs(database: Database) -> int:
    table = "workflow_status" if database.is_sqlite else "dbos.workflow_status"
    async with database.reading() as session:
        return await session.scalar(text(f"SELECT count(*) FROM {table}"))


async def test_a_known_address_gets_a_mail_whose_link_signs_in(
    database: Database, settings: Settings, fatima: Person
) -> None:
    async with database.unit_of_work() as session:
        await request_link(session, " Fatima@delinde.example")
    async with database.reading() as session:
        message = await session.scalar(select(Message))
        assert (message.kind, message.recipient, message.facts) == ("sign_in", fatima.email, {})
        assert await session.scalar(select(func.count()).select_from(SignInLink)) == 0
    await send_message(JobContext(database, replace(settings, demo=True)), message_id=message.id)
    async with database.reading() as session:
        sent = await session.get_one(Message, message.id)
    token = re.search(r"http://testserver.local/aanmelden/(\S+)", sent.body)[1]
    assert sent.body.startswith("Beste Fatima el Amrani,")
    assert (await _use(database, token)).id == fatima.id


async def test_the_minutes_count_from_the_sending(
    database: Database, settings: Settings, fatima: Person, set_clock
) -> None:
    async with database.unit_of_work() as session:
        await request_link(session, fatima.email)
        message_id = await session.scalar(select(Message.id))
    set_clock.advance(hours=3)
    await send_message(JobContext(database, settings), message_id=message_id)
    async with database.reading() as session:
        assert await session.scalar(select(SignInLink.expires_at)) == set_clock.moment + timedelta(minutes=15)


async def test_a_stranger_gets_the_same_answer_the_same_work_and_no_mail(
    database: Database, settings: Settings
) -> None:
    async with database.unit_of_work() as session:
        await request_link(session, "niemand@delinde.example")
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Message)) == 0
    assert await _queued_jobs(database) == 1
    await send_nothing(JobContext(database, settings))


async def test_a_blocked_person_gets_no_mail(database: Database, fatima: Person, set_clock) -> None:
    async with database.unit_of_work() as session:
        (await find_person(session, fatima.id)).blocked_at = set_clock.moment
        await request_link(session, fatima.email)
        assert await session.scalar(select(func.count()).select_from(Message)) == 0


async def test_only_the_hash_of_a_link_is_stored(database: Database, fatima: Person) -> None:
    token = await _draw(database, fatima)
    async with database.reading() as session:
        assert await session.scalar(select(SignInLink.token_hash)) == token_hash(token)


async def test_a_link_works_once(database: Database, fatima: Person) -> None:
    token = await _draw(database, fatima)
    await _use(database, token)
    with pytest.raises(Conflict, match="al gebruikt") as refusal:
        await _use(database, token)
    assert refusal.value.code == "link_used"


async def test_of_many_clicks_at_once_one_signs_in(database: Database, fatima: Person) -> None:
    token = await _draw(database, fatima)
    outcomes: list[str] = []

    async def click() -> None:
        try:
            await _use(database, token)
            outcomes.append("in")
        except Conflict as conflict:
            outcomes.append(conflict.code)

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(click)
    assert sorted(outcomes) == ["in", *["link_used"] * 4]


async def test_a_link_expires_after_fifteen_minutes(database: Database, fatima: Person, set_clock) -> None:
    token = await _draw(database, fatima)
    set_clock.advance(minutes=15)
    with pytest.raises(Conflict, match="verlopen"):
        await _use(database, token)


async def test_using_one_link_withdraws_the_others_of_that_person(database: Database, fatima: Person) -> None:
    earlier, later = await _draw(database, fatima), await _draw(database, fatima)
    await _use(database, later)
    with pytest.raises(Conflict, match="verlopen"):
        await _use(database, earlier)


async def test_an_unknown_link_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound, match="Open de hele link"):
        await _use(database, "verzonnen")


async def test_a_blocked_person_cannot_use_a_link(database: Database, fatima: Person, set_clock) -> None:
    token = await _draw(database, fatima)
    async with database.unit_of_work() as session:
        (await find_person(session, fatima.id)).blocked_at = set_clock.moment
    with pytest.raises(Conflict, match="geblokkeerd"):
        await _use(database, token)


async def test_looking_at_a_link_refuses_what_using_it_would_and_uses_nothing_up(
    database: Database, fatima: Person, set_clock
) -> None:
    used, good = await _draw(database, fatima), await _draw(database, fatima)
    for _ in range(2):
        await _check(database, good)
    await _use(database, used)
    for token, words in ((used, "al gebruikt"), (good, "verlopen")):
        with pytest.raises(Conflict, match=words):
            await _check(database, token)
    with pytest.raises(NotFound, match="Open de hele link"):
        await _check(database, "verzonnen")
    late = await _draw(database, fatima)
    set_clock.advance(minutes=15)
    with pytest.raises(Conflict, match="verlopen"):
        await _check(database, late)


async def test_a_blocked_person_hears_so_before_they_click(database: Database, fatima: Person, set_clock) -> None:
    token = await _draw(database, fatima)
    async with database.unit_of_work() as session:
        (await find_person(session, fatima.id)).blocked_at = set_clock.moment
    with pytest.raises(Conflict, match="geblokkeerd"):
        await _check(database, token)
