"""The files with questions that were uploaded: looked at first, made drafts once somebody confirms what they saw."""

from collections import Counter
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.workshop.access import refuse_onlookers


class UploadState(StrEnum):
    """Where an upload stands."""

    CHECKED = "checked"
    CONFIRMED = "confirmed"


class Outcome(StrEnum):
    """What a question of a file does when it is confirmed."""

    NEW = "new"
    VERSION = "version"
    SAME = "same"
    REFUSED = "refused"


class QuestionUpload(SQLModel, table=True):
    """One file: its questions in their order, and all that was lost or wrong.

    A row is `{"name", "item", "exam", "family", "document", "file_version", "outcome", "sentence", "changes": [[name,
    before, after]], "to_do": [sentences]}`: `name` is what the file calls the question, `item` its id in the file, or
    here once its draft was begun (empty: it has none), `document` as in `question_bank.drafting`, `file_version` the
    version that the file says it was made from (0: it says none), `to_do` what has to be filled in before it can be
    judged.
    Changes are told from the `version` of the item that is here; once confirmed, a row has the `draft_id` it began.
    A loss is `{"item", "part", "sentence"}` as in `question_bank.exchange.carried`.
    """

    __tablename__ = "question_upload"
    __table_args__ = (CheckConstraint("state IN ('checked', 'confirmed')", name="state_is_known"),)

    id: int = Field(default=None, primary_key=True)
    uploaded_by: int = Field(foreign_key="person.id")
    file_name: str
    rows: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonDocument)
    losses: list[dict[str, str]] = Field(default_factory=list, sa_type=JsonDocument)
    state: UploadState = Field(default=UploadState.CHECKED, sa_type=String(10))
    uploaded_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many questions have each outcome."""
        outcomes = Counter(row["outcome"] for row in self.rows)
        return {outcome.value: outcomes[outcome] for outcome in Outcome}

    @property
    def to_begin(self) -> int:
        """Return how many drafts confirming begins."""
        return self.counts[Outcome.NEW] + self.counts[Outcome.VERSION]

    @property
    def is_confirmed(self) -> bool:
        """Say whether its drafts were begun."""
        return self.state == UploadState.CONFIRMED


async def find_upload(
    session: AsyncSession, scope: Scope, upload_id: int, *, to_change: bool = False
) -> QuestionUpload:
    """Return one upload, whoever of the workshop made it, or raise NotFound; `to_change` lets others wait."""
    refuse_onlookers(scope)
    statement = select(QuestionUpload).where(col(QuestionUpload.id) == upload_id)
    found = await session.scalar(statement.with_for_update() if to_change else statement)
    if found is None:
        raise NotFound("Dit bestand is er niet meer. Upload het opnieuw.")
    return found


async def all_waiting_uploads(session: AsyncSession, scope: Scope) -> list[QuestionUpload]:
    """List the uploads that nobody confirmed yet, the latest first."""
    refuse_onlookers(scope)
    waiting = select(QuestionUpload).where(col(QuestionUpload.state) == UploadState.CHECKED)
    return list(await session.scalars(waiting.order_by(col(QuestionUpload.id).desc())))
