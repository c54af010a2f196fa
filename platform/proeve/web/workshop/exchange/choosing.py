"""Choose the questions that go along, with the same filters as the list of the workshop."""

from collections.abc import Mapping
from typing import Any

from litestar import Request
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.web.queries import words
from proeve.web.trainer.question_words import Field
from proeve.web.workshop.bank_filters import LABELS, bank_fields, bank_filter
from proeve.workshop.browsing import BankRow, all_rows
from proeve.workshop.drafts import DraftState

NOT_HERE = frozenset({"gegeven", "van"})
"""Filters about candidates and drafts, which are no matter of files."""
USUAL = {"staat": "live"}


def read_choice(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Return the filters in the address."""
    return words(request, *(name for name in LABELS if name not in NOT_HERE))


def choice_fields(query: Mapping[str, str], exams: Mapping[str, str]) -> list[Field]:
    """Return the choices as (name, label, options, value); drafts are not offered, for only versions go along."""
    fields = [field for field in bank_fields(query, exams) if field[0] not in NOT_HERE]
    drafts = set(DraftState)
    return [
        (name, label, [option for option in options if name != "staat" or option[0] not in drafts], value)
        for name, label, options, value in fields
    ]


async def chosen_rows(session: AsyncSession, request: Request[Any, Any, Any]) -> list[BankRow]:
    """List what the filters mean, as far as it is a version and not only a draft."""
    rows = await all_rows(session, request.user, bank_filter(read_choice(request)))
    return [row for row in rows if row.item is not None]
