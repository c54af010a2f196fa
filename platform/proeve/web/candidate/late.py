"""Late answers on the candidate's side: handing them over, and what the result page says about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Meta, Struct

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.errors import Invalid
from proeve.exams.attempts import Attempt
from proeve.exams.closing import current_attempt
from proeve.exams.journal.answers import last_answers
from proeve.exams.late_answers.deliveries import LateDelivery, deliveries_of
from proeve.exams.late_answers.handing_over import (
    HANDED_OVER_WITHIN,
    LONGEST_EXPLANATION,
    MOST_ANSWERS,
    SentAnswer,
    hand_over_late,
)

LARGEST_BODY = 65_536
UNREADABLE = "Wat uw browser stuurde, konden we niet lezen. Laad de pagina opnieuw en probeer het nog een keer."


class HandedOver(Struct, forbid_unknown_fields=True):
    """The body of a late delivery."""

    explanation: Annotated[str, Meta(max_length=LONGEST_EXPLANATION * 2)]
    answers: Annotated[list[SentAnswer], Meta(max_length=MOST_ANSWERS)]


class Received(Struct):
    """The answer to it: whether somebody will decide; if not, everything had come in already."""

    waits: bool


@dataclass(frozen=True, slots=True)
class LateFacts:
    """What the result page knows of late answers.

    `stored` tells the page's script which of the saves on this device are older than what we have.
    """

    deliveries: Sequence[LateDelivery]
    can_hand_over: bool
    stored: str


@post("/toetsen/{attempt_id:int}/nasturen", status_code=HTTPStatus.OK)
async def hand_over(
    request: Request[Any, Any, Any], database: NamedDependency[Database], attempt_id: FromPath[int]
) -> Received:
    """Keep answers that a page still had, until an assessor decides."""
    await current_attempt(database, request.user, attempt_id)
    body = await request.body()
    if len(body) > LARGEST_BODY:
        raise Invalid(UNREADABLE)
    try:
        sent = msgspec.json.decode(body, type=HandedOver)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(UNREADABLE) from error
    async with database.unit_of_work() as session:
        delivery = await hand_over_late(session, request.user, attempt_id, sent.answers, sent.explanation)
    return Received(waits=delivery is not None)


async def read_late(database: Database, attempt_id: int) -> LateFacts:
    """Read what there is to say about a closed attempt that the caller was allowed to read."""
    async with database.reading() as session:
        attempt = await session.get_one(Attempt, attempt_id)
        stored = await last_answers(session, attempt_id)
        deliveries = await deliveries_of(session, attempt_id)
    places = [{"slot": each.slot, "lease": each.lease, "sequence": each.sequence} for each in stored]
    closed_at = attempt.closed_at
    return LateFacts(
        deliveries=deliveries,
        can_hand_over=closed_at is not None and clock.now() <= closed_at + HANDED_OVER_WITHIN,
        stored=msgspec.json.encode(places).decode(),
    )
