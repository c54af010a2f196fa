"""Who works in the workshop, and the reasons that some acts ask for."""

from proeve.core.errors import Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.people.text import tidy

WRITERS = frozenset({Role.AUTHOR, Role.APPROVER})
APPROVERS = frozenset({Role.APPROVER})
SHORTEST_REASON, LONGEST_REASON = 5, 1000
WHY = "Schrijf kort waarom, zodat anderen het later begrijpen."


def refuse_onlookers(scope: Scope) -> None:
    """Raise NotFound for anyone who does not work on items."""
    if scope.role not in WRITERS:
        raise NotFound


def refuse_writers(scope: Scope) -> None:
    """Raise NotFound for anyone who may not decide about items: an author writes, somebody else decides."""
    if scope.role not in APPROVERS:
        raise NotFound


def checked_reason(reason: str) -> str:
    """Return a reason without what nobody sees; raise Invalid (problem: reason) when it says too little."""
    reason = tidy(reason)
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Invalid(WHY, {"reason": WHY})
    return reason
