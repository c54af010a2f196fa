"""The invitation says what, when, how long for this person, and where to begin."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from proeve.core.mail.messages import Message, MessageState
from proeve.core.mail.sending import send_message
from proeve.exams.enrolments import ExtraTime, set_extra_time, withdraw_enrolment
from proeve.exams.inviting import compose_invitation
from proeve.exams.sittings import JOINT_PATIENCE, SittingKind, StartRules


async def only_message(database) -> Message:
    async with database.reading() as session:
        return (await session.scalars(select(Message))).one()


async def compose(exams):
    message = await only_message(exams.database)
    async with exams.database.reading() as session:
        return await compose_invitation(session, exams.context.settings, message)


async def test_an_invitation_tells_exam_window_minutes_and_where_to_begin(exams):
    corporation = await exams.corporation("Woonstichting De Linde")
    member = await exams.staff_member(corporation, "Noor")
    window = {
        "opens_at": datetime(2026, 3, 28, 8, 0, tzinfo=UTC),
        "closes_at": datetime(2026, 3, 30, 15, 0, tzinfo=UTC),
    }
    await exams.planned(member, **window)
    letter = await compose(exams)
    assert letter.subject == "Uitnodiging voor de toets Klantgericht werken"
    for words in (
        "Beste Noor Jansen,",
        "Woonstichting De Linde nodigt u uit voor de toets Klantgericht werken.",
        "vanaf 28 maart 2026 om 09:00 uur",
        "vóór 30 maart 2026 om 17:00 uur",  # Summer time began in between.
        "u krijgt 40 minuten. ",
        "http://testserver.local/aanmelden",
        member.email,
    ):
        assert words in letter.body


async def test_an_invitation_counts_extra_time_in_and_says_so(exams):
    member = await exams.staff_member()
    await exams.planned(member, extra_time={member.id: ExtraTime(25, 0)})
    assert "u krijgt 50 minuten, uw extra tijd meegerekend. " in (await compose(exams)).body


async def test_extra_time_decided_on_before_the_mail_goes_is_in_it(exams):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    async with exams.database.unit_of_work() as session:
        await set_extra_time(session, scope, attempt.enrolment_id, percent=0, minutes=20)
    assert "u krijgt 60 minuten, uw extra tijd" in (await compose(exams)).body


async def test_the_job_composes_the_mail(exams):
    await exams.planned()
    message = await only_message(exams.database)
    demo = replace(exams.context, settings=replace(exams.context.settings, demo=True))
    await send_message(demo, message_id=message.id)
    kept = await only_message(exams.database)
    assert kept.state == MessageState.KEPT
    assert "Klantgericht werken" in kept.body


async def test_an_invitation_to_a_fixed_time_says_to_be_on_time(exams):
    opens_at = datetime(2026, 3, 28, 8, 0, tzinfo=UTC)
    rules = StartRules(SittingKind.FIXED)
    await exams.planned(opens_at=opens_at, closes_at=opens_at + timedelta(minutes=15), rules=rules)
    body = (await compose(exams)).body
    assert "u begint op 28 maart 2026 om 09:00 uur." in body
    assert "beginnen kan tot 09:15 uur" in body


@pytest.mark.parametrize(("late_minutes", "words"), [(0, "kan niet meer meedoen"), (15, "tot 15 minuten na de start")])
async def test_an_invitation_to_a_joint_start_says_when_everybody_begins_and_about_being_late(
    exams, late_minutes, words
):
    opens_at = datetime(2026, 3, 28, 8, 0, tzinfo=UTC)
    rules = StartRules(SittingKind.JOINT, late_minutes=late_minutes, asks_code=True)
    await exams.planned(opens_at=opens_at, closes_at=opens_at + JOINT_PATIENCE, rules=rules)
    body = (await compose(exams)).body
    assert "iedereen begint tegelijk, op 28 maart 2026 om 09:00 uur." in body
    assert words in body
    assert "startcode" in body
    assert "als de toezichthouder de toets start" in body


async def test_an_invitation_brings_an_appointment_with_this_persons_own_time(exams):
    member = await exams.staff_member()
    opens_at = datetime(2026, 3, 28, 8, 0, tzinfo=UTC)
    await exams.planned(
        member,
        opens_at=opens_at,
        closes_at=opens_at + JOINT_PATIENCE,
        rules=StartRules(SittingKind.JOINT),
        extra_time={member.id: ExtraTime(25, 0)},
    )
    (attachment,) = (await compose(exams)).attachments
    assert (attachment.name, attachment.kind, attachment.form) == ("afspraak.ics", "text", "calendar")
    assert b"DTSTART:20260328T080000Z\r\nDTEND:20260328T085000Z" in attachment.content
    assert b"SEQUENCE:0\r\n" in attachment.content


async def test_the_calendar_of_a_person_hears_of_other_extra_time_and_of_a_withdrawal(exams):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    async with exams.database.unit_of_work() as session:
        await set_extra_time(session, scope, attempt.enrolment_id, percent=25, minutes=0)
    async with exams.database.unit_of_work() as session:
        await withdraw_enrolment(session, scope, attempt.enrolment_id)
    (attachment,) = (await compose(exams)).attachments
    assert b"SEQUENCE:2\r\n" in attachment.content
    assert b"STATUS:CANCELLED\r\n" in attachment.content
    assert f"UID:enrolment-{attempt.enrolment_id}@testserver.local\r\n".encode() in attachment.content
