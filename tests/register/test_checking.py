"""Whoever changes the past in the database leaves a trace that the check finds, and says where."""

from datetime import date

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from proeve.register.certificates import Certificate
from proeve.register.checking import check_register, publish, stand_still
from proeve.register.correcting import correct_certificate
from proeve.register.erasing import erase_holder
from proeve.register.events import add_event, find_head
from proeve.register.revoking import revoke_certificate
from proeve.register.roots import add_roots, all_roots
from proeve.register.suspending import resume_certificate, suspend_certificate


@pytest.fixture
async def certificate(make, jan):
    return await make.issued(jan)


@pytest.fixture
async def boss(make):
    return make.operator((await make.person("Olga||Operator")).id)


CHANGES = ("update", "delete")
TRIGGERS = [f"{table}_refuses_{change}" for table in ("register_event", "register_root") for change in CHANGES]


@pytest.fixture
def as_owner(database):
    """Do what the database itself would refuse, as its owner can: no foreign keys, and nothing that guards the past."""

    def run(*statements):
        engine = create_engine(database.sync_url)
        # SQLite minds foreign keys only where it is told to.
        on_sqlite = [f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS]
        free = on_sqlite if database.is_sqlite else ["SET session_replication_role = replica"]
        with engine.begin() as connection:
            for statement in (*free, *statements):
                connection.execute(text(statement))
        engine.dispose()

    return run


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


async def test_what_happens_during_the_check_is_no_finding(monkeypatch, database, busy):
    async def find_head_after_an_event(session):
        async with database.unit_of_work() as other:
            await add_event(other, busy.id, "reminded", days=60)
        return await find_head(session)

    monkeypatch.setattr("proeve.register.checking.find_head", find_head_after_an_event)
    async with database.reading() as session:
        await stand_still(session)
        report = await check_register(session)
    assert report.ok
    assert report.events == 5


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE register_event SET kind = 'erased' WHERE sequence = 3", ("changed", "3")),
        ("UPDATE register_event SET number = 'PR-1' WHERE sequence = 5", ("changed", "5")),
        ("UPDATE register_event SET facts = '{}' WHERE sequence = 2", ("changed", "2")),
        ("UPDATE register_event SET kind = 'vanished' WHERE sequence = 3", ("changed", "3")),
        ("DELETE FROM register_event WHERE sequence = 2", ("missing", "2")),
        ("DELETE FROM register_event WHERE sequence = 5", ("head", "5")),
        ("UPDATE register_head SET sequence = 4", ("head", "4")),
        ("DELETE FROM register_head", ("head", "0")),
        ("UPDATE register_root SET root = head WHERE first_sequence = 2", ("root", "2026-03-11")),
        ("DELETE FROM register_root WHERE first_sequence = 2", ("root", "2026-03-12")),
    ],
)
async def test_what_was_changed_in_the_chain_is_found(database, busy, as_owner, statement, found):
    as_owner(statement)
    assert found in await _check(database)


