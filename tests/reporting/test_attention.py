"""Who asks for attention: decided by the last try and the last certificate, not by what was put right since."""

from datetime import UTC, date, datetime

from proeve.reporting.attention import Reason, all_who_ask_attention, count_who_ask_attention
from proeve.reporting.result_filter import ResultFilter

LATER = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)


EVERYBODY = ResultFilter()


async def who(session, scope, reason, wanted=EVERYBODY):
    rows = await all_who_ask_attention(session, scope, reason, wanted)
    assert len(rows) == await count_who_ask_attention(session, scope, reason, wanted)
    return [row.staff_member.given_name for row in rows]


async def test_who_failed_and_who_only_just_passed_are_told_apart(session, make, linde, trainer):
    for name, grade in (("Zakt", "3.1"), ("Net niet", "5.4"), ("Net", "5.5"), ("Ruim", "6.0")):
        await make.result(await make.staff_member(linde, given_name=name), grade=grade)
    assert await who(session, trainer(linde), Reason.FAILED) == ["Zakt", "Net niet"]
    assert await who(session, trainer(linde), Reason.JUST_PASSED) == ["Net"]


async def test_who_passed_at_the_second_try_no_longer_asks_attention(session, make, linde, trainer):
    member = await make.staff_member(linde)
    await make.result(member, grade="4.0")
    await make.result(member, grade="8.0", closed_at=LATER)
    assert await who(session, trainer(linde), Reason.FAILED) == []


async def test_each_exam_counts_on_its_own(session, make, linde, trainer):
    member = await make.staff_member(linde, given_name="Beide")
    await make.result(member, grade="4.0")
    await make.result(member, exam="lastige-boodschappen", grade="8.0", closed_at=LATER)
    assert await who(session, trainer(linde), Reason.FAILED) == ["Beide"]


async def test_two_results_of_one_moment_leave_one_last(session, make, linde, trainer):
    member = await make.staff_member(linde, given_name="Dubbel")
    await make.result(member, grade="4.0")
    await make.result(member, grade="4.1")
    assert await who(session, trainer(linde), Reason.FAILED) == ["Dubbel"]


async def test_a_certificate_that_expires_soon_asks_attention_unless_there_is_a_newer_one(
    session, make, linde, trainer
):
    for name, until in (("Straks", date(2026, 5, 1)), ("Eerst", date(2026, 4, 1)), ("Lang", date(2027, 1, 1))):
        result = await make.result(await make.staff_member(linde, given_name=name))
        await make.certificate(result, valid_until=until)
    member = await make.staff_member(linde, given_name="Vernieuwd")
    await make.certificate(await make.result(member), valid_until=date(2026, 4, 1))
    await make.certificate(await make.result(member, closed_at=LATER), valid_until=date(2029, 4, 1))
    assert await who(session, trainer(linde), Reason.EXPIRING) == ["Eerst", "Straks"]


async def test_a_newer_certificate_that_was_revoked_renews_nothing(session, make, linde, trainer, set_clock):
    member = await make.staff_member(linde, given_name="Ingetrokken")
    await make.certificate(await make.result(member), valid_until=date(2026, 4, 1))
    revoked = {"revoked_at": set_clock(), "revocation_reason": "error"}
    await make.certificate(await make.result(member, closed_at=LATER), valid_until=date(2029, 4, 1), **revoked)
    assert await who(session, trainer(linde), Reason.EXPIRING) == ["Ingetrokken"]


async def test_who_left_asks_no_attention(session, make, linde, trainer, set_clock):
    await make.result(await make.staff_member(linde, left_at=set_clock()), grade="3.0")
    assert await who(session, trainer(linde), Reason.FAILED) == []


async def test_the_choice_of_people_counts_and_the_period_does_not(session, make, linde, veste, trainer):
    await make.result(await make.staff_member(linde, given_name="Ooit", team="Verhuur"), grade="3.0")
    await make.result(await make.staff_member(veste, given_name="Elders"), grade="3.0")
    wanted = ResultFilter(team="Verhuur", since=date(2026, 3, 9))
    assert await who(session, trainer(linde, veste), Reason.FAILED, wanted) == ["Ooit"]
    assert await who(session, trainer(linde), Reason.FAILED) == ["Ooit"]
