"""Many mails are kept at once and asked for by a few jobs; each is sent once."""

from proeve.core.jobs import JobContext
from proeve.core.mail.messages import Message
from proeve.core.mail.sending_many import FEW, PART, add_messages, send_many


async def keep(database, number: int) -> list[int]:
    messages = [Message(kind="test", recipient=f"{each}@lindehof.example") for each in range(number)]
    async with database.unit_of_work() as session:
        await add_messages(session, messages)
    return [message.id for message in messages]


async def asked(database) -> set[str]:
    return {job.workflow_id for job in await database.jobs.list_workflows_async()}


async def test_a_few_mails_are_asked_for_one_by_one(database):
    ids = await keep(database, FEW)
    assert await asked(database) == {f"mail.send:{each}" for each in ids}


async def test_many_mails_are_asked_for_in_parts(database):
    ids = await keep(database, PART + 5)
    assert await asked(database) == {
        f"mail.send_many:{ids[0]}-{ids[PART - 1]}",
        f"mail.send_many:{ids[PART]}-{ids[-1]}",
    }


async def test_the_job_asks_for_each_mail_once_however_often_it_runs(database, settings):
    ids = await keep(database, FEW + 5)
    before = await asked(database)
    for _ in range(2):
        await send_many(JobContext(database, settings), message_ids=ids)
    assert await asked(database) - before == {f"mail.send:{each}" for each in ids}


async def test_nobody_to_write_to_is_no_trouble(database):
    assert await keep(database, 0) == []
    assert await asked(database) == set()
