"""The compliance matrix: everybody who works at a corporation, and where they stand with each exam."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, SQLColumnExpression, and_, case, false, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember, staff_of
from proeve.corporations.staff_listing import EVERYONE_HERE, StaffFilter
from proeve.register.standings import IN_ORDER, Standing, standings

PAGE_SIZE = 50
SORTS: dict[str, Any] = {
    "name": col(StaffMember.sort_name),
    "team": func.lower(col(StaffMember.team)),
    "job_title": func.lower(col(StaffMember.job_title)),
    "location": func.lower(col(StaffMember.location)),
}
"""What the matrix can be sorted by; a minus in front turns the order round."""
UNTIL = "until:"
"""And by the last valid day of an exam, whose code follows."""
COLUMNS = ("standing", "certificate_id", "number", "valid_until")
"""What a cell is read from."""


@dataclass(frozen=True, slots=True)
class ComplianceFilter:
    """What the matrix shows: the exams that are its columns, and the people it is narrowed to.

    `standing`, `expires_from` and `expires_before` (exclusive) ask for people of whom at least one cell is so. What is
    about to expire is in order today.
    """

    exams: tuple[str, ...]
    staff: StaffFilter = EVERYONE_HERE
    standing: Standing | None = None
    expires_from: date | None = None
    expires_before: date | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Where somebody stands with one exam; without a certificate the rest is None."""

    standing: Standing
    certificate_id: int | None = None
    number: str | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One person, and a cell for each exam in the order asked for."""

    member: StaffMember
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ComplianceCounts:
    """How many people stand where with each exam, and for how many of them everything is in order."""

    people: int
    in_order: int
    by_exam: dict[str, Counter[Standing]]

    def of(self, standing: Standing) -> int:
        """Return how many cells have a standing."""
        return sum(counts[standing] for counts in self.by_exam.values())


async def compliance_matrix(
    session: AsyncSession,
    scope: Scope,
    wanted: ComplianceFilter,
    *,
    sort: str = "name",
    page: int = 1,
    page_size: int | None = PAGE_SIZE,
) -> tuple[list[MatrixRow], int]:
    """List one page of people with a cell for each exam, and how many people there are on all pages; in one query.

    Without a page size all people are listed. A page beyond the end is the last one, for a list may become shorter.
    """
    matrix = _Matrix(scope, wanted)
    statement = matrix.people().add_columns(func.count().over().label("total"))
    for cells in matrix.cells:
        statement = statement.add_columns(*cells.all())
    statement = statement.order_by(*matrix.order(sort))
    if page_size is not None:
        statement = statement.limit(page_size).offset((page - 1) * page_size)
    rows: Sequence[Any] = (await session.execute(statement)).all()
    if not rows and page > 1 and page_size is not None:
        _, total = await compliance_matrix(session, scope, wanted, page_size=1)
        last_page = max(1, -(-total // page_size))
        return await compliance_matrix(session, scope, wanted, sort=sort, page=last_page, page_size=page_size)
    return [_row(row) for row in rows], rows[0].total if rows else 0


async def all_ids_in_matrix(session: AsyncSession, scope: Scope, wanted: ComplianceFilter) -> list[int]:
    """List the ids of the staff members that a filter lets through, by name: whom to plan for."""
    matrix = _Matrix(scope, wanted)
    statement = matrix.people().with_only_columns(col(StaffMember.id), maintain_column_froms=True)
    return list(await session.scalars(statement.order_by(*matrix.order("name"))))


async def count_compliance(session: AsyncSession, scope: Scope, wanted: ComplianceFilter) -> ComplianceCounts:
    """Count where the people of a filter stand."""
    matrix = _Matrix(scope, wanted)
    counts = [func.count().filter(cells.standing == standing.value) for cells in matrix.cells for standing in Standing]
    all_in_order = and_(true(), *(cells.standing.in_(IN_ORDER) for cells in matrix.cells))
    statement = matrix.people().with_only_columns(
        func.count(), func.count().filter(all_in_order), *counts, maintain_column_froms=True
    )
    people, ready, *numbers = (await session.execute(statement)).one()
    size = len(Standing)
    return ComplianceCounts(
        people,
        ready,
        {
            exam: Counter(dict(zip(Standing, numbers[place * size : (place + 1) * size], strict=True)))
            for place, exam in enumerate(wanted.exams)
        },
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """The columns of one exam in the statement behind the matrix."""

    standing: ColumnElement[str]
    certificate_id: ColumnElement[int | None]
    number: ColumnElement[str | None]
    valid_until: ColumnElement[date | None]

    def all(self) -> tuple[ColumnElement[Any], ...]:
        """Return what a cell is read from."""
        return self.standing, self.certificate_id, self.number, self.valid_until

    def fits(self, wanted: ComplianceFilter) -> ColumnElement[bool]:
        """Return whether this exam is as a filter asks."""
        conditions: list[ColumnElement[bool]] = []
        if wanted.standing is not None:
            conditions.append(self.standing == wanted.standing.value)
        if wanted.expires_from is not None:
            conditions += [self.valid_until >= wanted.expires_from, self.standing.in_(IN_ORDER)]
        if wanted.expires_before is not None:
            conditions += [self.valid_until < wanted.expires_before, self.standing.in_(IN_ORDER)]
        return and_(*conditions)


class _Matrix:
    """The statement behind the matrix: the staff of a scope, each joined to one row with columns for every exam."""

    def __init__(self, scope: Scope, wanted: ComplianceFilter) -> None:
        self._scope = scope
        self._wanted = wanted
        each = standings(scope)
        # A row for each person and exam becomes a row for each person. To join once for each exam would take SQLite
        # half a minute for five thousand people, for it makes no index on what it just found.
        groups = [
            [func.max(case((each.c.exam == exam, each.c[name]))).label(f"{name}_{place}") for name in COLUMNS]
            for place, exam in enumerate(wanted.exams)
        ]
        columns = (column for group in groups for column in group)
        by_person = select(each.c.staff_member_id, *columns).group_by(each.c.staff_member_id).cte("by_person")
        self._by_person = by_person
        self.cells = [_cells(by_person, place) for place, _ in enumerate(wanted.exams)]

    def people(self) -> Select[Any]:
        """Select the people of the filter."""
        wanted, rows = self._wanted, self._by_person
        statement: Select[Any] = staff_of(self._scope).where(*wanted.staff.conditions())
        statement = statement.join(rows, rows.c.staff_member_id == col(StaffMember.id))
        if any((wanted.standing, wanted.expires_from, wanted.expires_before)):
            statement = statement.where(or_(false(), *(cells.fits(wanted) for cells in self.cells)))
        return statement

    def order(self, sort: str) -> list[SQLColumnExpression[Any]]:
        """Return the order of a sort word; unknown ones are by name."""
        until = {
            f"{UNTIL}{exam}": cells.valid_until for cells, exam in zip(self.cells, self._wanted.exams, strict=True)
        }
        column = {**SORTS, **until}.get(sort.removeprefix("-"), SORTS["name"])
        turned = column.desc() if sort.startswith("-") else column.asc()
        # Whoever has no certificate stands last on either database.
        return [turned.nulls_last(), col(StaffMember.sort_name), col(StaffMember.id)]


def _cells(by_person: CTE, place: int) -> _Cells:
    standing, *others = (by_person.c[f"{name}_{place}"] for name in COLUMNS)
    return _Cells(func.coalesce(standing, Standing.MISSING.value), *others)


def _row(row: Any) -> MatrixRow:
    member, _, *values = row
    groups = (values[start : start + len(COLUMNS)] for start in range(0, len(values), len(COLUMNS)))
    return MatrixRow(member, tuple(Cell(Standing(standing), *rest) for standing, *rest in groups))