@pytest.mark.parametrize("table", ["register_event", "register_root"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
async def test_the_database_itself_refuses_to_change_the_past(database, busy, table, change):
    if change.startswith("TRUNCATE") and database.is_sqlite:
        pytest.skip("SQLite has no TRUNCATE.")
    column = "digest" if table == "register_event" else "root"
    with pytest.raises(IntegrityError, match="the past of the register never changes"):
        await _tamper(database, change.format(table, column, column))
    assert await _check(database) == []


@pytest.mark.parametrize(
    "facts", ['{"reason": "Jan gaf het toe."}', '{"reason": ["cleared"]}', "[1]", "null", "7", '"cleared"']
)
async def test_facts_that_no_event_can_hold_are_found(database, busy, as_owner, facts):
    as_owner(f"UPDATE register_event SET facts = '{facts}' WHERE sequence = 2")
    assert await _check(database) == [("changed", "2")]


@pytest.fixture
async def other(make, jan, certificate):
    return await make.issued(jan, exam="lastige-boodschappen")


@pytest.fixture
async def both_revoked(database, boss, certificate, other):
    """Two certificates that were issued by the first two events, and revoked by the last two."""
    for each in (certificate, other):
        async with database.unit_of_work() as session:
            await revoke_certificate(session, boss, each.id, reason="fraud")


@pytest.mark.usefixtures("both_revoked")
@pytest.mark.parametrize("is_there", [True, False])
async def test_a_revocation_cannot_be_passed_on_to_another_certificate(
    database, certificate, other, as_owner, is_there
):
    to = other.id if is_there else 999
    as_owner(
        f"UPDATE certificate SET revoked_at = NULL, revocation_reason = NULL WHERE id = {certificate.id}",
        f"UPDATE register_event SET certificate_id = {to} WHERE sequence = 3",
    )
    assert await _check(database) == [("changed", "3")]


@pytest.mark.usefixtures("both_revoked")
async def test_a_certificate_cannot_go_away_behind_another(database, certificate, other, as_owner):
    as_owner(
        f"UPDATE register_event SET certificate_id = {certificate.id}",
        f"DELETE FROM certificate_file WHERE certificate_id = {other.id}",
        f"DELETE FROM certificate WHERE id = {other.id}",
    )
    assert await _check(database) == [("changed", "2"), ("changed", "4")]


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


@pytest.fixture
def snapshot_of(database):
    """Change one fact in the frozen snapshot of a certificate."""

    async def change(certificate, name, value):
        async with database.unit_of_work() as session:
            row = await session.get_one(Certificate, certificate.id)
            row.snapshot = row.snapshot | {name: value}

    return change


async def _sentences(database):
    async with database.reading() as session:
        return [finding.sentence for finding in (await check_register(session)).findings]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE certificate SET valid_from = '2025-01-01'", "heeft een andere geldigheid dan in zijn gegevens staat."),
        (
            "UPDATE certificate SET valid_until = '2039-01-01'",
            "heeft een andere geldigheid dan in zijn gegevens staat.",
        ),
        ("UPDATE certificate_file SET pdf = token_hash FROM certificate", "heeft een ander bestand dan is uitgegeven."),
        ("DELETE FROM certificate_file", "heeft geen bestand meer."),
    ],
)
async def test_a_changed_validity_or_file_is_found(database, busy, statement, sentence):
    await _tamper(database, statement)
    assert await _sentences(database) == [f"Certificaat {busy.number} {sentence}"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("holder", "Piet Puk", "heeft andere gegevens dan in de badge in zijn bestand staan."),
        ("corporation", "Wonen aan Zee", "heeft andere gegevens dan in de badge in zijn bestand staan."),
        ("passed_on", "2026-03-01", "heeft andere gegevens dan in de badge in zijn bestand staan."),
        ("number", "PR-2026-4FTR-ARPC-6", "heeft een ander nummer dan in zijn gegevens staat."),
        ("holder", "", "heeft gegevens die niet te lezen zijn."),
        ("passed_on", "0001-01-01", "heeft gegevens die niet te lezen zijn."),
    ],
)
async def test_a_changed_fact_is_found(database, busy, snapshot_of, name, value, sentence):
    await snapshot_of(busy, name, value)
    assert await _sentences(database) == [f"Certificaat {busy.number} {sentence}"]


async def test_a_validity_that_was_changed_in_the_row_and_in_the_facts_is_found_by_the_badge(
    database, busy, snapshot_of
):
    await _tamper(database, "UPDATE certificate SET valid_until = '2039-01-01'")
    await snapshot_of(busy, "valid_until", "2039-01-01")
    sentence = "heeft andere gegevens dan in de badge in zijn bestand staan."
    assert await _sentences(database) == [f"Certificaat {busy.number} {sentence}"]


async def test_a_validity_without_end_is_found(database, busy, snapshot_of):
    await _tamper(database, "UPDATE certificate SET valid_until = '9999-12-31'")
    await snapshot_of(busy, "valid_until", "9999-12-31")
    assert await _sentences(database) == [f"Certificaat {busy.number} heeft gegevens die niet te lezen zijn."]


async def test_the_dates_of_an_erased_certificate_are_checked_as_well(database, busy, boss):
    async with database.unit_of_work() as session:
        await erase_holder(session, boss, busy.id)
    assert await _sentences(database) == []
    await _tamper(database, "UPDATE certificate SET valid_until = '2039-01-01'")
    assert len(await _sentences(database)) == 1


async def test_a_certificate_that_was_taken_out_is_found(database, busy, as_owner):
    as_owner("DELETE FROM certificate_file", "DELETE FROM certificate")
    sentence = f"Certificaat {busy.number} is uitgegeven, maar staat niet meer in het register."
    assert await _sentences(database) == [sentence]


async def test_a_certificate_that_was_slipped_in_is_found(make, jan, database, busy):
    slipped_in = await make.dated(jan, date(2029, 1, 1))
    assert await _check(database) == [("certificate", slipped_in.number)]


async def test_a_chain_that_was_made_anew_is_not_the_published_one(make, database, busy, as_owner):
    """Somebody who writes to the database could make everything fit again; but not what was published before."""
    async with database.reading() as session:
        published = publish(await all_roots(session))
    assert await _check(database, published) == []
    as_owner(*(f"DELETE FROM {table}" for table in ("register_root", "register_head", "register_event")))
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
