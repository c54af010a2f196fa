"""Messages are found by what became of them and by words, each only by who may see it."""

from proeve.core.mail.messages import Message, MessageState
from proeve.core.mail.searching import MessageFilter, count_messages, search_messages
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import Corporation


async def corporation(database, name: str) -> tuple[int, Scope]:
    async with database.unit_of_work() as session:
        row = Corporation(name=name)
        session.add(row)
    return row.id, Scope(1, Role.ADMINISTRATOR, frozenset({row.id}))


async def keep(database, corporation_id: int, *recipients: str, **facts: object) -> None:
    async with database.unit_of_work() as session:
        for recipient in recipients:
            session.add(Message(kind="test", recipient=recipient, corporation_id=corporation_id, **facts))


async def recipients(database, scope: Scope, **wanted: object) -> list[str]:
    async with database.reading() as session:
        messages, _ = await search_messages(session, scope, MessageFilter(**wanted))
        return [message.recipient for message in messages]


async def test_the_newest_message_comes_first(database):
    ours, scope = await corporation(database, "Lindehof")
    await keep(database, ours, "eerst@lindehof.example", "later@lindehof.example")
    assert await recipients(database, scope) == ["later@lindehof.example", "eerst@lindehof.example"]


async def test_messages_of_another_corporation_are_not_there(database):
    ours, scope = await corporation(database, "Lindehof")
    theirs, _ = await corporation(database, "Waterkant")
    await keep(database, ours, "hier@lindehof.example")
    await keep(database, theirs, "daar@waterkant.example")
    assert await recipients(database, scope) == ["hier@lindehof.example"]
    async with database.reading() as session:
        assert await count_messages(session, scope) == {MessageState.QUEUED: 1}


async def test_a_state_and_words_narrow_together(database):
    ours, scope = await corporation(database, "Lindehof")
    await keep(database, ours, "noor@lindehof.example", "sami@lindehof.example", state=MessageState.FAILED)
    await keep(database, ours, "noor2@lindehof.example", state=MessageState.SENT, subject="Uitnodiging")
    assert await recipients(database, scope, state=MessageState.FAILED, text="NOOR") == ["noor@lindehof.example"]
    assert await recipients(database, scope, text="uitnodiging lindehof") == ["noor2@lindehof.example"]


async def test_a_percent_sign_is_a_sign_like_any_other(database):
    ours, scope = await corporation(database, "Lindehof")
    await keep(database, ours, "noor@lindehof.example")
    assert await recipients(database, scope, text="%") == []


async def test_a_page_holds_fifty_and_the_total_counts_all(database):
    ours, scope = await corporation(database, "Lindehof")
    await keep(database, ours, *(f"{number}@lindehof.example" for number in range(53)))
    async with database.reading() as session:
        messages, total = await search_messages(session, scope, page=2)
    assert ([message.recipient for message in messages], total) == (
        ["2@lindehof.example", "1@lindehof.example", "0@lindehof.example"],
        53,
    )
