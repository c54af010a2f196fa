"""Write down what is done to an item: a step of its life, and a line in the audit log, in the same transaction."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import audit
from proeve.core.scope import Scope
from proeve.exams.item_steps import ItemStep, StepKind
from proeve.exams.item_versions import Version


def record_step(
    session: AsyncSession, scope: Scope | None, version: Version, kind: StepKind, *, reason: str = "", **facts: Any
) -> None:
    """Add a step by somebody, or by nobody in particular when it comes from the command line."""
    person_id = None if scope is None else scope.person_id
    item, number = version
    session.add(ItemStep(item=item, version=number, kind=kind, person_id=person_id, reason=reason, facts=facts))
    if reason:
        facts = {"reason": reason, **facts}
    audit.record(session, f"item.{kind}", f"item:{item}", actor_id=person_id, version=number, **facts)
