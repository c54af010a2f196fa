"""The scope of a request: who asks, in which role, for which corporations; every query is narrowed by it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, false, true

from proeve.core.errors import Invalid


class Role(StrEnum):
    """What a person may do somewhere; one person may hold several."""

    EMPLOYEE = "employee"
    ADMINISTRATOR = "administrator"
    TRAINER = "trainer"
    AUTHOR = "author"
    APPROVER = "approver"
    ASSESSOR = "assessor"
    INVIGILATOR = "invigilator"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks, in which role, for which corporations; the operator reaches every corporation without a list."""

    person_id: int
    role: Role
    corporation_ids: frozenset[int] = field(default_factory=frozenset)

    def covers(self, *, corporation: Any, person: Any = None) -> ColumnElement[bool]:
        """Return the condition that keeps the rows this scope may see.

        `corporation` and `person` are the columns that say whose a row is. An employee sees their own rows only, in
        whichever corporation they were made; a row without a person is then never theirs.
        """
        if self.role is Role.OPERATOR:
            return true()
        if self.role is Role.EMPLOYEE:
            return false() if person is None else person == self.person_id
        return corporation.in_(self.corporation_ids)  # type: ignore[no-any-return]  # Columns come in as Any.

    @property
    def corporation_id(self) -> int:
        """Return the one corporation this scope acts for, or raise Invalid when there are none or several."""
        if len(self.corporation_ids) != 1:
            raise Invalid("Kies eerst voor welke corporatie u werkt.", code="corporation_needed")
        return next(iter(self.corporation_ids))
