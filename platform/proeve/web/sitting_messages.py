"""What travels between an exam page and the server while it saves: the bodies, the answers and the refusals."""

from http import HTTPStatus
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta, Struct

from proeve.core import clock
from proeve.exams.attempt_tokens import Pass
from proeve.exams.attempts import NOT_STARTED
from proeve.exams.journal.saves import LARGEST_SEQUENCE, Outcome, Save, Standing
from question_bank.kinds import accepts

MOST_SAVES = 100
MOST_SLOTS = 1000
LAST_MOMENT_MS = 4_102_444_800_000
"""The year 2100: a client's clock is kept as evidence only, so a wrong one is bent and never refused."""

UNKNOWN_ITEM = "unknown_item"
WRONG_SHAPE = "wrong_shape"
WORDS = {
    UNKNOWN_ITEM: "Deze vraag hoort niet bij uw toets. Laad de pagina opnieuw.",
    WRONG_SHAPE: "Dit antwoord past niet bij de vraag. Geef uw antwoord nog een keer.",
    Outcome.NOT_STARTED: NOT_STARTED,
    Outcome.CLOSED: "De toets is gesloten. Dit antwoord kwam te laat en telt niet mee.",
    Outcome.LEASE_LOST: "Uw toets is op een andere plek geopend. Ga daar verder, of laad deze pagina opnieuw.",
    Outcome.SEQUENCE: "Dit antwoord had een nummer dat al in gebruik is. Geef uw antwoord nog een keer.",
}
"""The sentence with each code of a refused save."""


Headers = tuple[tuple[bytes, bytes], ...]


class Answer(NamedTuple):
    """A whole answer, ready to be sent; whoever sends it adds how long its body is."""

    status: HTTPStatus
    headers: Headers
    body: bytes


class SentSave(Struct, forbid_unknown_fields=True):
    """One save as a page sends it; what its answer must look like depends on the slot."""

    sequence: Annotated[int, Meta(ge=1, le=LARGEST_SEQUENCE)]
    slot: int
    answer: Any
    flagged: bool
    client_ms: int


class SentSaves(Struct, forbid_unknown_fields=True):
    """The body of a request to save."""

    saves: Annotated[list[SentSave], Meta(max_length=MOST_SAVES)]


class SentHeartbeat(Struct):
    """The body of a heartbeat: which question is on the screen, and how many have an answer."""

    slot: Annotated[int, Meta(ge=0, le=MOST_SLOTS)] | None = None
    answered: Annotated[int, Meta(ge=0, le=MOST_SLOTS)] | None = None


class Refusal(Struct):
    """A save that was not stored, and why."""

    sequence: int
    code: str
    message: str


class Envelope(Struct):
    """Where the attempt stands: what every answer carries, so that news reaches a page with its next request.

    `state` is running, paused or closed; while it is paused, the deadline moves along with the clock.
    """

    server_ms: int
    deadline_ms: int
    state: str
    lease: str


class SavedEnvelope(Envelope):
    """The answer to a request to save."""

    acknowledged: list[int]
    refused: list[Refusal]


_encode = msgspec.json.Encoder().encode


def checked(sent: list[SentSave], shapes: tuple[str, ...]) -> tuple[list[Save], list[Refusal]]:
    """Part the saves that fit their slot, ready for the journal, from those that do not."""
    fitting, refused = [], []
    for save in sent:
        code = _misfit(save, shapes)
        if code is None:
            answer = None if save.answer is None else _encode(save.answer).decode()
            fitting.append(Save(save.sequence, save.slot, answer, save.flagged, _bent(save.client_ms)))
        else:
            refused.append(refusal(save.sequence, code))
    return fitting, refused


def refusal(sequence: int, code: str) -> Refusal:
    """Return the refusal of a save with the sentence of its code."""
    return Refusal(sequence, code, WORDS[code])


def standing_facts(standing: Standing, page: Pass) -> tuple[int, int, str, str]:
    """Return the fields of an envelope, in their order, for the page that asks."""
    now_ms, deadline_ms = clock.now_ms(), standing.deadline_ms or 0
    lease = "held" if standing.lease == page.lease else "lost"
    if standing.is_over(now_ms):
        return now_ms, deadline_ms, "closed", lease
    if standing.paused_ms is None:
        return now_ms, deadline_ms, "running", lease
    return now_ms, deadline_ms + now_ms - standing.paused_ms, "paused", lease


def _misfit(save: SentSave, shapes: tuple[str, ...]) -> str | None:
    if not 0 <= save.slot < len(shapes):
        return UNKNOWN_ITEM
    return None if accepts(shapes[save.slot], save.answer) else WRONG_SHAPE


def _bent(client_ms: int) -> int:
    return min(max(client_ms, 0), LAST_MOMENT_MS)
