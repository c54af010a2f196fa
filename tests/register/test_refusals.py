"""A pass whose name cannot be printed waits, visibly, until somebody mends it."""

import pytest
from sqlalchemy import func, select

from certificates.glyphs import UndrawableText
from proeve.core.errors import NotFound
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import COMPOSERS
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.issuing import ask_for_certificate_again, issue_certificate
from proeve.register.refusals import CertificateRefusal, all_waiting_passes


@pytest.fixture
async def unprintable(make, linde):
    """A pass of somebody whose name the fonts cannot draw."""
    return await make.result(await make.staff_member(linde, "王||小明"))


async def _count(database, table):
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def _messages(database):
    async with database.reading() as session:
        return list(await session.scalars(select(Message)))


async def test_a_name_that_cannot_be_printed_leaves_no_half_a_certificate(make, unprintable, database, operator):
    await issue_certificate(make.context, result_id=unprintable.id)
    assert await _count(database, Certificate) == await _count(database, CertificateFile) == 0
    async with database.reading() as session:
        (waiting,) = await all_waiting_passes(session, operator)
    assert waiting.holder.name == "王 小明"
    assert "小 (U+5C0F)" in waiting.refusal.problem


async def test_the_administrators_hear_of_it_once(make, linde, vecht, unprintable, database):
    joke = await make.role_holder(Role.ADMINISTRATOR, linde)
    await make.role_holder(Role.ADMINISTRATOR, vecht)
    await make.role_holder(Role.TRAINER, linde)
    for _ in range(2):
        await issue_certificate(make.context, result_id=unprintable.id)
    (message,) = await _messages(database)
    assert message.recipient == joke.email
    async with database.reading() as session:
        letter = await COMPOSERS[message.kind](session, make.context.settings, message)
    assert letter.subject == "Het certificaat van 王 小明 kan nog niet worden gemaakt"
    assert "Schrijf de tekst met Latijnse letters" in letter.body


async def test_once_the_name_is_mended_the_certificate_is_made_and_nothing_waits(make, unprintable, database, operator):
    await issue_certificate(make.context, result_id=unprintable.id)
    async with database.unit_of_work() as session:
        member = await session.get_one(StaffMember, unprintable.staff_member_id)
        member.given_name, member.family_name = "Xiaoming", "Wang"
    await issue_certificate(make.context, result_id=unprintable.id)
    assert (await make.certificate_of(unprintable)).holder == "Xiaoming Wang"
    async with database.reading() as session:
        assert await all_waiting_passes(session, operator) == []


async def test_asking_again_is_one_job_per_refusal(make, unprintable, operator, set_clock, monkeypatch):
    keys = []

    async def enqueue(_session, _job, *, key, **_arguments):
        keys.append(key)

    monkeypatch.setattr("proeve.register.issuing.enqueue", enqueue)
    for _ in range(2):
        await issue_certificate(make.context, result_id=unprintable.id)
        async with make.database.unit_of_work() as session:
            await ask_for_certificate_again(session, operator, unprintable.id)
            await ask_for_certificate_again(session, operator, unprintable.id)
        set_clock.advance(minutes=5)
    assert len(keys) == 4
    assert len(set(keys)) == 2


async def test_asking_again_really_joins_the_queue(make, unprintable, database, operator):
    await issue_certificate(make.context, result_id=unprintable.id)
    async with database.unit_of_work() as session:
        await ask_for_certificate_again(session, operator, unprintable.id)


async def test_what_waits_at_another_corporation_is_not_found(make, unprintable, vecht, trainer, database):
    await issue_certificate(make.context, result_id=unprintable.id)
    for scope in (await trainer(vecht), Scope(unprintable.person_id, Role.EMPLOYEE)):
        async with database.unit_of_work() as session:
            assert await all_waiting_passes(session, scope) == []
            with pytest.raises(NotFound):
                await ask_for_certificate_again(session, scope, unprintable.id)


async def test_a_refusal_that_comes_after_the_certificate_is_forgotten(make, jan, database, monkeypatch):
    """Two runs at once: one read the old name, the other was quicker with the new one."""
    result = await make.result(jan)
    runs = []

    async def apart(function, *arguments):
        runs.append(arguments)
        if len(runs) == 1:
            await issue_certificate(make.context, result_id=result.id)
            raise UndrawableText("小", ["小"])
        return function(*arguments)

    monkeypatch.setattr("proeve.register.making.apart", apart)
    await issue_certificate(make.context, result_id=result.id)
    assert await _count(database, Certificate) == 1
    assert await _count(database, CertificateRefusal) == 0
