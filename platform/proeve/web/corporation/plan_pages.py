"""The two pages of planning: the form, and the summary with everybody's extra time."""

from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from litestar import Request
from litestar.response import Template

from proeve.core import clock
from proeve.core.database import Database
from proeve.corporations.choosing import all_staff_here
from proeve.corporations.staff import StaffMember
from proeve.exams.blueprints import all_blueprints
from proeve.exams.earlier_extra_time import earlier_extra_time
from proeve.exams.enrolments import ExtraTime
from proeve.exams.sittings import Sitting, rules_of
from proeve.exams.timing import SECONDS_PER_MINUTE, allowed_seconds
from proeve.register.renewing import RENEWAL_WINDOW_DAYS, renews_too_early
from proeve.web.corporation.plan import LATE, MARGINS, WHEN_FIELDS, Plan
from proeve.web.corporation.words import start_rows, window_in_words
from proeve.web.page import page
from question_bank.blueprint import Blueprint

AnyRequest = Request[Any, Any, Any]
PICKER_FIELDS = ("job_title", "team", "location")


@dataclass(frozen=True, slots=True)
class Participant:
    """One line of the summary: somebody, their extra time as typed, and what is wrong with it."""

    member: StaffMember
    percent: str
    minutes: str
    own_minutes: int
    is_from_before: bool
    problem: str


async def ask_page(
    request: AnyRequest,
    database: Database,
    plan: Plan,
    *,
    sitting: Sitting | None = None,
    leave_out: Collection[int] = (),
) -> Template:
    """Show the form; for a sitting that exists it asks for people only, without those of `leave_out`."""
    async with database.reading() as session:
        members = await all_staff_here(session, request.user)
        blueprints = await all_blueprints(session)
    people = [member for member in members if member.id not in leave_out]
    return page(
        request,
        "corporation/plan.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if plan.problems else HTTPStatus.OK,
        plan=plan,
        sitting=sitting,
        blueprints=blueprints,
        blueprint=_of_sitting(blueprints, sitting),
        window=window_in_words(sitting) if sitting else "",
        margins=MARGINS,
        late=LATE,
        people=[(member.id, member.name, _hint(member)) for member in people],
        teams=sorted({member.team for member in people if member.team}, key=str.casefold),
        team_of={member.id: member.team for member in people},
    )


async def summary_page(
    request: AnyRequest, database: Database, plan: Plan, blueprint: Blueprint, *, sitting: Sitting | None = None
) -> Template:
    """Show what is about to happen, with the extra time of each person to decide on; nothing is sent yet."""
    async with database.reading() as session:
        everyone = await all_staff_here(session, request.user)
        earlier = await earlier_extra_time(session, request.user, plan.chosen)
        opens_on = clock.local_date(sitting.opens_at if sitting else plan.arguments["opens_at"])
        too_early = await renews_too_early(session, request.user, blueprint.exam, plan.chosen, passed_on=opens_on)
    chosen = set(plan.chosen)
    members = [member for member in everyone if member.id in chosen]
    participants = [_participant(member, plan, blueprint, earlier) for member in members]
    return page(
        request,
        "corporation/plan_summary.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if plan.problems else HTTPStatus.OK,
        plan=plan,
        sitting=sitting,
        blueprint=blueprint,
        participants=participants,
        when=_when(plan, sitting),
        opens_on=opens_on,
        too_early=too_early,
        renewal_days=RENEWAL_WINDOW_DAYS,
        when_fields=WHEN_FIELDS,
        problems=[
            (f"percent-{each.member.id}", f"{each.member.name}: {each.problem}")
            for each in participants
            if each.problem
        ],
    )


def _when(plan: Plan, sitting: Sitting | None) -> list[tuple[str, str]]:
    if sitting is not None:
        return start_rows(sitting.opens_at, sitting.closes_at, rules_of(sitting))
    planned = plan.arguments
    return start_rows(planned["opens_at"], planned["closes_at"], planned["rules"])


def _participant(member: StaffMember, plan: Plan, blueprint: Blueprint, earlier: dict[int, ExtraTime]) -> Participant:
    percent, minutes = (plan.typed.get(f"{name}-{member.id}") for name in ("percent", "minutes"))
    is_from_before = percent is None and member.id in earlier
    extra = earlier[member.id] if is_from_before else plan.extra.get(member.id, ExtraTime())
    seconds = allowed_seconds(blueprint.duration_minutes, extra_percent=extra.percent, extra_minutes=extra.minutes)
    return Participant(
        member,
        str(extra.percent) if percent is None else percent,
        str(extra.minutes) if minutes is None else minutes,
        seconds // SECONDS_PER_MINUTE,
        is_from_before,
        " ".join(filter(None, (plan.problems.get(f"{name}-{member.id}") for name in ("percent", "minutes")))),
    )


def _hint(member: StaffMember) -> str:
    return ", ".join(value for field in PICKER_FIELDS if (value := getattr(member, field)))


def _of_sitting(blueprints: list[Blueprint], sitting: Sitting | None) -> Blueprint | None:
    return next((each for each in blueprints if sitting and each.exam == sitting.exam), None)
