"""A dress rehearsal: what it means for the exam, what is kept of it, and who of a sitting is ready."""

import pytest

from proeve.core import clock
from proeve.core.errors import Invalid
from proeve.core.scope import Role, Scope
from proeve.exams.enrolments import withdraw_enrolment
from proeve.exams.overview import all_enrolments
from proeve.exams.rehearsal_checks import (
    BrowserCheck,
    Checks,
    ClockCheck,
    OfflineCheck,
    Outcome,
    SavingCheck,
    StorageCheck,
    judge,
)
from proeve.exams.rehearsals import (
    COUNTS_FOR,
    LONG_AGO,
    Readiness,
    all_readiness,
    find_rehearsal,
    finish_rehearsal,
    keep_practice_answers,
)

RUN, OTHER_RUN = "r" * 24, "s" * 24
FIREFOX, PHONE = "Firefox op Windows", "Safari op een iPhone"


def found(
    *,
    difference_ms: int = 20,
    kept: bool = True,
    milliseconds: int | None = 80,
    noticed: bool = True,
    kept_offline: bool = True,
    delivered: bool = True,
) -> Checks:
    return Checks(
        browser=BrowserCheck(missing=()),
        clock=ClockCheck(difference_ms=difference_ms),
        storage=StorageCheck(kept=kept),
        saving=None if milliseconds is None else SavingCheck(milliseconds=milliseconds),
        offline=OfflineCheck(way="simulated", noticed=noticed, kept=kept_offline, delivered=delivered),
    )


TOO_OLD = Checks(browser=BrowserCheck(missing=("JavaScript.modules",)))
NOT_KEPT = Checks(browser=BrowserCheck(missing=()), clock=ClockCheck(difference_ms=0), storage=StorageCheck(kept=False))


def test_a_device_on_which_everything_worked_is_ready():
    assert judge(found()) == (Outcome.READY, "")


def test_a_clock_that_is_a_day_wrong_does_not_matter_for_the_exam_uses_ours():
    assert judge(found(difference_ms=86_400_000)).outcome is Outcome.READY


def test_a_browser_that_lacks_something_is_too_old():
    outcome, reason = judge(TOO_OLD)
    assert outcome is Outcome.TOO_OLD
    assert "Werk de browser bij" in reason


@pytest.mark.parametrize(
    ("checks", "reason"),
    [
        (NOT_KEPT, "geen privévenster"),
        (found(milliseconds=None), "Opslaan bij Proeve lukte niet"),
        (found(milliseconds=7400), "Opslaan duurde 7 seconden"),
        (found(noticed=False), "merkte niet dat de verbinding weg was"),
        (found(kept_offline=False), "geen privévenster"),
        (found(delivered=False), "kwam niet aan"),
    ],
)
def test_a_problem_is_said_with_what_to_do(checks, reason):
    verdict = judge(checks)
    assert verdict.outcome is Outcome.PROBLEM
    assert reason in verdict.reason


@pytest.mark.parametrize(
    "checks",
    [
        Checks(browser=BrowserCheck(missing=())),
        Checks(
            browser=BrowserCheck(missing=()),
            clock=ClockCheck(difference_ms=0),
            storage=StorageCheck(kept=True),
            saving=SavingCheck(milliseconds=1),
        ),
    ],
)
def test_a_rehearsal_that_stopped_halfway_says_nothing(checks):
    with pytest.raises(Invalid, match="niet afgemaakt"):
        judge(checks)


@pytest.fixture
def practise(database, exams):
    """Let somebody go through a rehearsal; `received` are the numbers of the answers that reached us."""

    async def practise(member, checks=None, *, device=FIREFOX, run=RUN, received=(1, 2)):
        scope = Scope(member.person_id, Role.EMPLOYEE)
        async with database.unit_of_work() as session:
            for sequence in received:
                await keep_practice_answers(session, scope, device=device, run=RUN, sequences=[sequence])
            return await finish_rehearsal(session, scope, device=device, run=run, checks=checks or found())

    return practise


async def ready_list(database, exams, sitting, scope=None):
    scope = scope or await exams.administrator(sitting.corporation_id)
    async with database.reading() as session:
        return await all_readiness(session, scope, sitting.id)


async def test_what_was_found_is_kept_with_its_outcome(database, exams, practise, set_clock):
    member = await exams.staff_member()
    await practise(member)
    async with database.reading() as session:
        kept = await find_rehearsal(session, Scope(member.person_id, Role.EMPLOYEE), device=FIREFOX)
    assert (kept.outcome, kept.reason, kept.done_at) == (Outcome.READY, "", clock.now())
    assert kept.checks["offline"] == {"way": "simulated", "noticed": True, "kept": True, "delivered": True}


