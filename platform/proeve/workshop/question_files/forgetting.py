"""Forget the files with questions that somebody uploaded and never confirmed."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.cleaning import cleans, remove
from proeve.workshop.question_files.uploads import QuestionUpload, UploadState

UPLOADS_WAIT = timedelta(days=30)
"""Time enough to show a colleague; after that the bank has changed and the file had better be uploaded again."""


@cleans("question_upload")
async def forget_question_uploads(session: AsyncSession) -> int:
    """Remove the uploads of more than thirty days ago that were not confirmed; return how many."""
    waiting = delete(QuestionUpload).where(col(QuestionUpload.state) == UploadState.CHECKED)
    return await remove(session, waiting.where(col(QuestionUpload.uploaded_at) < clock.now() - UPLOADS_WAIT))
