"""The life of an item: its versions, its draft, and every step with who, when and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.exams.item_steps import ItemStep, StepKind, all_steps
from proeve.exams.item_versions import ItemVersion
from proeve.people.persons import Person
from proeve.workshop.access import refuse_onlookers
from proeve.workshop.drafts import ItemDraft, find_draft_of

WORDS: Mapping[StepKind, str] = {
    StepKind.STARTED: "concept begonnen",
    StepKind.SUBMITTED: "ingediend",
    StepKind.TAKEN_BACK: "teruggehaald",
    StepKind.SENT_BACK: "teruggestuurd",
    StepKind.WITHDRAWN: "concept ingetrokken",
    StepKind.APPROVED: "goedgekeurd",
    StepKind.IMPORTED: "ingelezen uit bestanden",
    StepKind.PUT_LIVE: "in gebruik genomen",
    StepKind.SUPERSEDED: "vervangen door een andere versie",
    StepKind.PAUSED: "gepauzeerd",
    StepKind.RESUMED: "weer in gebruik genomen",
    StepKind.RETIRED: "uit gebruik genomen",
    StepKind.LEAKED: "uitgelekt en uit gebruik genomen",
    StepKind.TAKEN_OUT: "niet meer in de ingelezen bestanden",
    StepKind.SHIPPED: "meegekomen met Proeve",
    StepKind.LEFT_CONTENT: "niet meer meegekomen met Proeve",
    StepKind.RETURNED: "weer meegekomen met Proeve",
}


class LifeStep(NamedTuple):
    """One step in words; `person` is empty when nobody in particular did it."""

    at: datetime
    version: int
    kind: StepKind
    words: str
    person: str
    reason: str
    facts: dict[str, Any]


class Life(NamedTuple):
    """All that is known of an item: versions with the newest first, steps with the oldest first."""

    item_id: str
    exam: str
    versions: list[ItemVersion]
    draft: ItemDraft | None
    steps: list[LifeStep]
    writers: list[str]


async def find_life(session: AsyncSession, scope: Scope, item_id: str) -> Life:
    """Return the life of an item, or raise NotFound when there is neither a version nor a draft of it."""
    refuse_onlookers(scope)
    versions = select(ItemVersion).where(col(ItemVersion.item) == item_id).order_by(col(ItemVersion.version).desc())
    rows, draft = list(await session.scalars(versions)), await find_draft_of(session, scope, item_id)
    if not rows and draft is None:
        raise NotFound("Deze vraag staat niet in de vragenbank.")
    steps = await all_steps(session, [item_id])
    writer_ids = draft.writer_ids if draft else []
    persons = select(Person).where(col(Person.id).in_({*writer_ids, *(step.person_id for step in steps)}))
    names = {person.id: person.name for person in await session.scalars(persons)}
    exam = rows[0].exam if rows else draft.exam if draft else ""
    writers = [names[person_id] for person_id in writer_ids]
    return Life(item_id, exam, rows, draft, [_in_words(step, names) for step in steps], writers)


def _in_words(step: ItemStep, names: Mapping[int, str]) -> LifeStep:
    kind = StepKind(step.kind)
    person = names.get(step.person_id or 0, "")
    return LifeStep(step.at, step.version, kind, WORDS[kind], person, step.reason, step.facts)
