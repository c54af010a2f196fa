"""Holders are reminded of what expires: each step once, the latest only, and nobody without need."""

import itertools
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.mail.messages import Message, all_messages
from proeve.core.mail.sending import COMPOSERS
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting
from proeve.people.persons import Person
from proeve.register.certificates import Certificate
from proeve.register.events import EventKind, RegisterEvent
from proeve.register.reminder_letters import DIGEST, EXPIRES, expires_letter
from proeve.register.reminders import STEPS, CertificateReminder, due_step, next_step
from proeve.register.reminding import coming_reminders, send_reminders

TODAY = date(2026, 3, 10)


@pytest.fixture
def night(make, set_clock):
    """Let days go by and run the nightly job; gives who got which mails in it."""

    async def night(days=0):
        set_clock.advance(days=days)
        before = {message.id for message in await _messages(make.database)}
        await send_reminders(make.context)
        new = [message for message in await _messages(make.database) if message.id not in before]
        return [(message.kind, message.recipient) for message in new]

    return night


async def _messages(database, *kinds):
    async with database.reading() as session:
        mails = select(Message).where(col(Message.kind).in_(kinds or (EXPIRES, DIGEST))).order_by(col(Message.id))
        return list(await session.scalars(mails))


async def _steps(database):
    async with database.reading() as session:
        rows = await session.scalars(select(CertificateReminder).order_by(col(CertificateReminder.sent_at)))
        return [(row.certificate_id, row.days) for row in rows]


