"""One late delivery: what is known around it, and for who may see them the questions with both answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.exams.asking import asked_items
from proeve.exams.attempts import form_of
from proeve.exams.endings import Ending, ending_of
from proeve.exams.item_versions import Version
from proeve.exams.late_answers.deciding import LONGEST_REASON
from proeve.exams.late_answers.evidence import Evidence, Pair, read_evidence
from proeve.exams.late_answers.finding import DeliveryRow, find_late_delivery
from proeve.exams.timing import GRACE
from proeve.reporting.timeline.questions import answer_in_words
from proeve.web.assessor.menu import PATH, menu_with_count
from proeve.web.assessor.words import STATES, beside_deadline, lasting
from proeve.web.page import page
from proeve.web.refusals import FRESH, Filled
from proeve.web.timeline.paths import PATHS, SEES_ITEMS, timeline_path
from proeve.web.trainer.viewing import note_views
from question_bank.kinds import kind_of
from question_bank.kinds.views import Presented

AnyRequest = Request[Any, Any, Any]
NO_ANSWER = "geen antwoord"


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """A question as the candidate saw it, with the stored and the late answer in words."""

    pair: Pair
    asked: Presented
    stored: str
    late: str


@get("/{delivery_id:int}")
async def show_delivery(
    request: AnyRequest, database: NamedDependency[Database], delivery_id: FromPath[int]
) -> Template:
    """Show one delivery."""
    return await delivery_page(request, database, delivery_id)


async def delivery_page(
    request: AnyRequest, database: Database, delivery_id: int, filled: Mapping[str, Filled] | None = None
) -> Template:
    """Show a delivery; `filled` holds a form that came back, by the word of its decision."""
    async with database.reading() as session:
        row = await find_late_delivery(session, request.user, delivery_id)
        evidence = await read_evidence(session, row.delivery)
        sees_items = request.user.role in SEES_ITEMS and row.delivery.person_id != request.user.person_id
        compared = await _compare(session, row, evidence.pairs) if sees_items else []
        menu = await menu_with_count(session, request)
    await _note(database, request, row, evidence, compared)
    forms = {"accepteren": FRESH, "weigeren": FRESH} | dict(filled or {})
    return page(
        request,
        "assessor/delivery.html",
        status=max(form.status for form in forms.values()),
        row=row,
        evidence=evidence,
        compared=compared,
        is_handed_in=ending_of(row.attempt) is Ending.HANDED_IN,
        grace_until=row.attempt.deadline_at + GRACE if row.attempt.deadline_at else None,
        timeline=timeline_path(request.user.role, row.attempt.id) if request.user.role in PATHS else "",
        is_own=row.delivery.person_id == request.user.person_id,
        beside_deadline=beside_deadline,
        lasting=lasting,
        state=STATES[row.delivery.state],
        forms=forms,
        longest_reason=LONGEST_REASON,
        path=f"{PATH}/{delivery_id}",
        nav=menu,
    )


async def _compare(session: AsyncSession, row: DeliveryRow, pairs: Sequence[Pair]) -> list[ComparedAnswer]:
    asked = await asked_items(session, row.attempt)
    compared = []
    for pair in pairs:
        slot, item = asked[pair.late.slot]
        stored = answer_in_words(item, slot.order, pair.stored.answer) if pair.stored else NO_ANSWER
        late = answer_in_words(item, slot.order, pair.late.answer)
        compared.append(ComparedAnswer(pair, kind_of(item).present(item, slot.order), stored, late))
    return compared


async def _note(
    database: Database, request: AnyRequest, row: DeliveryRow, evidence: Evidence, compared: Sequence[ComparedAnswer]
) -> None:
    """Log each question that is shown."""
    if not compared:
        return
    slots = form_of(row.attempt).slots
    seen: list[Version] = [(slots[pair.late.slot].item, slots[pair.late.slot].version) for pair in evidence.pairs]
    owner = row.delivery.corporation_id
    await note_views(database, request.user, dict.fromkeys(seen), corporation_id=owner, attempt=row.attempt.id)
