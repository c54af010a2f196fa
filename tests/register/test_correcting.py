"""A certificate with a wrong name is replaced, never changed: the new one supersedes, the old one is revoked."""

import subprocess

import anyio
import pytest
from sqlalchemy import func, select
from sqlmodel import col

from certificates.status import Status
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import COMPOSERS
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.register.certificates import Certificate
from proeve.register.correcting import CORRECTION_REASONS, correct_certificate
from proeve.register.events import EventKind, all_events_of
from proeve.register.finding import find_certificate_file, find_certificate_of_result
from proeve.register.related import find_related
from proeve.register.status_lists import find_revoked_places
from proeve.register.suspending import suspend_certificate
from tests.programs import needs


@pytest.fixture
async def certificate(make, jan):
    return await make.issued(jan)


@pytest.fixture
def administrator(linde, jan):
    return Scope(jan.person_id, Role.ADMINISTRATOR, frozenset({linde.id}))


@pytest.fixture
async def rename(database, jan):
    async def rename(family_name):
        async with database.unit_of_work() as session:
            (await session.get_one(StaffMember, jan.id)).family_name = family_name

    return rename


def _text(pdf):
    command = [needs("pdftotext"), "-raw", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


async def _correct(make, scope, certificate, reason="name_misspelt"):
    return await correct_certificate(make.context, scope, certificate.id, reason=reason)


async def _find(database, certificate):
    async with database.reading() as session:
        return await session.get_one(Certificate, certificate.id)


async def test_the_new_certificate_has_the_right_name_and_the_old_dates(make, certificate, administrator, rename):
    await rename("Bergh")
    corrected = await _correct(make, administrator, certificate)
    assert corrected.holder == "Jan van der Bergh"
    assert (corrected.result_id, corrected.edition) == (certificate.result_id, 2)
    assert corrected.number != certificate.number
    assert corrected.token_hash != certificate.token_hash
    same = {"passed_on", "valid_from", "valid_until", "corporation", "exam", "exam_version", "shown", "issuer"}
    assert {name: corrected.snapshot[name] for name in same} == {name: certificate.snapshot[name] for name in same}


async def test_its_file_says_the_right_name(make, database, certificate, administrator, rename, operator):
    await rename("Bergh")
    corrected = await _correct(make, administrator, certificate)
    async with database.reading() as session:
        _, pdf = await find_certificate_file(session, operator, corrected.id)
    assert "Jan van der Bergh" in _text(pdf)


async def test_the_old_certificate_is_revoked_and_keeps_its_file(
    make, database, certificate, administrator, rename, operator
):
    await rename("Bergh")
    corrected = await _correct(make, administrator, certificate)
    before = await _find(database, certificate)
    assert (before.status, before.revocation_reason) == (Status.REVOKED, "superseded")
    assert (before.superseded_by_id, before.snapshot) == (corrected.id, certificate.snapshot)
    async with database.reading() as session:
        assert (await find_certificate_file(session, operator, certificate.id))[0].pdf_sha256 == before.pdf_sha256
        assert await find_revoked_places(session, 1) == {certificate.status_index}
        assert (await find_certificate_of_result(session, operator, certificate.result_id)).id == corrected.id
        related = await find_related(session, operator, before)
        of_new = await find_related(session, operator, corrected)
    assert related.corrected_by.id == corrected.id
    assert of_new.corrects.id == before.id


async def test_both_say_so_in_the_chain(make, database, certificate, administrator, rename):
    await rename("Bergh")
    corrected = await _correct(make, administrator, certificate)
    async with database.reading() as session:
        old = (await all_events_of(session, certificate.id))[-1]
        (new,) = await all_events_of(session, corrected.id)
    assert (old.kind, old.facts) == (EventKind.SUPERSEDED, {"by": corrected.number, "reason": "name_misspelt"})
    assert (new.kind, new.facts) == (EventKind.ISSUED, {"corrects": certificate.number, "reason": "name_misspelt"})


@pytest.mark.parametrize("reason", CORRECTION_REASONS)
async def test_the_holder_reads_which_number_counts(make, jan, certificate, administrator, rename, reason):
    await rename("Bergh")
    corrected = await _correct(make, administrator, certificate, reason)
    async with make.database.reading() as session:
        message = await session.scalar(select(Message).where(col(Message.kind) == "certificate_corrected"))
        letter = await COMPOSERS[message.kind](session, make.context.settings, message)
    assert message.recipient == jan.email
    assert f"heeft nummer {corrected.number}" in letter.body
    assert f"Het oude certificaat met nummer {certificate.number} geldt niet meer." in letter.body


async def test_a_correction_is_corrected_in_turn(make, database, certificate, administrator, rename):
    await rename("Bergh")
    second = await _correct(make, administrator, certificate)
    await rename("Bergen")
    third = await _correct(make, administrator, second, "name_changed")
    assert (third.edition, third.holder) == (3, "Jan van der Bergen")
    with pytest.raises(Conflict, match="al ingetrokken"):
        await _correct(make, administrator, certificate)


async def test_a_renewal_stays_one(make, jan, administrator, rename, set_clock):
    first = await make.issued(jan)
    set_clock.advance(days=3 * 365)
    renewal = await make.issued(jan)
    await rename("Bergh")
    corrected = await _correct(make, administrator, renewal)
    assert (corrected.renews_id, corrected.valid_until) == (first.id, renewal.valid_until)


async def test_without_another_name_there_is_nothing_to_correct(make, certificate, administrator):
    with pytest.raises(Conflict, match="Wijzig die eerst"):
        await _correct(make, administrator, certificate)


async def test_a_name_that_cannot_be_printed_changes_nothing(make, database, certificate, administrator, rename):
    await rename("小明")
    with pytest.raises(Invalid, match="小"):
        await _correct(make, administrator, certificate)
    assert (await _find(database, certificate)).status is Status.VALID


async def test_an_unknown_reason_is_refused(make, certificate, administrator, rename):
    await rename("Bergh")
    with pytest.raises(Invalid):
        await _correct(make, administrator, certificate, "fraud")


async def test_a_suspended_certificate_must_be_resumed_first(make, database, certificate, administrator, rename, jan):
    await rename("Bergh")
    operator = Scope(jan.person_id, Role.OPERATOR)
    async with database.unit_of_work() as session:
        await suspend_certificate(session, operator, certificate.id, reason="facts_in_doubt")
    with pytest.raises(Conflict, match="Hef eerst de schorsing op"):
        await _correct(make, administrator, certificate)


async def test_a_trainer_and_another_corporation_find_nothing(make, certificate, trainer, linde, vecht, rename):
    await rename("Bergh")
    elsewhere = Scope(certificate.person_id, Role.ADMINISTRATOR, frozenset({vecht.id}))
    for scope in (await trainer(linde), elsewhere):
        with pytest.raises(NotFound):
            await _correct(make, scope, certificate)


async def test_of_three_at_the_same_moment_one_corrects(make, database, certificate, administrator, rename):
    await rename("Bergh")
    refused = []

    async def correct():
        try:
            await _correct(make, administrator, certificate)
        except Conflict as error:
            refused.append(error)

    async with anyio.create_task_group() as together:
        for _ in range(3):
            together.start_soon(correct)
    assert len(refused) == 2
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Certificate)) == 2
