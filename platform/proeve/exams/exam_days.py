"""The exam days: one plan of the operator, with a sitting for each corporation, all with the same start."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.database import UtcDateTime
from proeve.core.errors import Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import all_corporations
from proeve.exams.enrolling import CHECK_FORM
from proeve.exams.overview import SittingRow, all_sittings
from proeve.exams.planning import check_moments, new_sitting
from proeve.exams.sittings import Sitting, StartRules, hold_sitting
from proeve.exams.starting_together import begin_together
from proeve.people.text import tidy

LONGEST_NAME = 80


class ExamDay(SQLModel, table=True):
    """A plan across corporations; its sittings say what, when and how."""

    __tablename__ = "exam_day"

    id: int = Field(default=None, primary_key=True)
    name: str
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class ExamDayRow:
    """One exam day with its sittings, by the name of their corporations."""

    day: ExamDay
    sittings: list[SittingRow]

    @property
    def sitting(self) -> Sitting:
        """Return a sitting that says when and how the whole day begins, for they all agree."""
        return self.sittings[0].sitting


async def plan_exam_day(  # noqa: PLR0913  What a planner fills in, each by its name.
    session: AsyncSession,
    scope: Scope,
    *,
    name: str,
    exam: str,
    opens_at: datetime,
    closes_at: datetime,
    rules: StartRules,
    places: Mapping[int, int | None],
) -> ExamDay:
    """Plan a sitting for several corporations at once, still without people: their administrators add those.

    `places` says by corporation how many people it may send. Raises Invalid (problems: name, corporations, and those of
    `check_moments`), and NotFound for an unknown exam or for anybody but the operator.
    """
    _refuse_others(scope)
    name = tidy(name)
    problems = {} if name else {"name": "Geef deze toetsdag een naam."}
    if not places or not places.keys() <= {each.id for each in await all_corporations(session, scope)}:
        problems["corporations"] = "Kies minstens één corporatie uit de lijst."
    for each in places.values():
        problems |= replace(rules, places=each).problems()
    blueprint_id, wrong = await check_moments(session, exam, opens_at, closes_at, rules)
    if problems | wrong:
        raise Invalid(CHECK_FORM, problems | wrong)
    day = ExamDay(name=name, created_by=scope.person_id)
    session.add(day)
    await session.flush()
    for corporation_id, number in places.items():
        own_rules = replace(rules, places=number)
        sitting = new_sitting(scope, corporation_id, exam, blueprint_id, opens_at, closes_at, own_rules)
        sitting.exam_day_id = day.id
        session.add(sitting)
    await session.flush()
    record(session, "exam_day.plan", f"exam_day:{day.id}", actor_id=scope.person_id, corporations=len(places))
    return day


async def find_exam_day(session: AsyncSession, scope: Scope, exam_day_id: int) -> ExamDayRow:
    """Return one exam day with its sittings, or raise NotFound."""
    _refuse_others(scope)
    found = await _read(session, scope, [exam_day_id])
    if not found:
        raise NotFound("Deze toetsdag bestaat niet.")
    return found[0]


async def all_exam_days(session: AsyncSession, scope: Scope) -> list[ExamDayRow]:
    """List the exam days, the last to begin first."""
    _refuse_others(scope)
    ids = await session.scalars(select(col(ExamDay.id)))
    rows = await _read(session, scope, list(ids))
    return sorted(rows, key=lambda row: (row.sitting.opens_at, row.day.id), reverse=True)


async def start_exam_day(session: AsyncSession, scope: Scope, exam_day_id: int) -> list[Sitting]:
    """Begin the joint sittings of a whole day at one moment, and return those that had not begun by themselves.

    Raises as `start_sitting` does. Rooms begin a day by `exams.invigilating.beginning`, which writes it down there.
    """
    row = await find_exam_day(session, scope, exam_day_id)
    ids = sorted(each.sitting.id for each in row.sittings)
    held = [await hold_sitting(session, scope, sitting_id) for sitting_id in ids]
    waiting = [sitting for sitting in held if sitting.begun_at is None]
    return await begin_together(session, scope, waiting)


async def _read(session: AsyncSession, scope: Scope, ids: Collection[int]) -> list[ExamDayRow]:
    days = await session.scalars(select(ExamDay).where(col(ExamDay.id).in_(ids)))
    sittings = [row for row in await all_sittings(session, scope) if row.sitting.exam_day_id in ids]
    sittings.sort(key=lambda row: row.corporation.name.casefold())
    rows = [ExamDayRow(day, [row for row in sittings if row.sitting.exam_day_id == day.id]) for day in days]
    return [row for row in rows if row.sittings]


def _refuse_others(scope: Scope) -> None:
    if scope.role is not Role.OPERATOR:
        raise NotFound
