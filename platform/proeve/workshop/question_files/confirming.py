"""Confirm an upload: begin all its drafts, together, once; four eyes judge them like any other draft."""

import asyncio
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import audit, clock
from proeve.core.database import Database
from proeve.core.errors import Conflict
from proeve.core.scope import Scope
from proeve.workshop.drafts import ItemDraft
from proeve.workshop.question_files.arriving import Arrived
from proeve.workshop.question_files.comparing import KnownQuestions, Row, read_known
from proeve.workshop.question_files.uploads import Outcome, QuestionUpload, UploadState, find_upload
from proeve.workshop.writing import add_draft, add_named_draft, add_new_version, count_as_writer, save_draft

CHANGED = "De vragenbank is intussen veranderd: {count} van deze vragen pakken nu anders uit. Bekijk de lijst opnieuw."
CHANGED_ONE = "De vragenbank is intussen veranderd: 1 van deze vragen pakt nu anders uit. Bekijk de lijst opnieuw."


async def confirm_questions(database: Database, scope: Scope, upload_id: int) -> QuestionUpload:
    """Begin the drafts of an upload and return it; a second time it changes nothing.

    Raise Conflict (code bank_changed) when a question would do something else now than what was shown: the upload then
    says what it would do.
    """
    async with database.reading() as session:
        shown = await find_upload(session, scope, upload_id)
        known = await read_known(session, scope)
    fresh = shown.rows if shown.is_confirmed else await asyncio.to_thread(_again, known, shown.rows)
    async with database.unit_of_work() as session:
        upload = await find_upload(session, scope, upload_id, to_change=True)
        if upload.is_confirmed:
            return upload
        surprising = sum(_does(one) != _does(other) for one, other in zip(upload.rows, fresh, strict=True))
        if not surprising:
            await _begin_all(session, scope, upload)
            return upload
        upload.rows = fresh
    raise Conflict(CHANGED_ONE if surprising == 1 else CHANGED.format(count=surprising), code="bank_changed")


def _again(known: KnownQuestions, rows: list[Row]) -> list[Row]:
    return known.compare(_question(row) for row in rows)


def _question(row: Row) -> Arrived:
    return msgspec.convert({name: row[name] for name in Arrived.__struct_fields__ if name in row}, Arrived)


def _does(row: Row) -> tuple[str, int]:
    """Return what a row would do, and to which version: a newer one has other differences than were shown."""
    return row["outcome"], row.get("version", 0)


async def _begin_all(session: AsyncSession, scope: Scope, upload: QuestionUpload) -> None:
    upload.rows = [await _begun(session, scope, row, upload.uploaded_by) for row in upload.rows]
    upload.state, upload.confirmed_at = UploadState.CONFIRMED, clock.now()
    audit.record(
        session,
        "question_upload.confirm",
        f"question_upload:{upload.id}",
        actor_id=scope.person_id,
        file_name=upload.file_name,
        **upload.counts,
    )


async def _begun(session: AsyncSession, scope: Scope, row: Row, uploaded_by: int) -> Row:
    """Begin what a row is for; who brought the text wrote it as much as who confirms it, so neither approves it."""
    if row["outcome"] == Outcome.VERSION:
        draft = await add_new_version(session, scope, row["item"])
        if draft.version != row["version"] + 1:
            # Somebody approved a version while the rows were compared.
            raise Conflict(CHANGED_ONE, code="bank_changed")
        await save_draft(session, scope, draft.id, row["document"], revision=draft.revision)
    elif row["outcome"] == Outcome.NEW:
        draft = await _new_draft(session, scope, row)
    else:
        return row
    count_as_writer(draft, uploaded_by)
    return {**row, "item": draft.item, "draft_id": draft.id}


async def _new_draft(session: AsyncSession, scope: Scope, row: Row) -> ItemDraft:
    """Begin a new item under the id of the file where that is one of ours, else under the next of its family."""
    named: dict[str, Any] = {"exam": row["exam"], "family": row["family"]}
    if row["item"].removeprefix(f"{row['family']}-").isdigit():
        return await add_named_draft(session, scope, row["item"], row["document"], **named)
    draft = await add_draft(session, scope, kind=row["document"]["kind"], **named)
    return await save_draft(session, scope, draft.id, row["document"], revision=draft.revision)
