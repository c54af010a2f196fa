"""Erased data are gone; what the register must go on answering for stays, and so does the chain."""

import pytest
from sqlalchemy import func, select, text
from sqlmodel import col

from certificates.chain import find_breaks
from certificates.status import Status
from proeve.core import clock
from proeve.core.audit import AuditEvent
from proeve.core.database import METADATA
from proeve.core.errors import Conflict, NotFound
from proeve.core.mail.messages import Message
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.people.persons import Person
from proeve.register.badges import has_badge
from proeve.register.certificates import ERASED_NAME, Certificate, CertificateFile
from proeve.register.correcting import correct_certificate
from proeve.register.erasing import erase_holder
from proeve.register.events import EventKind, all_events_of, read_chain
from proeve.register.finding import all_certificates
from proeve.register.history import all_events
from proeve.register.issuing import issue_certificate
from proeve.register.refusals import REFUSAL, REFUSED
from proeve.register.revoking import revoke_certificate
from proeve.register.share_links import add_share_link, open_share_link, share_url
from proeve.register.verifying import verify_number


@pytest.fixture
async def boss(make):
    return make.operator((await make.person("Olga||Operator")).id)


@pytest.fixture
async def certificate(make, jan):
    return await make.issued(jan)


async def _erase(database, scope, certificate):
    async with database.unit_of_work() as session:
        return await erase_holder(session, scope, certificate.id)


async def _find(database, certificate):
    async with database.reading() as session:
        return await session.get_one(Certificate, certificate.id)


async def test_number_status_dates_and_digest_stay(database, certificate, boss):
    await _erase(database, boss, certificate)
    erased = await _find(database, certificate)
    stays = {"number", "valid_from", "valid_until", "pdf_sha256", "corporation_id", "exam", "seal_key", "issued_at"}
    assert erased.model_dump(include=stays) == certificate.model_dump(include=stays)
    assert (erased.status, erased.holder) == (Status.VALID, ERASED_NAME)
    assert (erased.passed_on, erased.snapshot["exam"]) == (certificate.passed_on, "Klantgericht werken")


async def test_no_name_stays_in_anything_about_the_certificate(database, certificate, boss, jan):
    """The person and the staff member stay, for they are more than this certificate; so does the result."""
    async with database.unit_of_work() as session:
        await revoke_certificate(session, boss, certificate.id, reason="fraud", note="Jan Berg gaf het zelf toe.")
    await _erase(database, boss, certificate)
    elsewhere = {Person.__tablename__, StaffMember.__tablename__}
    async with database.reading() as session:
        for table in METADATA.tables.values():
            if table.name in elsewhere:
                continue
            rows = (await session.execute(select(table))).all()
            found = [row for row in rows if "Berg" in str(row) or jan.email in str(row)]
            assert found == [], table.name


async def test_nobody_is_the_holder_any_more(database, certificate, boss, jan, linde):
    await _erase(database, boss, certificate)
    erased = await _find(database, certificate)
    assert (erased.person_id, erased.staff_member_id) == (None, None)
    async with database.reading() as session:
        assert (await all_certificates(session, Scope(jan.person_id, Role.EMPLOYEE)))[1] == 0
        administrator = Scope(jan.person_id, Role.ADMINISTRATOR, frozenset({linde.id}))
        rows, total = await all_certificates(session, administrator)
    assert (total, rows[0].holder) == (1, None)


async def test_the_file_and_the_badge_are_gone(database, certificate, boss):
    await _erase(database, boss, certificate)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(CertificateFile)) == 0
    assert not has_badge(await _find(database, certificate))


async def test_who_checks_the_number_learns_no_letter_of_the_name(database, certificate, boss):
    await _erase(database, boss, certificate)
    async with database.reading() as session:
        verdicts = [await verify_number(session, certificate.number, name) for name in ("Berg", "verwijderd", "")]
    assert [(each.status, each.initials, each.is_erased) for each in verdicts] == [(Status.VALID, "", True)] * 3
    assert [each.surname_matches for each in verdicts] == [None, None, None]


async def test_it_is_not_made_again(make, database, certificate, boss):
    await _erase(database, boss, certificate)
    await issue_certificate(make.context, result_id=certificate.result_id)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Certificate)) == 1


async def test_the_chain_stays_whole(database, certificate, boss):
    await _erase(database, boss, certificate)
    async with database.reading() as session:
        links = [event.link() async for event in read_chain(session)]
        kinds = [event.kind for event in await all_events_of(session, certificate.id)]
    assert list(find_breaks(links)) == []
    assert kinds == [EventKind.ISSUED, EventKind.ERASED]


async def test_the_history_can_still_be_read(database, certificate, boss):
    await _erase(database, boss, certificate)
    async with database.reading() as session:
        history = await all_events(session, await _find(database, certificate))
    assert [(event.kind, event.actor) for event in history] == [
        ("certificate.issue", ""),
        ("certificate.erase", "Olga Operator"),
    ]


async def test_other_editions_go_with_it(make, database, certificate, boss, jan):
    async with database.unit_of_work() as session:
        (await session.get_one(StaffMember, jan.id)).family_name = "Bergh"
    corrected = await correct_certificate(make.context, boss, certificate.id, reason="name_changed")
    editions = await _erase(database, boss, corrected)
    assert [each.id for each in editions] == [certificate.id, corrected.id]
    assert (await _find(database, certificate)).holder == ERASED_NAME
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(CertificateFile)) == 0


