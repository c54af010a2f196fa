"""Remind holders before their certificate expires: every night, each step once, and the latest one that is due only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from proeve.core import clock
from proeve.core.jobs import JobContext, job
from proeve.core.mail.messages import Message
from proeve.core.mail.sending_many import add_messages
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting
from proeve.people.persons import Person
from proeve.register.certificates import Certificate
from proeve.register.digests import send_digests
from proeve.register.events import EventKind
from proeve.register.recording import record_event
from proeve.register.reminder_letters import EXPIRES
from proeve.register.reminders import STEPS, CertificateReminder, due_step, next_step
from proeve.register.standings import IN_ORDER, standings

EVERYWHERE = Scope(0, Role.OPERATOR)
AT_ONCE = 25
"""So many reminders in one unit of work, which keeps other writers waiting."""
PREVIEW_DAYS = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """A certificate that expires without being renewed, its holder, and what they were reminded of last, in days.

    `member` is the holder as the corporation knows them, `person` the account in which the certificate is.
    `has_place` says whether the holder has a place in a sitting of the same exam that is still to come.
    """

    certificate: Certificate
    member: StaffMember
    person: Person
    corporation: Corporation
    last_step: int | None
    has_place: bool

    @property
    def has_moved(self) -> bool:
        """Tell whether the holder took the certificate along to an address of their own."""
        return self.person.id != self.member.person_id

    def due(self, today: date) -> int | None:
        """Return the step of which a reminder must go out on a day, or None."""
        step = due_step((self.certificate.valid_until - today).days)
        if step is None or (self.last_step is not None and self.last_step <= step):
            return None
        # A certificate that is valid for a short time only is not said to expire on the day it is issued.
        is_too_short = self.certificate.valid_until - timedelta(days=step) < self.certificate.valid_from
        return None if is_too_short else step


@dataclass(frozen=True, slots=True)
class ComingReminder:
    """A reminder that goes out in a night to come, unless something changes before."""

    on: date
    step: int
    candidate: Candidate


@job("register.remind", nightly=True)
async def send_reminders(context: JobContext) -> None:
    """Send every reminder that is due, and the digests; to do it again sends nothing more."""
    async with context.database.reading() as session:
        due = [each.certificate.id for each in await _candidates(session, EVERYWHERE, STEPS[0]) if _is_due(each)]
    for start in range(0, len(due), AT_ONCE):
        async with context.database.unit_of_work() as session:
            # Looked up again in the transaction that writes: much may happen between reading and this.
            still = await _candidates(session, EVERYWHERE, STEPS[0], due[start : start + AT_ONCE])
            await _remind(session, [each for each in still if _is_due(each)])
    await send_digests(context)


async def coming_reminders(session: AsyncSession, scope: Scope) -> list[ComingReminder]:
    """List what goes out in the nights of the next month to who works there, the first first."""
    tonight = clock.today() + timedelta(days=1)
    last = clock.today() + timedelta(days=PREVIEW_DAYS)
    candidates = await _candidates(session, scope, STEPS[0] + PREVIEW_DAYS)
    here = [candidate for candidate in candidates if candidate.member.left_at is None]
    coming = [each for candidate in here for each in _coming(candidate, tonight) if each.on <= last]
    return sorted(coming, key=lambda each: (each.on, each.candidate.member.sort_name, each.candidate.certificate.id))


def reminder_message(candidate: Candidate) -> Message:
    """Return the message to a holder, not kept yet; at an address of their own it is not the corporation's to see."""
    certificate, member, has_moved = candidate.certificate, candidate.member, candidate.has_moved
    facts = {
        "name": member.given_name or member.name,
        "exam": certificate.snapshot["exam"],
        "number": certificate.number,
        "valid_until": certificate.valid_until.isoformat(),
        "corporation": candidate.corporation.name,
        "has_place": candidate.has_place,
        "has_left": member.left_at is not None,
        "has_moved": has_moved,
    }
    return Message(
        kind=EXPIRES,
        recipient=candidate.person.email if has_moved else member.email,
        person_id=candidate.person.id,
        corporation_id=None if has_moved else certificate.corporation_id,
        facts=facts,
    )