async def test_on_one_device_the_last_rehearsal_counts(database, exams, practise):
    member = await exams.staff_member()
    await practise(member, TOO_OLD, received=())
    await practise(member)
    sitting = await exams.planned(member)
    assert [row.readiness for row in await ready_list(database, exams, sitting)] == [Readiness.READY]


@pytest.mark.parametrize("received", [(), (1,)])
async def test_an_outcome_without_the_answers_it_speaks_of_is_refused(practise, exams, received):
    member = await exams.staff_member()
    with pytest.raises(Invalid, match="niet bij een oefening die wij hebben gezien"):
        await practise(member, received=received)


async def test_answers_of_another_rehearsal_are_no_evidence(practise, exams):
    member = await exams.staff_member()
    with pytest.raises(Invalid, match="niet bij een oefening"):
        await practise(member, run=OTHER_RUN)


async def test_the_list_says_of_everyone_in_order_of_name_where_they_stand(database, exams, practise):
    corporation = await exams.corporation()
    names = ("Anna", "Bert", "Cora", "Daan")
    anna, bert, cora, daan = [await exams.staff_member(corporation, name) for name in names]
    sitting = await exams.planned(daan, cora, bert, anna)
    await practise(bert)
    await practise(cora, TOO_OLD, received=())
    await practise(daan, NOT_KEPT, received=())
    rows = await ready_list(database, exams, sitting)
    assert [(row.name.split()[0], row.readiness) for row in rows] == [
        ("Anna", Readiness.NOT_YET),
        ("Bert", Readiness.READY),
        ("Cora", Readiness.TOO_OLD),
        ("Daan", Readiness.PROBLEM),
    ]
    assert [bool(row.reason) for row in rows] == [False, False, True, True]


async def test_one_device_that_is_ready_is_enough(database, exams, practise, set_clock):
    member = await exams.staff_member()
    sitting = await exams.planned(member)
    await practise(member)
    set_clock.advance(minutes=5)
    await practise(member, TOO_OLD, device=PHONE, received=())
    [row] = await ready_list(database, exams, sitting)
    assert (row.readiness, row.device) == (Readiness.READY, FIREFOX)


async def test_a_rehearsal_of_long_ago_does_not_count_and_is_shown(database, exams, practise, set_clock):
    member = await exams.staff_member()
    await practise(member)
    practised_at = clock.now()
    set_clock.advance(days=COUNTS_FOR.days)
    sitting = await exams.planned(member)
    [row] = await ready_list(database, exams, sitting)
    assert (row.readiness, row.reason) == (Readiness.READY, "")
    set_clock.advance(seconds=1)
    [row] = await ready_list(database, exams, sitting)
    assert (row.readiness, row.device, row.reason) == (Readiness.NOT_YET, FIREFOX, LONG_AGO)
    assert row.done_at == practised_at


async def test_a_problem_of_today_outweighs_a_ready_device_of_long_ago(database, exams, practise, set_clock):
    member = await exams.staff_member()
    await practise(member)
    set_clock.advance(days=COUNTS_FOR.days + 1)
    await practise(member, NOT_KEPT, device=PHONE, received=())
    [row] = await ready_list(database, exams, await exams.planned(member))
    assert (row.readiness, row.device) == (Readiness.PROBLEM, PHONE)


async def test_a_rehearsal_that_was_not_finished_is_not_yet(database, exams):
    member = await exams.staff_member()
    sitting = await exams.planned(member)
    async with database.unit_of_work() as session:
        scope = Scope(member.person_id, Role.EMPLOYEE)
        await keep_practice_answers(session, scope, device=FIREFOX, run=RUN, sequences=[1])
    [row] = await ready_list(database, exams, sitting)
    assert row.readiness is Readiness.NOT_YET


async def test_who_was_withdrawn_is_not_in_the_list(database, exams):
    member = await exams.staff_member()
    sitting = await exams.planned(member)
    scope = await exams.administrator(member.corporation_id)
    async with database.unit_of_work() as session:
        [row] = await all_enrolments(session, scope, sitting_id=sitting.id)
        await withdraw_enrolment(session, scope, row.enrolment.id)
    assert await ready_list(database, exams, sitting) == []


async def test_another_corporation_sees_nobody(database, exams, practise):
    member = await exams.staff_member()
    sitting = await exams.planned(member)
    await practise(member)
    assert await ready_list(database, exams, sitting, await exams.administrator()) == []
