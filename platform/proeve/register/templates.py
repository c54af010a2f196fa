"""How a corporation's certificates look: versions that never change, so that each certificate names its own."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Connection, LargeBinary, String, UniqueConstraint, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapper
from sqlmodel import Field, SQLModel, col

from certificates.template import USUAL, Orientation, Template
from proeve.core import audit, clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Role, Scope


class CertificateTemplate(SQLModel, table=True):
    """One version of a corporation's look; the newest is used for what is issued from now on."""

    __tablename__ = "certificate_template"
    __table_args__ = (
        CheckConstraint("orientation IN ('landscape', 'portrait')", name="known_orientation"),
        UniqueConstraint("corporation_id", "version"),
    )

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    version: int
    orientation: Orientation = Field(sa_type=String(9))
    accent: str = Field(sa_type=String(7))
    highlight: str = Field(sa_type=String(7))
    logo: bytes | None = Field(default=None, sa_type=LargeBinary)
    saved_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    saved_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def look(self) -> Template:
        """Return it the way certificates are drawn with it."""
        return Template(orientation=self.orientation, accent=self.accent, highlight=self.highlight, logo=self.logo)


@event.listens_for(CertificateTemplate, "before_update")
def _refuse_change(_mapper: Mapper[CertificateTemplate], _connection: Connection, row: CertificateTemplate) -> None:
    raise TypeError(f"Version {row.version} of a template can be in use; add a version instead of changing it.")


def look_of(version: CertificateTemplate | None) -> Template:
    """Return the look of a version, or the usual one for a corporation that chose none."""
    return version.look if version else USUAL


async def find_current_template(session: AsyncSession, corporation_id: int) -> CertificateTemplate | None:
    """Return the newest version of a corporation, or None when it never chose a look."""
    versions = select(CertificateTemplate).where(col(CertificateTemplate.corporation_id) == corporation_id)
    return (await session.scalars(versions.order_by(col(CertificateTemplate.version).desc()).limit(1))).first()


async def all_templates(session: AsyncSession, scope: Scope) -> list[CertificateTemplate]:
    """List the versions of an administrator's corporation, the newest first."""
    _refuse_others(scope)
    mine = select(CertificateTemplate).where(scope.covers(corporation=col(CertificateTemplate.corporation_id)))
    return list(await session.scalars(mine.order_by(col(CertificateTemplate.version).desc())))


async def find_template(session: AsyncSession, scope: Scope, template_id: int) -> CertificateTemplate:
    """Return one version of an administrator's corporation or raise NotFound."""
    _refuse_others(scope)
    mine = select(CertificateTemplate).where(scope.covers(corporation=col(CertificateTemplate.corporation_id)))
    version = await session.scalar(mine.where(col(CertificateTemplate.id) == template_id))
    if version is None:
        raise NotFound("Deze opmaak bestaat niet, of hoort bij een andere corporatie.")
    return version


async def add_template(session: AsyncSession, scope: Scope, look: Template) -> CertificateTemplate:
    """Add a version for what is issued from now on; one that looks the same as the newest is not added again.

    Raises Conflict when a colleague saved one at the same moment.
    """
    _refuse_others(scope)
    corporation_id = scope.corporation_id
    current = await find_current_template(session, corporation_id)
    if current and current.look == look:
        return current
    version = CertificateTemplate(
        corporation_id=corporation_id,
        version=current.version + 1 if current else 1,
        orientation=look.orientation,
        accent=look.accent,
        highlight=look.highlight,
        logo=look.logo,
        saved_by=scope.person_id,
    )
    try:
        async with session.begin_nested():
            session.add(version)
    except IntegrityError as clash:
        raise Conflict("Een collega sloeg net ook een opmaak op. Laad de pagina opnieuw en kijk wat u ziet.") from clash
    subject = f"certificate_template:{version.id}"
    audit.record(session, "certificate_template.add", subject, actor_id=scope.person_id, corporation_id=corporation_id)
    return version


def _refuse_others(scope: Scope) -> None:
    if scope.role is not Role.ADMINISTRATOR:
        raise NotFound