@pytest.mark.parametrize(
    ("days_left", "step"), [(91, None), (90, 90), (61, 90), (60, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
)
def test_the_latest_step_that_is_due_counts(days_left, step):
    assert due_step(days_left) == step


@pytest.mark.parametrize(("days_left", "step"), [(200, 90), (90, 60), (8, 7), (7, None)])
def test_the_next_step_lies_ahead(days_left, step):
    assert next_step(days_left) == step


async def test_each_step_goes_out_once_on_its_own_day(make, jan, night, database):
    certificate = await make.dated(jan, TODAY + timedelta(days=91))
    today, sent = 0, {}
    for day in (0, 1, 2, 30, 31, 32, 60, 61, 62, 83, 84, 85, 91, 92):
        if mails := await night(days=day - today):
            sent[day] = mails
        today = day
    assert list(sent) == [91 - step for step in STEPS]
    assert set(itertools.chain(*sent.values())) == {(EXPIRES, jan.email)}
    assert await _steps(database) == [(certificate.id, step) for step in STEPS]


async def test_a_second_run_of_the_same_night_sends_nothing(make, jan, night):
    await make.dated(jan, TODAY + timedelta(days=90))
    assert await night() == [(EXPIRES, jan.email)]
    assert await night() == []


async def test_after_standing_still_only_the_latest_step_is_sent(make, jan, night, database):
    certificate = await make.dated(jan, TODAY + timedelta(days=95))
    assert await night() == []
    assert await night(days=70) == [(EXPIRES, jan.email)]
    assert await _steps(database) == [(certificate.id, 30)]
    assert await night(days=30) == []


async def _revoke(certificate, _make, _jan):
    certificate.revoked_at, certificate.revocation_reason = clock.now(), "fraud"


async def _suspend(certificate, _make, _jan):
    certificate.suspended_at, certificate.suspension_reason = clock.now(), "Onderzoek."


async def _supersede(certificate, make, jan):
    correction = await make.dated(jan, TODAY + timedelta(days=900), valid_from=TODAY)
    certificate.superseded_by_id = correction.id


async def _renew(_certificate, make, jan):
    await make.dated(jan, TODAY + timedelta(days=900), valid_from=TODAY)


async def _leave(_certificate, make, jan):
    await _change(make, StaffMember, jan.id, left_at=clock.now())


async def _block(_certificate, make, jan):
    await _change(make, Person, jan.person_id, blocked_at=clock.now())


async def _change(make, table, row_id, **fields):
    async with make.database.unit_of_work() as session:
        row = await session.get_one(table, row_id)
        for name, value in fields.items():
            setattr(row, name, value)


@pytest.mark.parametrize("happens", [_revoke, _suspend, _supersede, _renew, _leave, _block])
async def test_who_need_not_do_anything_is_not_reminded(make, jan, night, happens):
    certificate = await make.dated(jan, TODAY + timedelta(days=60))
    await happens(certificate, make, jan)
    columns = ("revoked_at", "revocation_reason", "suspended_at", "suspension_reason", "superseded_by_id")
    await _change(make, Certificate, certificate.id, **{name: getattr(certificate, name) for name in columns})
    assert await night() == []


@pytest.fixture
def administrator(linde):
    return Scope(1, Role.ADMINISTRATOR, frozenset({linde.id}))


@pytest.mark.parametrize("has_left", [False, True])
async def test_who_took_a_certificate_along_is_reminded_at_that_address(
    make, jan, night, take_along, administrator, has_left
):
    await make.dated(jan, TODAY + timedelta(days=60))
    private = await take_along(jan)
    if has_left:
        await _leave(None, make, jan)
    assert await night() == [(EXPIRES, private.email)]
    (message,) = await _messages(make.database)
    assert message.person_id == private.id
    async with make.database.reading() as session:
        assert EXPIRES not in [each.kind for each in await all_messages(session, administrator)]
    body = (await _letter(make, message)).body
    assert ("Werkt u nu bij een andere corporatie?" in body) is has_left
    assert ("gaat er geen geldigheid verloren" in body) is not has_left
    assert ("plant de toets voor u in" in body) is not has_left


@pytest.mark.parametrize("is_revoked", [False, True])
async def test_who_left_and_renewed_elsewhere_is_not_reminded(make, jan, vecht, night, take_along, is_revoked):
    certificate = await make.dated(jan, TODAY + timedelta(days=60))
    await take_along(jan)
    await _leave(None, make, jan)
    elsewhere = await make.staff_member(vecht)
    end = {"revoked_at": clock.now(), "revocation_reason": "fraud"} if is_revoked else {}
    await make.dated(elsewhere, TODAY + timedelta(days=900), valid_from=TODAY, renews_id=certificate.id, **end)
    assert bool(await night()) is is_revoked


async def test_administrators_hear_nothing_of_who_left_with_their_certificates(make, jan, linde, night, take_along):
    wilma = await make.role_holder(Role.ADMINISTRATOR, linde, "Wilma||Boer")
    await make.dated(jan, TODAY + timedelta(days=60))
    private = await take_along(jan)
    await _leave(None, make, jan)
    administrator = Scope(wilma.id, Role.ADMINISTRATOR, frozenset({linde.id}))
    async with make.database.reading() as session:
        assert await coming_reminders(session, administrator) == []
    assert await night() == [(EXPIRES, private.email)]
    an = await make.staff_member(linde, "An||Aarts")
    await make.dated(an, TODAY + timedelta(days=61))
    assert await night(days=1) == [(EXPIRES, an.email), (DIGEST, wilma.email)]
    (digest,) = await _messages(make.database, DIGEST)
    assert "Jan" not in (await _letter(make, digest)).body


async def test_whose_own_account_is_blocked_is_not_reminded(make, jan, night, take_along):
    await make.dated(jan, TODAY + timedelta(days=60))
    private = await take_along(jan)
    await _change(make, Person, private.id, blocked_at=clock.now())
    assert await night() == []


async def test_a_certificate_of_a_few_weeks_is_not_said_to_expire_when_it_is_issued(make, jan, night):
    await make.dated(jan, TODAY + timedelta(days=50), valid_from=TODAY)
    assert await night() == []
    assert await night(days=20) == [(EXPIRES, jan.email)]


async def test_a_reminder_is_an_event_of_the_register(make, jan, night, database):
    certificate = await make.dated(jan, TODAY + timedelta(days=30))
    await night()
    async with database.reading() as session:
        event = (await session.scalars(select(RegisterEvent))).one()
    assert (event.certificate_id, event.kind, event.facts) == (certificate.id, EventKind.REMINDED, {"days": 30})


async def test_many_are_reminded_in_several_steps(make, linde, night, database):
    for number in range(27):
        member = await make.staff_member(linde, f"Noor||{number}")
        await make.dated(member, TODAY + timedelta(days=7))
    assert len(await night()) == 27
    assert await night() == []


async def test_administrators_get_one_digest_a_week_with_who_is_new(make, linde, vecht, jan, night, database):
    wilma = await make.role_holder(Role.ADMINISTRATOR, linde, "Wilma||Boer")
    zoe = await make.staff_member(vecht, "Zoë|de|Vries")
    an = await make.staff_member(linde, "An||Aarts")
    await make.dated(jan, TODAY + timedelta(days=30))
    await make.dated(zoe, TODAY + timedelta(days=30))
    await make.dated(an, TODAY + timedelta(days=91))
    assert (DIGEST, wilma.email) in await night()
    (first,) = await _messages(database, DIGEST)
    assert "Jan van der Berg" in (await _letter(make, first)).body
    assert "Zoë" not in (await _letter(make, first)).body
    assert await night(days=1) == [(EXPIRES, an.email)]  # A Wednesday: the digest waits until Monday.
    assert await night(days=4) == []
    assert await night(days=1) == [(DIGEST, wilma.email)]
    (_, second) = await _messages(database, DIGEST)
    assert "An Aarts" in (await _letter(make, second)).body
    assert "Jan van der Berg" not in (await _letter(make, second)).body


async def _letter(make, message):
    async with make.database.reading() as session:
        return await COMPOSERS[message.kind](session, make.context.settings, message)


async def test_the_letter_says_until_when_and_what_to_do(make, jan, linde, night, database):
    certificate = await make.dated(jan, TODAY + timedelta(days=30))
    await night()
    letter = await _letter(make, (await _messages(database))[0])
    assert letter.subject == "Uw certificaat klantgericht-werken is geldig t/m 9 april 2026".replace(
        "klantgericht-werken", certificate.snapshot["exam"]
    )
    assert "Dat is nog 30 dagen." in letter.body
    assert "De beheerder van Woonstichting De Linde plant de toets voor u in." in letter.body


@pytest.fixture
def invite(database):
    """Give somebody a place in a sitting of the exam of a certificate."""

    async def invite(member, certificate):
        async with database.unit_of_work() as session:
            before = (await session.scalars(select(Sitting))).first()
            sitting = Sitting(
                corporation_id=member.corporation_id,
                exam=certificate.exam,
                blueprint_id=before.blueprint_id,
                opens_at=clock.now(),
                closes_at=clock.now() + timedelta(days=9),
                created_by=member.person_id,
            )
            session.add(sitting)
            await session.flush()
            place = {"sitting_id": sitting.id, "staff_member_id": member.id, "person_id": member.person_id}
            session.add(Enrolment(corporation_id=member.corporation_id, created_by=member.person_id, **place))

    return invite


async def test_who_has_a_place_already_is_told_to_sit_the_exam(make, jan, invite, night, database):
    await invite(jan, await make.dated(jan, TODAY + timedelta(days=30)))
    await night()
    letter = await _letter(make, (await _messages(database))[0])
    assert "U bent al uitgenodigd voor een nieuwe toets." in letter.body
    assert "Meld u daarvoor aan" not in letter.body


async def test_who_reads_it_elsewhere_is_told_with_which_address_the_exam_is_found(
    make, jan, invite, night, take_along, database
):
    await invite(jan, await make.dated(jan, TODAY + timedelta(days=30)))
    await take_along(jan)
    await night()
    letter = await _letter(make, (await _messages(database))[0])
    assert "Meld u daarvoor aan met uw e-mailadres van Woonstichting De Linde." in letter.body


async def test_a_letter_of_before_is_still_sent(make, jan, night, database):
    """It waited in the queue while a new version was installed, and knows less."""
    await make.dated(jan, TODAY + timedelta(days=30))
    await night()
    facts = (await _messages(database))[0].facts
    known = {name: fact for name, fact in facts.items() if name not in ("has_left", "has_moved")}
    assert expires_letter(make.context.settings, known) == expires_letter(make.context.settings, facts)


async def test_the_digest_names_people_and_links_to_planning(make, linde, jan, night, database):
    await make.role_holder(Role.ADMINISTRATOR, linde, "Wilma||Boer")
    await make.dated(jan, TODAY + timedelta(days=30))
    await night()
    letter = await _letter(make, (await _messages(database, DIGEST))[0])
    assert "Berg" not in str((await _messages(database, DIGEST))[0].facts)
    assert letter.subject == "1 medewerker heeft een certificaat dat binnenkort verloopt"
    assert "- Jan van der Berg: " in letter.body
    assert "/beheer/naleving/vooruitblik" in letter.body


async def test_the_preview_tells_exactly_what_then_goes_out(make, linde, vecht, jan, night, database):
    zoe = await make.staff_member(vecht, "Zoë|de|Vries")
    an = await make.staff_member(linde, "An||Aarts")
    await make.dated(jan, TODAY + timedelta(days=61))
    await make.dated(an, TODAY + timedelta(days=30))
    await make.dated(zoe, TODAY + timedelta(days=30))
    async with database.reading() as session:
        coming = await coming_reminders(session, Scope(1, Role.ADMINISTRATOR, frozenset({linde.id})))
    told = [(each.on, each.step, each.candidate.member.email) for each in coming]
    sent = []
    for day in range(1, 31):
        for _, email in await night(days=1):
            if email != zoe.email:
                sent.append((TODAY + timedelta(days=day), email))
    assert [(on, email) for on, _, email in told] == sent
    assert [step for _, step, _ in told] == [30, 60, 7]
