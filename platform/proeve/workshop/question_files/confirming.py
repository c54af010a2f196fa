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
from question_bank.items import is_numbered

CHANGED = "De vragenbank is intussen veranderd: {count} van deze vragen pakken nu anders uit. Bekijk de lijst opnieuw."
CHANGED_ONE = "De vragenbank is intussen veranderd: 1 van deze vragen pakt nu anders uit. Bekijk de lijst opnieuw."
CHANGED_AND_BACK = "De vragenbank veranderde op hetzelfde moment. Probeer het opnieuw."


async def confirm_questions(database: Database, scope: Scope, upload_id: int) -> QuestionUpload:
    """Begin the drafts of an upload and return it; a second time it changes nothing.

    Raise Conflict (code bank_changed) when a question would do something else now than what was shown: the upload then
    says what it would do.
    """
    fresh = await _rows_now(database, scope, upload_id)
    try:
        async with database.unit_of_work() as session:
            upload = await find_upload(session, scope, upload_id, to_change=True)
            if upload.is_confirmed:
                return upload
            if not _surprises(upload.rows, fresh):
                await _begin_all(session, scope, upload)
                return upload
    except Conflict:
        # The bank changed after the rows were compared; nothing was begun.
        fresh = await _rows_now(database, scope, upload_id)
    return await _show_again(database, scope, upload_id, fresh)


async def _rows_now(database: Database, scope: Scope, upload_id: int) -> list[Row]:
    """Return what the rows of an upload would do now; once it was confirmed, what they did."""
    async with database.reading() as session:
        shown = await find_upload(session, scope, upload_id)
        known = await read_known(session, scope)
    return shown.rows if shown.is_confirmed else await asyncio.to_thread(_again, known, shown.rows)


async def _show_again(database: Database, scope: Scope, upload_id: int, fresh: list[Row]) -> QuestionUpload:
    """Keep what the rows would do now, and raise Conflict; return an upload that somebody else just confirmed."""
    async with database.unit_of_work() as session:
        upload = await find_upload(session, scope, upload_id, to_change=True)
        if upload.is_confirmed:
            return upload
        count = _surprises(upload.rows, fresh)
        upload.rows = fresh
    words = {0: CHANGED_AND_BACK, 1: CHANGED_ONE}.get(count, CHANGED.format(count=count))
    raise Conflict(words, code="bank_changed")


def _again(known: KnownQuestions, rows: list[Row]) -> list[Row]:
    return known.compare(_question(row) for row in rows)


def _question(row: Row) -> Arrived:
    return msgspec.convert({name: row[name] for name in Arrived.__struct_fields__ if name in row}, Arrived)


def _surprises(shown: list[Row], fresh: list[Row]) -> int:
    """Return how many rows would do something else than was shown."""
    return sum(_does(one) != _does(other) for one, other in zip(shown, fresh, strict=True))


def _does(row: Row) -> tuple[str, int]:
    """Return what a row would do, and to which version: a newer one has other differences than were shown."""
    return row["outcome"], row.get("version", 0)


async def _begin_all(session: AsyncSession, scope: Scope, upload: QuestionUpload) -> None:
    rows = list(upload.rows)
    # Who brings an id goes first, so that it is not given out to a question that brings none.
    for place in sorted(range(len(rows)), key=lambda place: not _is_named(rows[place])):
        rows[place] = await _begun(session, scope, rows[place], upload.uploaded_by)
    upload.rows = rows
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
            raise Conflict(CHANGED_AND_BACK, code="bank_changed")
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
    if _is_named(row):
        return await add_named_draft(session, scope, row["item"], row["document"], **named)
    draft = await add_draft(session, scope, kind=row["document"]["kind"], **named)
    return await save_draft(session, scope, draft.id, row["document"], revision=draft.revision)


def _is_named(row: Row) -> bool:
    """Say whether a row brings an id that can be one of ours."""
    return is_numbered(row["item"], row["family"])
