"""What can be done to a certificate: by whom, and as long as it stands as it does. Here, and nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Role, Scope
from proeve.register.certificates import Certificate
from proeve.register.finding import RegisterRow, find_certificate


class Act(StrEnum):
    """Something that people do to a certificate; issuing, renewing and reminding go by themselves."""

    CORRECT = "correct"
    SUSPEND = "suspend"
    RESUME = "resume"
    REVOKE = "revoke"
    ERASE = "erase"


ALLOWED: dict[Act, frozenset[Role]] = {
    Act.CORRECT: frozenset({Role.OPERATOR, Role.ADMINISTRATOR}),
    Act.SUSPEND: frozenset({Role.OPERATOR, Role.TRAINER}),
    Act.RESUME: frozenset({Role.OPERATOR, Role.TRAINER}),
    Act.REVOKE: frozenset({Role.OPERATOR, Role.TRAINER}),
    Act.ERASE: frozenset({Role.OPERATOR}),
}
"""Who may do what. Administrators know how their people are called; trainers judge exams; nobody else erases."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A way in which a certificate can stand that rules acts out, and what to tell who tries."""

    applies: Callable[[Certificate], bool]
    rules_out: frozenset[Act]
    code: str
    sentence: str


ALL_BUT_REVOKING = frozenset(Act) - {Act.REVOKE}

OBSTACLES = (
    Obstacle(
        lambda each: each.erased_at is not None and each.revoked_at is not None,
        ALL_BUT_REVOKING,
        "erased",
        "De gegevens van de houder zijn verwijderd en het certificaat is ingetrokken. U kunt er niets meer mee doen.",
    ),
    Obstacle(
        lambda each: each.erased_at is not None,
        ALL_BUT_REVOKING,
        "erased",
        "De gegevens van de houder zijn verwijderd. U kunt dit certificaat alleen nog intrekken.",
    ),
    Obstacle(
        lambda each: each.revoked_at is not None,
        frozenset(Act) - {Act.ERASE},
        "already_revoked",
        "Dit certificaat is al ingetrokken. U hoeft niets meer te doen.",
    ),
    Obstacle(
        lambda each: each.suspended_at is not None,
        frozenset({Act.SUSPEND}),
        "already_suspended",
        "Dit certificaat is al geschorst. U hoeft niets meer te doen.",
    ),
    Obstacle(
        lambda each: each.suspended_at is not None,
        frozenset({Act.CORRECT}),
        "suspended",
        "Dit certificaat is geschorst. Hef eerst de schorsing op.",
    ),
    Obstacle(
        lambda each: each.suspended_at is None,
        frozenset({Act.RESUME}),
        "not_suspended",
        "Dit certificaat is niet geschorst. U hoeft niets meer te doen.",
    ),
)
"""The first one that applies is told, so what says more stands before what says less."""


def obstacle_to(act: Act, certificate: Certificate) -> Obstacle | None:
    """Return what rules an act out now, or None when it can be done."""
    return next((each for each in OBSTACLES if act in each.rules_out and each.applies(certificate)), None)


def open_acts(scope: Scope, certificate: Certificate) -> list[Act]:
    """List what a scope can do to a certificate now."""
    return [act for act in Act if scope.role in ALLOWED[act] and obstacle_to(act, certificate) is None]


async def find_to_act(session: AsyncSession, scope: Scope, certificate_id: int, act: Act) -> RegisterRow:
    """Return a certificate to who may do this to it; raise NotFound for others, and Conflict when it cannot be done."""
    if scope.role not in ALLOWED[act]:
        raise NotFound
    row = await find_certificate(session, scope, certificate_id)
    _refuse(act, row.certificate)
    return row


async def hold_to_act(session: AsyncSession, scope: Scope, certificate_id: int, act: Act) -> RegisterRow:
    """Find a certificate as `find_to_act` does, and hold it: of two at the same moment, the second one is told."""
    row = await find_to_act(session, scope, certificate_id, act)
    await session.refresh(row.certificate, with_for_update=True)
    _refuse(act, row.certificate)
    return row


def _refuse(act: Act, certificate: Certificate) -> None:
    obstacle = obstacle_to(act, certificate)
    if obstacle is not None:
        raise Conflict(obstacle.sentence, code=obstacle.code)
