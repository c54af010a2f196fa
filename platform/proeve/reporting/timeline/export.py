"""The file of one attempt: all that its timeline shows, as JSON, with what its receipt can be checked by."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.scope import Scope
from proeve.exams.grants_given import all_time_grants
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.late_answers.deliveries import LateAnswer
from proeve.exams.receipts.chain import answer_digest
from proeve.exams.receipts.checking import FORMAT
from proeve.exams.receipts.stored import Receipt, chained, facts_of
from proeve.exams.time_grants import TimeGrant
from proeve.reporting.timeline.events import Event
from proeve.reporting.timeline.questions import asked_questions
from proeve.reporting.timeline.subject import LateRecord
from proeve.reporting.timeline.timeline import Timeline

Document = dict[str, Any]


async def export_of(session: AsyncSession, scope: Scope, timeline: Timeline, *, with_items: bool) -> Document:
    """Return the file as plain data; without items it holds neither questions nor the text of answers."""
    subject = timeline.subject
    asked = await asked_questions(session, subject) if with_items else []
    grants = await all_time_grants(session, scope, subject.attempt.id)
    return {
        "format": FORMAT,
        "made_at": _written(clock.now()),
        "attempt": _attempt(timeline),
        "chained": {
            "facts": msgspec.to_builtins(facts_of(subject.attempt)),
            "entries": [_entry(entry, with_answer=with_items) for entry in subject.covered_entries],
        },
        "late": [_late(record, with_answers=with_items) for record in subject.late],
        "receipt": _receipt(subject.receipt),
        "items": [{"slot": each.number - 1, **msgspec.to_builtins(each.asked)} for each in asked],
        "grants": [_grant(grant) for grant in grants],
        "events": [_event(event) for event in timeline.events if not event.saves],
    }


def _attempt(timeline: Timeline) -> Document:
    attempt, place = timeline.subject.attempt, timeline.subject.place
    moments = ("prepared_at", "started_at", "deadline_at", "submitted_at", "closed_at")
    return {
        "number": attempt.id,
        "name": place.name,
        "corporation": place.corporation.name,
        "exam": place.blueprint.title,
        "state": str(attempt.state),
        **{name: _written(getattr(attempt, name)) for name in moments},
        "allowed_seconds": attempt.allowed_seconds,
        "granted_seconds": attempt.granted_seconds,
    }


def _entry(entry: JournalEntry, *, with_answer: bool) -> Document:
    plain: Document = msgspec.to_builtins(chained(entry))
    return plain | ({"answer": entry.answer} if with_answer else {})


def _late(record: LateRecord, *, with_answers: bool) -> Document:
    """Return a late delivery: it stands beside what the receipt is about, whatever was decided."""
    delivery = record.delivery
    return {
        "received_at": _written(delivery.received_at),
        "explanation": delivery.explanation,
        "state": str(delivery.state),
        "decided_at": _written(delivery.decided_at),
        "reason": delivery.reason,
        "lease": delivery.journal_lease,
        "answers": [_late_answer(answer, with_answer=with_answers) for answer in record.answers],
    }


def _late_answer(late: LateAnswer, *, with_answer: bool) -> Document:
    plain = {"lease": late.lease, "sequence": late.sequence, "slot": late.slot, "client_ms": late.client_ms}
    digest = {"answer_sha256": answer_digest(late.answer)}
    return plain | digest | ({"answer": late.answer} if with_answer else {})


def _receipt(receipt: Receipt | None) -> Document | None:
    if receipt is None:
        return None
    return {
        "code": receipt.code,
        "entry_count": receipt.entry_count,
        "digest": receipt.digest.hex(),
        "marks": receipt.mark_words,
        "made_at": _written(receipt.made_at),
    }


def _grant(grant: TimeGrant) -> Document:
    at, undone_at = _written(grant.granted_at), _written(grant.undone_at)
    return {"at": at, "seconds": grant.seconds, "kind": grant.kind, "reason": grant.reason, "undone_at": undone_at}


def _event(event: Event) -> Document:
    facts = {name: _written(value) if isinstance(value, datetime) else value for name, value in event.facts.items()}
    return {"at": _written(event.at), "kind": event.kind, "actor": event.actor, "facts": facts}


def _written(moment: datetime | None) -> str | None:
    """Write a moment in Dutch time with its offset: 2026-03-10T10:00:00.123+01:00."""
    return moment.astimezone(clock.AMSTERDAM).isoformat(timespec="milliseconds") if moment else None
