"""The certificates that one leads to: what it renews and what renewed it, what it corrects and what corrected it."""

from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.register.certificates import Certificate


@dataclass(frozen=True, slots=True)
class Related:
    """The neighbours of a certificate that its reader may see."""

    corrects: Certificate | None = None
    corrected_by: Certificate | None = None
    renews: Certificate | None = None
    renewed_by: list[Certificate] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.corrects or self.corrected_by or self.renews or self.renewed_by)


async def find_related(session: AsyncSession, scope: Scope, certificate: Certificate) -> Related:
    """Return the neighbours of a certificate that the caller was allowed to find, within the same scope."""
    mine = certificate.id
    near = or_(
        col(Certificate.id).in_([certificate.superseded_by_id, certificate.renews_id]),
        col(Certificate.superseded_by_id) == mine,
        col(Certificate.renews_id) == mine,
    )
    covered = scope.covers(corporation=col(Certificate.corporation_id), person=col(Certificate.person_id))
    found = list(await session.scalars(select(Certificate).where(near, covered).order_by(col(Certificate.id))))
    by_id = {each.id: each for each in found}
    return Related(
        corrects=next((each for each in found if each.superseded_by_id == mine), None),
        corrected_by=by_id.get(certificate.superseded_by_id or 0),
        renews=by_id.get(certificate.renews_id or 0),
        renewed_by=[each for each in found if each.renews_id == mine],
    )
