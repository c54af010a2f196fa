"""Retire an item that has leaked: know every form it is on, and draw those anew that nobody has begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, String, cast, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import audit, clock
from proeve.core.errors import Conflict, NotFound
from proeve.core.jobs import enqueue
from proeve.core.scope import Scope
from proeve.corporations.corporations import Corporation
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment
from proeve.exams.item_steps import StepKind
from proeve.exams.item_versions import Standing, hold_versions, set_standing
from proeve.exams.preparing import prepare_sitting
from proeve.exams.sittings import Sitting
from proeve.exams.time_grants import TimeGrant
from proeve.people.persons import Person
from proeve.workshop.access import checked_reason, refuse_writers
from proeve.workshop.drafts import ItemDraft
from proeve.workshop.recording import record_step


@dataclass(frozen=True, slots=True)
class TouchedForm:
    """A form that has the item: whose it is, where it stands, and whether it can still be drawn without the item.

    It cannot when somebody has begun, or waits for a joint start, or got minutes for it already.
    """

    attempt_id: int
    enrolment_id: int
    sitting_id: int
    corporation: str
    exam: str
    opens_at: datetime
    closes_at: datetime
    person: str
    state: AttemptState
    is_still_to_be_sat: bool
    can_be_redrawn: bool


@dataclass(frozen=True, slots=True)
class Leak:
    """What a leak touched, and how many forms are drawn anew."""

    touched: list[TouchedForm]
    redrawn: int


async def touched_forms(session: AsyncSession, scope: Scope, item_id: str) -> list[TouchedForm]:
    """List the forms that have any version of an item, those still to be sat first, by sitting and person."""
    refuse_writers(scope)
    forms = (
        select(Attempt, Enrolment, Sitting, Corporation, Person)
        .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .join(Corporation, col(Corporation.id) == col(Attempt.corporation_id))
        .join(Person, col(Person.id) == col(Attempt.person_id))
        # The document names an item once, in its slot: a text search finds it on either database.
        .where(cast(col(Attempt.form), String).contains(f'"{item_id}"', autoescape=True))
    )
    rows = (await session.execute(forms)).all()
    granted = await _with_minutes(session, [row.Attempt.id for row in rows])
    touched = [_touched(row, has_minutes=row.Attempt.id in granted) for row in rows]
    return sorted(touched, key=lambda form: (not form.is_still_to_be_sat, form.opens_at, form.person, form.attempt_id))


async def retire_leaked(session: AsyncSession, scope: Scope, item_id: str, *, reason: str) -> Leak:
    """Take all versions of an item out of use, and draw the forms that have it and nobody has begun anew.

    Those who have begun go on with the form they have. Raises NotFound, Conflict (code draft_exists) while a next
    version is being written, and Invalid without a reason.
    """
    refuse_writers(scope)
    reason = checked_reason(reason)
    versions = await hold_versions(session, item_id)
    if not versions:
        raise NotFound("Deze vraag staat niet in de vragenbank.")
    if await session.scalar(select(exists().where(col(ItemDraft.item) == item_id))):
        raise Conflict(
            "Er is nog een concept van deze vraag. Trek het eerst in, zodat de gelekte tekst niet terugkomt.",
            code="draft_exists",
        )
    for row in versions:
        if row.standing != Standing.RETIRED:
            set_standing(row, Standing.RETIRED)
        # What left the product would come back by itself with a later one.
        row.left_content = False
    touched = await touched_forms(session, scope, item_id)
    redrawn = await _draw_anew(session, scope, [form for form in touched if form.can_be_redrawn])
    newest = (item_id, versions[-1].version)
    record_step(session, scope, newest, StepKind.LEAKED, reason=reason, forms=len(touched), redrawn=redrawn)
    await session.flush()
    return Leak(touched, redrawn)


async def _draw_anew(session: AsyncSession, scope: Scope, forms: Sequence[TouchedForm]) -> int:
    """Forget prepared forms, and let the job that prepares sittings draw them again from what is live now."""
    untouched = (col(Attempt.state) == AttemptState.PREPARED, col(Attempt.granted_seconds) == 0)
    # Whoever starts or grants minutes at this moment holds the attempt: then it is no longer untouched, and stays.
    forgotten = list(
        await session.scalars(
            delete(Attempt)
            .where(col(Attempt.id).in_([form.attempt_id for form in forms]), *untouched)
            .returning(col(Attempt.id))
            .execution_options(synchronize_session=False)
        )
    )
    by_id = {form.attempt_id: form for form in forms}
    for attempt_id in forgotten:
        subject, enrolment_id = f"attempt:{attempt_id}", by_id[attempt_id].enrolment_id
        audit.record(session, "attempt.redraw", subject, actor_id=scope.person_id, enrolment=enrolment_id)
    for sitting_id in sorted({by_id[attempt_id].sitting_id for attempt_id in forgotten}):
        await enqueue(session, prepare_sitting, sitting_id=sitting_id)
    return len(forgotten)


async def _with_minutes(session: AsyncSession, attempt_ids: Sequence[int]) -> set[int]:
    granted = select(col(TimeGrant.attempt_id)).where(col(TimeGrant.attempt_id).in_(attempt_ids))
    return set(await session.scalars(granted))


def _touched(row: Row[Attempt, Enrolment, Sitting, Corporation, Person], *, has_minutes: bool) -> TouchedForm:
    attempt, enrolment, sitting, corporation, person = row
    is_prepared = attempt.state == AttemptState.PREPARED
    to_be_sat = is_prepared and enrolment.withdrawn_at is None and clock.now() < sitting.closes_at
    return TouchedForm(
        attempt_id=attempt.id,
        enrolment_id=enrolment.id,
        sitting_id=sitting.id,
        corporation=corporation.name,
        exam=attempt.exam,
        opens_at=sitting.opens_at,
        closes_at=sitting.closes_at,
        person=person.name,
        state=AttemptState(attempt.state),
        is_still_to_be_sat=to_be_sat,
        can_be_redrawn=to_be_sat and enrolment.arrived_at is None and not has_minutes,
    )