def _is_due(candidate: Candidate) -> bool:
    return candidate.due(clock.today()) is not None


def _coming(candidate: Candidate, tonight: date) -> Iterator[ComingReminder]:
    """Give what one certificate still brings, when nothing is missed."""
    step = candidate.due(tonight)
    if step is not None:
        yield ComingReminder(tonight, step, candidate)
    until = candidate.certificate.valid_until
    following = next_step((until - tonight).days)
    while following is not None:
        on = until - timedelta(days=following)
        if candidate.due(on) is not None:
            yield ComingReminder(on, following, candidate)
        following = next_step(following)


async def _remind(session: AsyncSession, candidates: Sequence[Candidate]) -> None:
    steps = {each.certificate.id: each.due(clock.today()) or 0 for each in candidates}
    session.add_all(
        CertificateReminder(certificate_id=certificate_id, days=days, corporation_id=each.certificate.corporation_id)
        for each, (certificate_id, days) in zip(candidates, steps.items(), strict=True)
    )
    await add_messages(session, [reminder_message(each) for each in candidates])
    for each in candidates:
        days = steps[each.certificate.id]
        await record_event(session, each.certificate, EventKind.REMINDED, actor_id=None, days=days)


async def _candidates(
    session: AsyncSession, scope: Scope, within: int, certificate_ids: Sequence[int] | None = None
) -> list[Candidate]:
    """List what expires within so many days and is the certificate that counts, the first to expire first."""
    statement = _that_expire(scope, clock.today() + timedelta(days=within))
    if certificate_ids is not None:
        statement = statement.where(col(Certificate.id).in_(certificate_ids))
    return [Candidate(*row) for row in await session.execute(statement)]


def _that_expire(scope: Scope, last: date) -> Select[Certificate, StaffMember, Person, Corporation, int | None, bool]:
    """Select what expires of who works there, and of who left with the certificate and did not renew it elsewhere."""
    has_moved = col(Person.id) != col(StaffMember.person_id)
    counts = standings(scope)
    last_steps = (
        select(col(CertificateReminder.certificate_id), func.min(col(CertificateReminder.days)).label("days"))
        .group_by(col(CertificateReminder.certificate_id))
        .subquery()
    )
    return (
        select(Certificate, StaffMember, Person, Corporation, last_steps.c.days, has_place())
        .join(counts, counts.c.certificate_id == col(Certificate.id))
        .join(StaffMember, col(StaffMember.id) == counts.c.staff_member_id)
        .join(Person, col(Person.id) == col(Certificate.person_id))
        .join(Corporation, col(Corporation.id) == col(Certificate.corporation_id))
        .outerjoin(last_steps, last_steps.c.certificate_id == col(Certificate.id))
        .where(counts.c.standing.in_(IN_ORDER))
        .where(counts.c.valid_until <= last)
        .where(col(Certificate.erased_at).is_(None))
        .where(or_(col(StaffMember.left_at).is_(None), and_(has_moved, ~_is_renewed())))
        .where(col(Person.blocked_at).is_(None))
        .order_by(counts.c.valid_until, col(Certificate.id))
    )


def _is_renewed() -> ColumnElement[bool]:
    """Return whether another certificate renews one, wherever its holder works now; needs `certificate`."""
    newer = aliased(Certificate)
    return exists().where(col(newer.renews_id) == col(Certificate.id), col(newer.revoked_at).is_(None))


def has_place() -> ColumnElement[bool]:
    """Return whether the holder can still sit the exam in a sitting; needs `certificate` and `staff_member`."""
    return exists(
        select(col(Enrolment.id))
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .outerjoin(Attempt, col(Attempt.enrolment_id) == col(Enrolment.id))
        .where(col(Enrolment.staff_member_id) == col(StaffMember.id))
        .where(col(Enrolment.withdrawn_at).is_(None))
        .where(col(Sitting.exam) == col(Certificate.exam))
        .where(col(Sitting.closes_at) > clock.now())
        .where(func.coalesce(col(Attempt.state), AttemptState.PREPARED.value) == AttemptState.PREPARED.value)
    )
