"""How often each item was given out lately, for the people who decide whether it needs a rest."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt
from proeve.exams.decoded import Decoded
from proeve.workshop.access import refuse_onlookers
from question_bank.exposure import WINDOW

State = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class GivenOut:
    """The last forms of one exam: how many there are, and in how many of them each item stood, counting or not."""

    forms: int = 0
    times: Counter[str] = field(default_factory=Counter)

    def share(self, item_id: str) -> float:
        """Return the share of the forms that held an item."""
        return self.times[item_id] / self.forms if self.forms else 0.0


_counted: Decoded[State, GivenOut] = Decoded()


async def all_given_out(session: AsyncSession, scope: Scope) -> dict[str, GivenOut]:
    """Count the last forms of each exam, whoever they were for; an exam without forms is left out.

    It counts anew only when forms were drawn or thrown away.
    """
    refuse_onlookers(scope)
    newest = select(col(Attempt.exam), func.max(col(Attempt.id)), func.count()).group_by(col(Attempt.exam))
    states: list[State] = [(exam, last, number) for exam, last, number in await session.execute(newest)]
    counted = _counted.of(session)
    for outdated in counted.keys() - set(states):
        counted.pop(outdated, None)
    for state in states:
        if state not in counted:
            counted[state] = await _count(session, state[0])
    return {state[0]: counted[state] for state in states}


async def _count(session: AsyncSession, exam: str) -> GivenOut:
    newest = select(col(Attempt.form)).where(col(Attempt.exam) == exam).order_by(col(Attempt.id).desc()).limit(WINDOW)
    forms = list(await session.scalars(newest))
    return GivenOut(len(forms), Counter(slot["item"] for form in forms for slot in form["slots"]))
