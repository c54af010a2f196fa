"""A pass becomes a certificate: once, frozen, stored as the very bytes that were drawn."""

import hashlib
import subprocess
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from proeve.core.audit import AuditEvent
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import COMPOSERS
from proeve.core.tokens import token_hash
from proeve.corporations.staff import StaffMember
from proeve.exams.after_grading import CALLBACKS
from proeve.exams.receipts.stored import Receipt
from proeve.register import freezing
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.finding import find_certificate_file, find_certificate_of_result
from proeve.register.issuing import ask_for_certificates, issue_certificate
from proeve.register.refusals import CertificateRefusal
from tests.programs import needs


async def _count(database, table):
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table))


def _text(pdf):
    command = [needs("pdftotext"), "-raw", "-enc", "UTF-8", "-", "-"]
    return " ".join(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().split())


async def test_a_pass_becomes_a_certificate_with_its_facts(make, jan):
    certificate = await make.issued(jan, passed_on=date(2026, 3, 9))
    assert certificate.holder == "Jan van der Berg"
    assert (certificate.valid_from, certificate.valid_until) == (date(2026, 3, 9), date(2029, 3, 9))
    assert certificate.snapshot["corporation"] == "Woonstichting De Linde"
    assert certificate.snapshot["exam"] == "Klantgericht werken"
    assert certificate.number.startswith("PR-2026-")


async def test_the_day_of_passing_is_the_dutch_one(make, jan):
    """An attempt that closed at 23:30 UTC closed after midnight in the Netherlands."""
    result = await make.result(jan, closed_at=datetime(2026, 3, 9, 23, 30, tzinfo=UTC))
    await issue_certificate(make.context, result_id=result.id)
    assert (await make.certificate_of(result)).valid_from == date(2026, 3, 10)


async def test_the_stored_bytes_are_the_drawn_ones_and_say_what_the_snapshot_says(make, jan, database, operator):
    certificate = await make.issued(jan)
    async with database.reading() as session:
        found, pdf = await find_certificate_file(session, operator, certificate.id)
    assert hashlib.sha256(pdf).digest() == found.pdf_sha256
    text = _text(pdf)
    for printed in ("Jan van der Berg", "Woonstichting De Linde", "Klantgericht werken", found.number):
        assert printed in text


async def test_the_token_is_stored_as_a_hash_that_the_address_of_the_code_leads_to(make, jan):
    certificate = await make.issued(jan)
    token = certificate.snapshot["verify_url"].rpartition("/v/")[2]
    assert len(token) == 24
    assert token_hash(token) == certificate.token_hash


async def test_issuing_twice_gives_one_certificate_and_one_mail(make, jan, database):
    result = await make.result(jan)
    for _ in range(2):
        await issue_certificate(make.context, result_id=result.id)
    assert await _count(database, Certificate) == await _count(database, CertificateFile) == 1
    assert await _count(database, Message) == 1


async def test_a_run_that_comes_second_while_the_first_was_drawing_leaves_it_at_that(make, jan, database, monkeypatch):
    result = await make.result(jan)
    issued = issue_certificate.function

    beside = []

    async def drawing_meets_another_run(function, *arguments):
        if not beside:
            beside.append(True)
            await issued(make.context, result_id=result.id)
        return function(*arguments)

    monkeypatch.setattr("proeve.register.making.apart", drawing_meets_another_run)
    await issue_certificate(make.context, result_id=result.id)
    assert await _count(database, Certificate) == await _count(database, Message) == 1


async def test_a_number_that_is_taken_stores_nothing_and_the_next_try_draws_another(
    make, jan, linde, database, monkeypatch
):
    taken = (await make.issued(jan)).number
    result = await make.result(await make.staff_member(linde, "Fatma||Yıldız"))
    draw_number = freezing.draw_number
    monkeypatch.setattr(freezing, "draw_number", lambda *_: taken)
    with pytest.raises(IntegrityError):
        await issue_certificate(make.context, result_id=result.id)
    assert await _count(database, Certificate) == await _count(database, CertificateFile) == 1
    assert await _count(database, Message) == 1
    monkeypatch.setattr(freezing, "draw_number", draw_number)
    await issue_certificate(make.context, result_id=result.id)
    assert (await make.certificate_of(result)).number != taken


async def test_a_fail_gets_no_certificate(make, jan, database):
    result = await make.result(jan, passed=False)
    await issue_certificate(make.context, result_id=result.id)
    assert await _count(database, Certificate) == 0


async def test_a_name_that_changes_later_does_not_change_the_certificate(make, jan, database, operator):
    certificate = await make.issued(jan)
    async with database.unit_of_work() as session:
        member = await session.get_one(StaffMember, jan.id)
        member.family_name = "Bakker"
    async with database.reading() as session:
        found, pdf = await find_certificate_file(session, operator, certificate.id)
    assert found.holder == "Jan van der Berg"
    assert "Jan van der Berg" in _text(pdf)


async def test_issuing_is_written_to_the_log_and_told_to_the_holder(make, jan, database, settings):
    certificate = await make.issued(jan)
    async with database.reading() as session:
        event = (await session.scalars(select(AuditEvent).where(col(AuditEvent.action) == "certificate.issue"))).one()
        message = (await session.scalars(select(Message))).one()
        letter = await COMPOSERS[message.kind](session, settings, message)
    assert event.subject == f"certificate:{certificate.id}"
    assert message.recipient == jan.email
    assert certificate.number in letter.body
    assert "/mijn/certificaten" in letter.body


async def test_the_letter_holds_the_code_of_the_receipt(make, jan, database, settings):
    result = await make.result(jan)
    receipt = Receipt(attempt_id=result.attempt_id, entry_count=3, digest=b"\7" * 32, marks=b"")
    async with database.unit_of_work() as session:
        session.add(receipt)
    await issue_certificate(make.context, result_id=result.id)
    async with database.reading() as session:
        message = (await session.scalars(select(Message))).one()
        letter = await COMPOSERS[message.kind](session, settings, message)
    assert f"De ontvangstcode van uw toets is {receipt.code}." in letter.body


async def test_grading_asks_for_a_certificate_of_a_pass_only(make, jan, database, monkeypatch):
    asked = []

    async def enqueue(session, job, *, key, result_id):
        asked.append((job, key, result_id))

    monkeypatch.setattr("proeve.register.issuing.enqueue", enqueue)
    passed, failed = await make.result(jan), await make.result(jan, passed=False)
    async with database.unit_of_work() as session:
        await ask_for_certificates(session, [passed, failed])
    assert ask_for_certificates in CALLBACKS
    assert asked == [(issue_certificate, str(passed.id), passed.id)]


async def test_the_certificate_of_a_result_is_none_until_it_is_issued(make, jan, database, operator):
    result = await make.result(jan)
    async with database.reading() as session:
        assert await find_certificate_of_result(session, operator, result.id) is None
    await issue_certificate(make.context, result_id=result.id)
    async with database.reading() as session:
        found = await find_certificate_of_result(session, operator, result.id)
    assert found is not None
    assert found.result_id == result.id
    assert await _count(database, CertificateRefusal) == 0
