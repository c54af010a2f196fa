"""Whoever changes the past in the database leaves a trace that the check finds, and says where."""

from datetime import date

import pytest
from sqlalchemy import text

from proeve.register.checking import check_register, publish
from proeve.register.correcting import correct_certificate
from proeve.register.erasing import erase_holder
from proeve.register.events import add_event
from proeve.register.revoking import revoke_certificate
from proeve.register.roots import add_roots, all_roots
from proeve.register.suspending import resume_certificate, suspend_certificate


@pytest.fixture
async def certificate(make, jan):
    return await make.issued(jan)


@pytest.fixture
async def boss(make):
    return make.operator((await make.person("Olga||Operator")).id)


@pytest.fixture
async def busy(database, certificate, boss, set_clock):
    """A register in which one certificate was issued, suspended, resumed and reminded of, on three days with roots."""
    for act in (suspend_certificate, resume_certificate):
        set_clock.advance(days=1)
        reason = "facts_in_doubt" if act is suspend_certificate else "cleared"
        async with database.unit_of_work() as session:
            await act(session, boss, certificate.id, reason=reason)
            await add_event(session, certificate.id, "reminded", days=90)
    set_clock.advance(days=1)
    async with database.unit_of_work() as session:
        await add_roots(session)
    return certificate


async def _check(database, published=None):
    async with database.reading() as session:
        report = await check_register(session, published)
    return [(finding.code, finding.where) for finding in report.findings]


async def _tamper(database, statement, **values):
    async with database.unit_of_work() as session:
        await session.execute(text(statement), values)


async def test_an_empty_register_is_fine(database):
    assert await _check(database) == []


async def test_a_busy_register_is_fine(database, busy):
    async with database.reading() as session:
        report = await check_register(session)
    assert report.ok
    assert (report.events, report.certificates, report.roots) == (5, 1, 3)
    assert report.as_json() == {"ok": True, "events": 5, "certificates": 1, "roots": 3, "findings": []}


async def test_every_act_leaves_it_fine(make, database, jan, certificate, boss):
    await _tamper(database, "UPDATE staff_member SET family_name = 'Bergh'")
    corrected = await correct_certificate(make.context, boss, certificate.id, reason="name_misspelt")
    other = await make.issued(jan, exam="lastige-boodschappen")
    async with database.unit_of_work() as session:
        await revoke_certificate(session, boss, other.id, reason="fraud")
        await erase_holder(session, boss, corrected.id)
    assert await _check(database) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE register_event SET kind = 'erased' WHERE sequence = 3", ("changed", "3")),
        ("UPDATE register_event SET number = 'PR-1' WHERE sequence = 5", ("changed", "5")),
        ("UPDATE register_event SET facts = '{}' WHERE sequence = 2", ("changed", "2")),
        ("DELETE FROM register_event WHERE sequence = 2", ("missing", "2")),
        ("DELETE FROM register_event WHERE sequence = 5", ("head", "5")),
        ("UPDATE register_head SET sequence = 4", ("head", "4")),
        ("DELETE FROM register_head", ("head", "0")),
        ("UPDATE register_root SET root = head WHERE first_sequence = 2", ("root", "2026-03-11")),
        ("DELETE FROM register_root WHERE first_sequence = 2", ("root", "2026-03-12")),
    ],
)
async def test_what_was_changed_in_the_chain_is_found(database, busy, statement, found):
    await _tamper(database, statement)
    assert found in await _check(database)


@pytest.mark.parametrize(
    "change",
    [
        "number = 'PR-2026-AAAA-AAAA-A'",
        "pdf_sha256 = token_hash",
        "revoked_at = issued_at, revocation_reason = 'fraud'",
        "suspended_at = issued_at, suspension_reason = 'facts_in_doubt'",
        "erased_at = issued_at",
    ],
)
async def test_a_certificate_that_was_changed_behind_the_back_of_the_chain_is_found(database, busy, change):
    await _tamper(database, f"UPDATE certificate SET {change}")
    assert [code for code, _ in await _check(database)] == ["certificate"]


async def test_a_certificate_that_was_slipped_in_is_found(make, jan, database, busy):
    slipped_in = await make.dated(jan, date(2029, 1, 1))
    assert await _check(database) == [("certificate", slipped_in.number)]


async def test_a_chain_that_was_made_anew_is_not_the_published_one(make, database, busy):
    """Somebody who writes to the database could make everything fit again; but not what was published before."""
    async with database.reading() as session:
        published = publish(await all_roots(session))
    assert await _check(database, published) == []
    for table in ("register_root", "register_head", "register_event"):
        await _tamper(database, f"DELETE FROM {table}")
    async with database.unit_of_work() as session:
        await add_event(session, busy.id, "issued")
        await add_roots(session)
    assert await _check(database) == []
    assert {code for code, _ in await _check(database, published)} == {"published"}


async def test_a_list_of_an_earlier_day_still_fits(database, busy, set_clock):
    async with database.reading() as session:
        published = publish(await all_roots(session))
    async with database.unit_of_work() as session:
        await add_event(session, busy.id, "reminded")
    set_clock.advance(days=1)
    async with database.unit_of_work() as session:
        await add_roots(session)
    assert await _check(database, published) == []