async def test_a_renewal_no_longer_leads_to_it(make, database, jan, certificate, boss, set_clock):
    set_clock.advance(days=1000)
    renewal = await make.issued(jan)
    await _erase(database, boss, certificate)
    after = await _find(database, renewal)
    assert (after.renews_id, after.holder) == (None, "Jan van der Berg")


async def _renewal_facts(database):
    async with database.reading() as session:
        acts = await session.scalars(select(AuditEvent).order_by(col(AuditEvent.id)))
        return [act.facts for act in acts if act.action in ("certificate.issue", "certificate.renew")]


@pytest.mark.parametrize("erased", [0, 1])
async def test_the_log_leads_to_no_renewal_from_either_side(make, database, jan, boss, set_clock, erased):
    certificate = await make.issued(jan)
    set_clock.advance(days=1000)
    both = [certificate, await make.issued(jan)]
    assert await _renewal_facts(database) == [{}, {"renews": certificate.number}, {"by": both[1].number}]
    await _erase(database, boss, both[erased])
    assert await _renewal_facts(database) == [{}, {}, {}]


async def test_the_chain_leads_to_no_renewal(make, database, jan, certificate, boss, set_clock):
    set_clock.advance(days=1000)
    renewal = await make.issued(jan)
    await _erase(database, boss, certificate)
    async with database.reading() as session:
        facts = [event.facts async for event in read_chain(session)]
    assert not [each for each in facts if {certificate.number, renewal.number} & set(each.values())]


async def test_another_renewal_stays_in_the_log(make, database, jan, certificate, boss, set_clock):
    """Of three in a row the last one is erased; what the first two say of each other stays."""
    set_clock.advance(days=1000)
    second = await make.issued(jan)
    set_clock.advance(days=1000)
    await _erase(database, boss, await make.issued(jan))
    assert [fact for fact in await _renewal_facts(database) if fact] == [
        {"renews": certificate.number},
        {"by": second.number},
    ]


async def test_after_a_move_nothing_leads_to_either_account(make, database, certificate, boss, jan, take_along):
    settings = make.context.settings
    link = await _shared(database, settings, certificate)
    private = await take_along(jan)
    async with database.unit_of_work() as session:
        await revoke_certificate(session, boss, certificate.id, reason="fraud")
    await _erase(database, boss, certificate)
    async with database.unit_of_work() as session:
        assert [each.kind for each in await session.scalars(select(Message))] == ["certificates_moved"]
        actors = set(await session.scalars(select(col(AuditEvent.actor_id))))
        with pytest.raises(NotFound):
            await open_share_link(session, share_url(settings, link).rpartition("/")[2])
    assert private.id not in actors
    assert boss.person_id in actors


async def _shared(database, settings, certificate):
    holder = Scope(certificate.person_id, Role.EMPLOYEE)
    async with database.unit_of_work() as session:
        return await add_share_link(session, settings, holder, certificate.id, ends_on=clock.today())


async def test_the_name_that_could_not_be_drawn_is_forgotten_and_that_of_others_is_not(make, database, linde, boss):
    await make.role_holder(Role.ADMINISTRATOR, linde)
    mended, other = [await make.result(await make.staff_member(linde, name)) for name in ("王||小明", "李||小龙")]
    for result in (mended, other):
        await issue_certificate(make.context, result_id=result.id)
    async with database.unit_of_work() as session:
        member = await session.get_one(StaffMember, mended.staff_member_id)
        member.given_name, member.family_name = "Xiaoming", "Wang"
    await issue_certificate(make.context, result_id=mended.id)
    await _erase(database, boss, await make.certificate_of(mended))
    async with database.reading() as session:
        refused = list(await session.scalars(select(Message).where(col(Message.kind) == REFUSED)))
        acts = list(await session.scalars(select(AuditEvent).where(col(AuditEvent.action) == REFUSAL)))
    assert [message.facts["holder"] for message in refused] == ["李 小龙"]
    assert {act.subject: "小" in str(act.facts) for act in acts} == {
        f"result:{mended.id}": False,
        f"result:{other.id}": True,
    }


async def test_certificates_of_others_stay_as_they_are(make, database, linde, certificate, boss):
    other = await make.issued(await make.staff_member(linde, "Fatma||Yıldız"))
    await _erase(database, boss, certificate)
    assert (await _find(database, other)).model_dump() == other.model_dump()


async def test_it_can_still_be_revoked(database, certificate, boss):
    await _erase(database, boss, certificate)
    async with database.unit_of_work() as session:
        await revoke_certificate(session, boss, certificate.id, reason="fraud")
    assert (await _find(database, certificate)).status is Status.REVOKED


async def test_a_second_time_is_refused(database, certificate, boss):
    await _erase(database, boss, certificate)
    with pytest.raises(Conflict, match="verwijderd"):
        await _erase(database, boss, certificate)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR}))
async def test_only_the_operator_erases(database, certificate, linde, role):
    with pytest.raises(NotFound):
        await _erase(database, Scope(certificate.person_id, role, frozenset({linde.id})), certificate)


async def test_a_suspended_one_stays_suspended(database, make, jan, boss):
    suspended = await make.issued(jan)
    async with database.unit_of_work() as session:
        statement = text("UPDATE certificate SET suspended_at = issued_at, suspension_reason = 'x' WHERE id = :id")
        await session.execute(statement, {"id": suspended.id})
    await _erase(database, boss, suspended)
    assert (await _find(database, suspended)).status is Status.SUSPENDED
    async with database.reading() as session:
        assert list(await session.scalars(select(col(CertificateFile.certificate_id)))) == []
