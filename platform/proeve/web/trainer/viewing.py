"""Write down who looked at which question: a leak cannot be traced otherwise."""

from collections.abc import Iterable
from typing import Any

from proeve.core import audit
from proeve.core.database import Database
from proeve.core.scope import Scope
from proeve.exams.item_versions import Version


async def note_views(
    database: Database, scope: Scope, versions: Iterable[Version], *, corporation_id: int | None = None, **facts: Any
) -> None:
    """Log one `item.view` for each question, before it is shown; with its key, unless the facts say otherwise."""
    async with database.unit_of_work() as session:
        for item, version in versions:
            audit.record(
                session,
                "item.view",
                f"item:{item}",
                actor_id=scope.person_id,
                corporation_id=corporation_id,
                version=version,
                role=scope.role,
                **facts,
            )
